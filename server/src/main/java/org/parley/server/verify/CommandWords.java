package org.parley.server.verify;

import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody did, in words. A command that is not known here is called by its type.
 *
 * @param seats names a seat
 * @param entries names the entry that began something, by its place in the log
 * @param texts names a text by its digest
 */
record CommandWords(
    UnaryOperator<String> seats, LongFunction<String> entries, UnaryOperator<String> texts) {

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .build();

  /** @param kind what the command is about, as an entry says it */
  String of(String kind, String command) {
    JsonNode read = read(command);
    if (read == null) {
      return "does what cannot be read";
    }
    String type = read.path("type").asString("");
    String words = switch (kind) {
      case "course" -> atTable(type, read);
      case "board" -> onBoard(type, read);
      case "text" -> inTexts(type, read);
      case "action" -> ofActions(type, read);
      default -> null;
    };
    return words == null ? "\"" + Shown.of(type) + "\"" : words;
  }

  private @Nullable String atTable(String type, JsonNode read) {
    return switch (type) {
      case "propose" -> "proposes " + matter(read.path("matter"));
      case "agree" -> "agrees to " + named(read, "motion");
      case "decline" -> "declines " + named(read, "motion");
      case "withdraw" -> "takes back the key to " + named(read, "motion");
      case "declare" -> declared(read);
      case "admit" -> "lets in " + seats.apply(read.path("seat").asString(""));
      case "depart" -> "notes that " + seats.apply(read.path("seat").asString("")) + " left";
      case "sign" -> "signs the record";
      default -> null;
    };
  }

  private @Nullable String onBoard(String type, JsonNode read) {
    return switch (type) {
      case "proposeCriteria" -> "proposes criteria: " + read.path("items").size();
      case "agreeOnCriteria" -> "agrees to the criteria of " + named(read, "proposal");
      case "declineCriteria" -> "declines the criteria of " + named(read, "proposal");
      case "withdrawCriteria" -> "takes back the criteria of " + named(read, "proposal");
      case "tableAlternative" ->
        (read.path("isPlan").asBoolean(false) ? "tables the plan " : "tables the alternative ")
            + titled(read);
      case "reviseAlternative" ->
        "writes a new version of " + named(read, "alternative") + ": " + titled(read);
      case "takeBackAlternative" -> "takes back the alternative of " + named(read, "alternative");
      case "takePosition" -> stance(read) + condition(read);
      case "assess" -> "says what it thinks of " + named(read, "alternative") + " by a criterion";
      default -> null;
    };
  }

  private @Nullable String inTexts(String type, JsonNode read) {
    String text = named(read, "text");
    return switch (type) {
      case "openText" -> "opens the text " + titled(read);
      case "addParagraphs" ->
        "proposes paragraphs in the text of " + text + ": "
            + read.path("paragraphs").size();
      case "bracket" -> "puts a passage of the text of " + text + " in brackets";
      case "dropWording" -> "takes back a wording in the text of " + text;
      case "acceptWording" -> "accepts a wording in the text of " + text;
      case "retractAcceptance" -> "no longer accepts a wording in the text of " + text;
      case "addComment" -> "comments on the text of " + text;
      case "removeComment" -> "takes back a comment on the text of " + text;
      case "initial" ->
        "initials a paragraph of the text of " + text + " with the SHA-256 "
            + Shown.of(read.path("digest").asString(""));
      case "uninitial" -> "takes back the initials of a paragraph of the text of " + text;
      case "approveText" -> "approves " + texts.apply(read.path("digest").asString(""));
      case "disapproveText" -> "takes back the approval of the text of " + text;
      default -> null;
    };
  }

  private @Nullable String ofActions(String type, JsonNode read) {
    String action = named(read, "action");
    return switch (type) {
      case "proposeAction" -> "proposes to do: " + done(read);
      case "agreeToAction" -> "agrees to the action of " + action;
      case "declineAction" -> "declines the action of " + action;
      case "withdrawAction" -> "takes back the key to the action of " + action;
      case "markDone" -> "says that it is done: the action of " + action;
      case "reopenAction" -> "says that it is not done after all: the action of " + action;
      default -> null;
    };
  }

  private static String done(JsonNode command) {
    String due = command.path("due").asString("");
    return "“" + Shown.of(command.path("what").asString("")) + "”"
        + (due.isEmpty() ? "" : " by " + Shown.of(due));
  }

  /** The entry that a command is about, by its place in the log. */
  private String named(JsonNode command, String field) {
    JsonNode place = command.path(field);
    return place.canConvertToLong() ? entries.apply(place.longValue()) : "something";
  }

  private static String matter(JsonNode matter) {
    String type = matter.path("type").asString("");
    return switch (type) {
      case "opening" -> "to open the meeting";
      case "recess" -> "a recess";
      case "resumption" -> "to go on";
      case "closing" -> "to close the meeting";
      case "setSeating" -> "another seating";
      case "openSidebar" ->
        "that the " + Shown.of(matter.path("circle").asString("")) + " step aside";
      case "newAgenda" -> "an agenda, items: " + matter.path("items").size();
      case "nextItem" -> "to go on to another item";
      default -> "\"" + Shown.of(type) + "\"";
    };
  }

  private static String titled(JsonNode command) {
    return "“" + Shown.of(command.path("title").asString("")) + "”";
  }

  private String stance(JsonNode position) {
    String alternative = named(position, "alternative");
    String stance = position.path("stance").asString("");
    return switch (stance) {
      case "supports" -> "supports the alternative of " + alternative;
      case "couldAccept" -> "could accept the alternative of " + alternative;
      case "reserves" -> "reserves its position on the alternative of " + alternative;
      case "opposes" -> "opposes the alternative of " + alternative;
      case "notStated" -> "takes back its position on the alternative of " + alternative;
      default ->
        "takes the position \"" + Shown.of(stance) + "\" on the alternative of " + alternative;
    };
  }

  private static String condition(JsonNode position) {
    String condition = position.path("condition").asString("");
    return condition.isEmpty() ? "" : ", if " + Shown.of(condition);
  }

  private static String declared(JsonNode command) {
    String others = command.path("others").asString("");
    return others.isEmpty()
        ? "declares to be alone in the room"
        : "declares who else is in the room: " + Shown.of(others);
  }

  private static @Nullable JsonNode read(String command) {
    try {
      JsonNode read = MAPPER.readTree(command);
      return read != null && read.isObject() ? read : null;
    } catch (JacksonException _) {
      return null;
    }
  }
}
