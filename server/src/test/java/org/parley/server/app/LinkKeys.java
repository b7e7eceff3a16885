package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The keys of people's links: in a charter, and in what they sign. */
final class LinkKeys {
  private final List<KeyPair> pairs = new ArrayList<>();

  LinkKeys(int people) throws GeneralSecurityException {
    for (int i = 0; i < people; i++) {
      pairs.add(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }
  }

  /** A part of the charter. */
  static String part(String meeting, String side, String seats, String changes) {
    String json = "{\"meeting\":\"" + meeting + "\",\"side\":\"" + side
        + "\",\"version\":2,\"seats\":[" + seats + "],\"changes\":[" + changes + "]}";
    return base64(json.getBytes(UTF_8)) + ".c2lnbmF0dXJl";
  }

  /** A seat in it. */
  String seat(String id, String role, boolean withdrawn, int key) {
    byte[] encoded = pairs.get(key).getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return "{\"id\":\"" + id + "\",\"role\":\"" + role + "\",\"generation\":0,\"withdrawn\":"
        + withdrawn + ",\"key\":\"" + base64(raw) + "\",\"former\":[]}";
  }

  String signature(int key, String text) {
    try {
      Signature signing = Signature.getInstance("Ed25519");
      signing.initSign(pairs.get(key).getPrivate());
      signing.update(text.getBytes(UTF_8));
      return base64(signing.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
