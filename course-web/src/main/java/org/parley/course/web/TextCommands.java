package org.parley.course.web;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.parley.course.Act;
import org.parley.course.json.Dossier;
import org.parley.course.json.Followed;

/** Of people who work on joint texts. What is written in a wording stands among the commands as {@code write text passage content}. */
record TextCommands(Chance chance) implements RandomCommands {

  private static final List<String> ROLES = List.of("head", "deputy", "expert", "member");

  private static final String WRITE = "write ";

  private static final String OTHER_DIGEST = "A".repeat(43);

  /** What people write may hold separators of lines, as may all below. */
  private static final Pattern TEXT =
      Pattern.compile("(?s)\\{\"id\":(\\d+),\"kind\":\"[a-z]+\",.*?\"languages\":\\[(.*?)]");

  private static final Pattern CHANGED = Pattern.compile("\"changed\":(\\d+)");

  private static final Pattern OUTLINED = Pattern.compile("\\{\"id\":(\\d+),\"changed\":(\\d+)");

  private static final Pattern AGREED = Pattern.compile("\\{\"type\":\"agreedText\",\"id\":(\\d+)");

  private static final Pattern PASSAGE = Pattern.compile(
      "(?s)\\{\"type\":\"passage\",\"id\":(\\d+),\"seq\":(\\d+),.*?\"wordings\":\\[(.*?)],\"acceptances\"");

  private static final Pattern WORDING =
      Pattern.compile("(?s)\\{\"side\":\"([a-z]+)\",\"text\":\".*?\",\"seq\":(\\d+)}");

  private static final Pattern COMMENT = Pattern.compile(
      "\\{\"seq\":(\\d+),\"side\":\"[a-z]+\",\"seat\":\"[^\"]*\",\"atMs\":\\d+,\"body\"");

  @Override
  public List<String> roles() {
    return ROLES;
  }

  @Override
  public Followed open(String delegations) {
    return Objects.requireNonNull(Dossier.open(delegations));
  }

  @Override
  public String opening(int seq) {
    return seq == 0
        ? "{\"type\":\"openText\",\"kind\":\"joint\",\"title\":\"On the pier\",\"languages\":[\"en\"]}"
        : add(0, -1, 1);
  }

  @Override
  public String apply(Followed followed, Act act, String command) {
    if (!command.startsWith(WRITE)) {
      return followed.apply(act, command);
    }
    String[] parts = command.split(" ", 4);
    return ((Dossier) followed)
        .write(act, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts[3]);
  }

  /** Of all texts their outlines and paragraphs too, each in a line of its own. */
  @Override
  public String view(Followed followed) {
    Dossier dossier = (Dossier) followed;
    List<String> lines = new ArrayList<>(List.of(dossier.view()));
    for (int text : numbers(TEXT, dossier.view())) {
      lines.add(dossier.outline(text));
      numbers(OUTLINED, dossier.outline(text))
          .forEach(paragraph -> lines.add(dossier.paragraph(text, paragraph)));
    }
    return String.join("\n", lines);
  }

  @Override
  public String command(int seq, Followed followed) {
    Dossier dossier = (Dossier) followed;
    String view = dossier.view();
    List<Integer> texts = numbers(TEXT, view);
    if (texts.isEmpty() || chance.below(60) == 0) {
      return openText();
    }
    int text = chance.pick(texts);
    List<Integer> paragraphs = numbers(OUTLINED, dossier.outline(text));
    if (paragraphs.isEmpty() || chance.below(25) == 0) {
      return add(
          text,
          paragraphs.isEmpty() ? -1 : chance.pick(paragraphs),
          chance.below(6) > 0 ? languages(view, text) : 1);
    }
    int paragraph = chance.below(20) == 0 ? seq : chance.pick(paragraphs);
    String content = dossier.paragraph(text, paragraph);
    String about = ",\"text\":" + text;
    String at = about + ",\"paragraph\":" + paragraph;
    // What is marked is rare, and is soon changed again.
    boolean isOpen = content.contains("{\"type\":\"passage\"");
    if (isOpen && chance.below(4) > 0) {
      return inside(text, paragraph, content);
    }
    if (!isOpen && chance.below(3) == 0) {
      return initial(dossier, text, paragraph, one(CHANGED, content, 0));
    }
    if (content.contains("\"initials\":[{") && chance.below(4) == 0) {
      return "{\"type\":\"uninitial\"" + at + "}";
    }
    if (view.contains("\"approvals\":[{") && chance.below(2) == 0) {
      return "{\"type\":\"disapproveText\"" + about + "}";
    }
    return switch (chance.below(20)) {
      case 0, 1 -> "{\"type\":\"addComment\"" + at + ",\"body\":\"" + chance.text() + "\"}";
      case 2 ->
        "{\"type\":\"removeComment\"" + at + ",\"comment\":" + one(COMMENT, content, seq) + "}";
      case 3, 4 -> initial(dossier, text, paragraph, one(CHANGED, content, 0));
      case 5 -> "{\"type\":\"uninitial\"" + at + "}";
      case 6, 7 ->
        "{\"type\":\"approveText\"" + about + ",\"seen\":" + changed(view, text) + ",\"digest\":\""
            + digest(dossier.digest(text)) + "\"}";
      case 8 -> "{\"type\":\"disapproveText\"" + about + "}";
      case 9 -> chance.spoilt(add(text, -1, 2));
      default -> inside(text, paragraph, content);
    };
  }

  /** About what stands in a paragraph. */
  private String inside(int text, int paragraph, String content) {
    List<Matcher> passages = new ArrayList<>();
    Matcher found = PASSAGE.matcher(content);
    while (found.find()) {
      Matcher one = PASSAGE.matcher(content);
      one.find(found.start());
      passages.add(one);
    }
    String about = ",\"text\":" + text;
    if (passages.isEmpty() || chance.below(5) == 0) {
      int from = chance.below(4);
      return "{\"type\":\"bracket\"" + about + ",\"paragraph\":" + paragraph + ",\"language\":"
          + chance.below(2) + ",\"segment\":" + one(AGREED, content, -1) + ",\"from\":" + from
          + ",\"to\":" + (from + chance.below(3)) + "}";
    }
    Matcher passage = passages.get(chance.below(passages.size()));
    String named = about + ",\"passage\":" + passage.group(1);
    Matcher wording = WORDING.matcher(passage.group(3));
    boolean isBefore = !wording.find() || chance.below(5) == 0;
    return switch (chance.below(12)) {
      case 0, 1, 2 ->
        WRITE + text + " " + passage.group(1) + " "
            + chance.pick(List.of(
                "",
                "Access to the pier",
                "\u0645\u0631\u062d\u0628\u0627",
                "\ud83d\ude80\n.",
                "\ud83d"));
      case 3 -> "{\"type\":\"dropWording\"" + named + "}";
      case 4 -> "{\"type\":\"retractAcceptance\"" + named + "}";
      default ->
        "{\"type\":\"acceptWording\"" + named + ",\"of\":\"" + (isBefore ? "" : wording.group(1))
            + "\",\"seen\":" + (isBefore ? passage.group(2) : wording.group(2)) + "}";
    };
  }

  private String initial(Dossier dossier, int text, int paragraph, int seen) {
    return "{\"type\":\"initial\",\"text\":" + text + ",\"paragraph\":" + paragraph + ",\"seen\":"
        + seen + ",\"digest\":\"" + digest(dossier.paragraphDigest(text, paragraph)) + "\"}";
  }

  /** Now and then another. */
  private String digest(String digest) {
    return chance.below(8) > 0
        ? digest
        : chance.pick(List.of("", OTHER_DIGEST, OTHER_DIGEST + "A"));
  }

  private String openText() {
    return "{\"type\":\"openText\",\"kind\":\"" + chance.pick(List.of("joint", "readout"))
        + "\",\"title\":\"" + chance.text() + "\",\"languages\":["
        + chance.pick(List.of("\"en\"", "\"ar\",\"en\"", "\"en\",\"en\"", "\"x\"")) + "]}";
  }

  private String add(int text, int after, int languages) {
    String paragraphs = IntStream.range(0, 1 + chance.below(2))
        .mapToObj(_ -> IntStream.range(0, languages)
            .mapToObj(
                _ -> "\"" + chance.pick(List.of("", "The pier is open", chance.text())) + "\"")
            .collect(joining(",", "{\"wordings\":[", "]}")))
        .collect(joining(","));
    return "{\"type\":\"addParagraphs\",\"text\":" + text + ",\"after\":" + after
        + ",\"paragraphs\":[" + paragraphs + "]}";
  }

  private static int languages(String view, int text) {
    return TEXT.matcher(view)
        .results()
        .filter(found -> found.group(1).equals(Integer.toString(text)))
        .mapToInt(found -> found.group(2).split(",").length)
        .findFirst()
        .orElse(1);
  }

  private static int changed(String view, int text) {
    Matcher found = CHANGED.matcher(view);
    return found.find(view.indexOf("{\"id\":" + text + ",")) ? Integer.parseInt(found.group(1)) : 0;
  }

  private int one(Pattern pattern, String text, int otherwise) {
    List<Integer> found = numbers(pattern, text);
    return found.isEmpty() ? otherwise : chance.pick(found);
  }

  private static List<Integer> numbers(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
  }
}
