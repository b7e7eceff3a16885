@NullMarked
package org.parley.server.signalling;

import org.jspecify.annotations.NullMarked;
