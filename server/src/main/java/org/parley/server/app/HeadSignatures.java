package org.parley.server.app;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.parley.server.app.CharterKeys.Head;
import org.parley.server.signalling.protocol.LineKey;

/** What heads have signed for their sides, by their links' invitation keys. */
final class HeadSignatures {

  /** What stands before a key in X.509's form (RFC 8410, section 4). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;

  private HeadSignatures() {}

  /** Whether there is one good key of each side, and none else. */
  static boolean areOfAllSides(byte[] signed, List<LineKey> keys, CharterKeys charter) {
    Set<String> sides = new HashSet<>();
    for (LineKey key : keys) {
      Head head = charter.heads().get(key.seat());
      if (head == null
          || !isSigned(head.key(), signed, key.signature())
          || !sides.add(head.side())) {
        return false;
      }
    }
    return sides.equals(charter.sides());
  }

  private static boolean isSigned(String publicKey, byte[] message, String signature) {
    try {
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(key(Base64.getUrlDecoder().decode(publicKey)));
      verification.update(message);
      return verification.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // No key, or no signature.
      return false;
    }
  }

  private static PublicKey key(byte[] raw) throws GeneralSecurityException {
    if (raw.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
    }
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
    System.arraycopy(raw, 0, encoded, X509_PREFIX.length, KEY_BYTES);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
