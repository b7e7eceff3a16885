/** Which encoding a receiver gets: by the size it shows, and by what its way can carry. */
@NullMarked
package org.parley.media.layer;

import org.jspecify.annotations.NullMarked;
