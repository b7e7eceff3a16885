package org.parley.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code a=} lines of the session or of one section, by name and in the order in which they came. */
final class Attributes {
  private final Map<String, List<String>> values = new HashMap<>();

  /** @param line what follows {@code a=}: a name, or a name, a colon and a value */
  void add(String line) throws Refusal {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    if (!Tokens.isToken(name)) {
      throw new Refusal("An attribute of the offer has no proper name.");
    }
    values
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(colon < 0 ? "" : line.substring(colon + 1));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** All values of an attribute that may be repeated; a flag's value is empty. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value of an attribute that may stand once at most. */
  @Nullable
  String single(String name) throws Refusal {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new Refusal("The offer gives " + name + " twice in one place.");
    }
    return all.isEmpty() ? null : all.getFirst();
  }
}
