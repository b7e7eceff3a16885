/** Offer and answer (RFC 8829, RFC 9429): text to a typed session and back. */
@NullMarked
package org.parley.media.sdp;

import org.jspecify.annotations.NullMarked;
