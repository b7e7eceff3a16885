package org.parley.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a text of the file says, to be shown. That it was approved says its digest alone.
 *
 * @param kind what it is for
 * @param languages each as authentic as the other
 * @param paragraphs of each what it says in each of the languages
 */
public record TextForm(
    String title, String kind, List<String> languages, List<List<String>> paragraphs) {

  public TextForm {
    languages = List.copyOf(languages);
    paragraphs = List.copyOf(paragraphs);
  }

  /** Null for what is not of the form. */
  public static @Nullable TextForm read(String form) {
    JsonNode read = Json.read(form);
    if (read == null || !Json.areJust(read, "title", "kind", "languages", "paragraphs")) {
      return null;
    }
    String title = Json.string(read.get("title"));
    String kind = Json.string(read.get("kind"));
    List<String> languages = strings(read.get("languages"));
    if (title == null
        || kind == null
        || languages == null
        || !read.get("paragraphs").isArray()) {
      return null;
    }
    List<List<String>> paragraphs = new ArrayList<>();
    for (JsonNode each : read.get("paragraphs")) {
      List<String> wordings = strings(each);
      if (wordings == null || wordings.size() != languages.size()) {
        return null;
      }
      paragraphs.add(wordings);
    }
    return new TextForm(title, kind, languages, paragraphs);
  }

  private static @Nullable List<String> strings(JsonNode list) {
    if (!list.isArray()) {
      return null;
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode each : list) {
      String string = Json.string(each);
      if (string == null) {
        return null;
      }
      strings.add(string);
    }
    return strings;
  }
}
