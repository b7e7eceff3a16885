package org.parley.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A paper as it travels: base64url(JSON) ‖ {@code .} ‖ base64url(signature), over its kind, a zero byte and the JSON. */
final class SignedText {

  static final String CHARTER = "parley charter sides";
  static final String CHARTER_PART = "parley charter seats";
  static final String ROSTER = "parley roster sides";
  static final String ROSTER_PART = "parley roster names";

  private SignedText() {}

  /** What it says; null where it is not of that kind and by that key. */
  static @Nullable JsonNode read(String kind, String text, byte[] key) {
    int dot = text.indexOf('.');
    byte[] json = dot < 0 ? null : Json.bytes(text.substring(0, dot));
    byte[] signature = dot < 0 ? null : Json.bytes(text.substring(dot + 1));
    if (json == null || signature == null || signature.length != Signatures.SIGNATURE_BYTES) {
      return null;
    }
    return Signatures.isBy(key, signature, (kind + "\0").getBytes(UTF_8), json)
        ? Json.read(json)
        : null;
  }
}
