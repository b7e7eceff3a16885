package org.parley.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.ice.IceCredentials;

/** What an offer says of its one transport: ICE credentials and certificate fingerprints. */
record RemoteTransport(IceCredentials credentials, List<Fingerprint> fingerprints) {

  /** Browsers give one. */
  private static final int MAX_FINGERPRINTS = 4;

  /** The hash functions that are good enough, and their sizes in bytes (RFC 8122, section 5). */
  private static final Map<String, Integer> HASH_BYTES =
      Map.of("sha-256", 32, "sha-384", 48, "sha-512", 64);

  /**
   * Reads the tagged section's (RFC 8843, section 7.2.1: the others need not give any), with the session's lines standing in for its own.
   */
  static RemoteTransport read(Attributes session, Attributes section) throws Refusal {
    if (session.has("ice-lite")) {
      throw new Refusal(
          "The offer is of an ICE-lite agent; so is the server, and neither would connect.");
    }
    String setup = single("setup", session, section);
    if (setup == null || !(setup.equals("actpass") || setup.equals("active"))) {
      throw new Refusal("The offer does not let the client open the DTLS connection (setup).");
    }
    String ufrag = single("ice-ufrag", session, section);
    String password = single("ice-pwd", session, section);
    if (!isIceChars(ufrag, 4) || !isIceChars(password, 22)) {
      throw new Refusal("The offer has no proper ICE credentials.");
    }
    List<String> fingerprints = section.all("fingerprint");
    return new RemoteTransport(
        new IceCredentials(Objects.requireNonNull(ufrag), Objects.requireNonNull(password)),
        fingerprints(fingerprints.isEmpty() ? session.all("fingerprint") : fingerprints));
  }

  /** Refuses a section that says something else of the transport which it shares. */
  void requireSame(Attributes session, Attributes section) throws Refusal {
    String ufrag = single("ice-ufrag", session, section);
    String password = single("ice-pwd", session, section);
    String setup = single("setup", session, section);
    List<String> fingerprints = section.all("fingerprint");
    boolean same = (ufrag == null || ufrag.equals(credentials.ufrag()))
        && (password == null || password.equals(credentials.password()))
        && (setup == null || setup.equals("actpass") || setup.equals("active"))
        && (fingerprints.isEmpty() || fingerprints(fingerprints).equals(this.fingerprints));
    if (!same) {
      throw new Refusal("The offer's sections do not share one transport.");
    }
  }

  private static @Nullable String single(String name, Attributes session, Attributes section)
      throws Refusal {
    String own = section.single(name);
    return own != null ? own : session.single(name);
  }

  /** RFC 8839, section 5.4. */
  private static boolean isIceChars(@Nullable String text, int minChars) {
    return text != null
        && text.length() >= minChars
        && text.length() <= 256
        && text.chars().allMatch(c -> Tokens.isAlphanumeric(c) || c == '+' || c == '/');
  }

  private static List<Fingerprint> fingerprints(List<String> values) throws Refusal {
    List<Fingerprint> strong = new ArrayList<>();
    for (String value : values) {
      int space = value.indexOf(' ');
      String algorithm = value.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT);
      Integer hashBytes = HASH_BYTES.get(algorithm);
      if (hashBytes == null) {
        // RFC 8122, section 5.1: one of an unknown or too weak hash is passed over where there is a
        // better one.
        continue;
      }
      String hash = value.substring(space + 1).toUpperCase(Locale.ROOT);
      if (!isHash(hash, hashBytes) || strong.size() == MAX_FINGERPRINTS) {
        throw new Refusal("The offer has a certificate fingerprint that is none.");
      }
      strong.add(new Fingerprint(algorithm, hash));
    }
    if (strong.isEmpty()) {
      throw new Refusal("The offer has no certificate fingerprint by SHA-256 or better.");
    }
    return List.copyOf(strong);
  }

  private static boolean isHash(String text, int bytes) {
    if (text.length() != 3 * bytes - 1) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean proper = i % 3 == 2 ? c == ':' : Character.digit(c, 16) >= 0;
      if (!proper) {
        return false;
      }
    }
    return true;
  }
}
