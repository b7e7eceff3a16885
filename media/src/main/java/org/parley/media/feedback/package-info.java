/** What receivers and senders tell each other about loss, arrival and key frames: NACK, transport-wide feedback, reports. */
@NullMarked
package org.parley.media.feedback;

import org.jspecify.annotations.NullMarked;
