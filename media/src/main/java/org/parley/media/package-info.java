/** The sans-IO media plane: no sockets, no clocks, no threads. */
@NullMarked
package org.parley.media;

import org.jspecify.annotations.NullMarked;
