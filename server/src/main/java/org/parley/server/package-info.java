/** The shells around the domain and the media plane, and the program that wires them. */
@NullMarked
package org.parley.server;

import org.jspecify.annotations.NullMarked;
