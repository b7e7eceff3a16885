/** The domain: sides, seats, links and who is present. Commands in, events out. */
@NullMarked
package org.parley.meeting;

import org.jspecify.annotations.NullMarked;
