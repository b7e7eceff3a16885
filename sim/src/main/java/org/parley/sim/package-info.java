/** A network and peers under virtual time, to test the media plane. */
@NullMarked
package org.parley.sim;

import org.jspecify.annotations.NullMarked;
