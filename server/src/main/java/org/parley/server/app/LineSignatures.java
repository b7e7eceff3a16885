package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import org.parley.server.signalling.protocol.ClientMessage.LineKey;
import org.parley.server.signalling.protocol.ClientMessage.PublishLine;

/** What sides' keys to a line sign, and what follows from a process's id. As the clients make it. */
final class LineSignatures {

  /** What stands before a key in X.509's form (RFC 8410, section 4). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 16;

  private LineSignatures() {}

  /** Whether there is one good key of each side, and none else. */
  static boolean areOfAllSides(String process, PublishLine publish, CharterKeys charter) {
    byte[] signed = signed(process, publish);
    Set<String> sides = new HashSet<>();
    for (LineKey key : publish.keys()) {
      Head head = charter.heads().get(key.seat());
      if (head == null
          || !isSigned(head.key(), signed, key.signature())
          || !sides.add(head.side())) {
        return false;
      }
    }
    return sides.equals(charter.sides());
  }

  /** What a line is called on its page: it binds its text, and tells nobody its place or its process. */
  static String lineId(String process, PublishLine publish) {
    return idOf(signed(process, publish));
  }

  /** Of a process's public page. Whoever knows it does not know the process's id. */
  static String pageId(String process) {
    return idOf(("parley public page\0" + process).getBytes(UTF_8));
  }

  /** Only the last part may hold a NUL, so a text has one meaning. */
  private static byte[] signed(String process, PublishLine publish) {
    List<String> parts = List.of(
        "parley public line",
        process,
        Integer.toString(publish.meeting()),
        Integer.toString(publish.place()),
        publish.line());
    return String.join("\0", parts).getBytes(UTF_8);
  }

  private static String idOf(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
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
