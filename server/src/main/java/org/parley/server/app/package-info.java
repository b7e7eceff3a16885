/** The program: its options, its parts and how they are wired, its start and its stop. */
@NullMarked
package org.parley.server.app;

import org.jspecify.annotations.NullMarked;
