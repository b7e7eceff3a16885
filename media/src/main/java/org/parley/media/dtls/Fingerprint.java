package org.parley.media.dtls;

/**
 * A certificate's fingerprint as SDP writes it (RFC 8122, section 5).
 *
 * @param algorithm lower case, such as {@code sha-256}
 * @param value upper-case hexadecimal pairs joined by colons
 */
public record Fingerprint(String algorithm, String value) {}
