package org.parley.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Rules;

/** The organiser's secret, as the Authorization header carries it (RFC 6750, section 2.1). */
final class Bearer {

  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** 32 bytes as base64url without padding; null where the header holds none. */
  static @Nullable String secret(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String secret = header.substring(SCHEME.length());
    return Rules.isHash(secret) ? secret : null;
  }

  /** SHA-256 of the secret's bytes, as base64url without padding. */
  static String hash(String secret) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(secret.getBytes(StandardCharsets.US_ASCII));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
