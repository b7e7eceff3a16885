/** DTLS 1.2 with use_srtp (RFC 5764): from handshake to SRTP keys. */
@NullMarked
package org.parley.media.dtls;

import org.jspecify.annotations.NullMarked;
