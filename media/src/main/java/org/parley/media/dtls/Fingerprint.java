package org.parley.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A certificate's fingerprint as SDP writes it (RFC 8122, section 5).
 *
 * @param algorithm lower case, such as {@code sha-256}
 * @param value upper-case hexadecimal pairs joined by colons
 */
public record Fingerprint(String algorithm, String value) {

  /** Those that still resist a second preimage by a margin; md5, md2 and sha-1 are refused (RFC 8122, section 5.1). */
  private static final Map<String, String> DIGESTS =
      Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");

  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

  /**
   * The fingerprint of a DER-encoded certificate.
   *
   * @throws IllegalArgumentException where the algorithm is not one of those accepted
   */
  public static Fingerprint of(String algorithm, byte[] certificate) {
    String digest = DIGESTS.get(algorithm);
    if (digest == null) {
      throw new IllegalArgumentException("not an accepted fingerprint algorithm: " + algorithm);
    }
    try {
      byte[] hash = MessageDigest.getInstance(digest).digest(certificate);
      return new Fingerprint(algorithm, PAIRS.formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the algorithm is one that may vouch for a certificate. */
  public boolean isAccepted() {
    return DIGESTS.containsKey(algorithm);
  }

  /** Whether it is that of a DER-encoded certificate; never where the algorithm is not accepted. */
  public boolean matches(byte[] certificate) {
    return isAccepted() && of(algorithm, certificate).value.equals(value);
  }
}
