/** SRTP and SRTCP (RFC 3711, RFC 7714): protect, unprotect, replay window. */
@NullMarked
package org.parley.media.srtp;

import org.jspecify.annotations.NullMarked;
