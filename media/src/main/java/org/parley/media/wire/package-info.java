/** Views over bytes: STUN, RTP, header extensions, payload descriptors, RTCP. Nothing here keeps state or throws on bytes. */
@NullMarked
package org.parley.media.wire;

import org.jspecify.annotations.NullMarked;
