/** Who receives what: sources, the encodings that arrive, and each receiver's rewritten view of one. */
@NullMarked
package org.parley.media.route;

import org.jspecify.annotations.NullMarked;
