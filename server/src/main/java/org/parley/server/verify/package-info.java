/** {@code parley verify}: checks a record's file and says on the terminal what of it is proven. Opens nothing else. */
@NullMarked
package org.parley.server.verify;

import org.jspecify.annotations.NullMarked;
