package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 and SHA-256 over pieces of bytes. */
final class Signatures {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;
  static final int HASH_BYTES = 32;

  /** What stands before a key in X.509's form (RFC 8410, section 4). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Signatures() {}

  static boolean isBy(byte[] key, byte[] signature, byte[]... message) {
    try {
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(publicKey(key));
      for (byte[] piece : message) {
        verification.update(piece);
      }
      return verification.verify(signature);
    } catch (GeneralSecurityException _) {
      // No key, or no signature.
      return false;
    }
  }

  static byte[] hash(byte[]... pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] piece : pieces) {
        digest.update(piece);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** SHA-256 of the text in UTF-8, in base64url. */
  static String digest(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(text.getBytes(UTF_8)));
  }

  private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Bytes.joined(X509_PREFIX, raw);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
