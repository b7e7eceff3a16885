package org.parley.media.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a session description (RFC 8866), sorted into session and sections, not yet understood. Bounded in all directions, and
 * stricter than the RFC: printable ASCII alone, the lines in their order, no line types that offers do not hold.
 *
 * @param sessionId of the origin line: digits
 * @param sessionVersion of the origin line: digits
 */
record SessionDescription(
    String sessionId, String sessionVersion, Attributes attributes, List<Section> sections) {

  /** Higher admits more slots at Chromium's 5 kB a slot; lower bounds what one offer costs. */
  static final int MAX_CHARS = 200_000;

  /** A BUNDLE group of {@link #MAX_SECTIONS} sections with short names is the longest line that browsers write. */
  static final int MAX_LINE_CHARS = 2048;

  /** Six sources and 77 slots. Browsers slow down long before. */
  static final int MAX_SECTIONS = 160;

  private static final int MAX_ORIGIN_DIGITS = 20;
  private static final String SESSION_LINES = "iuepcbtrzka";
  private static final String SECTION_LINES = "icbka";

  /**
   * One m-section.
   *
   * @param formats of the m-line: payload types, where the protocol is one of RTP
   */
  record Section(
      String media, int port, String protocol, List<String> formats, Attributes attributes) {}

  /** @throws Refusal where the text is no session description within the limits */
  static SessionDescription parse(String text) throws Refusal {
    if (text.length() > MAX_CHARS) {
      throw new Refusal("The offer is too long.");
    }
    List<String> lines = lines(text);
    if (lines.size() < 4 || !lines.getFirst().equals("v=0")) {
      throw new Refusal("The offer does not start with v=0.");
    }
    List<String> origin = origin(lines.get(1));
    if (!lines.get(2).startsWith("s=")) {
      throw new Refusal("The offer's third line is not its name.");
    }
    Attributes session = new Attributes();
    List<Section> sections = new ArrayList<>();
    Attributes current = session;
    boolean timed = false;
    for (String line : lines.subList(3, lines.size())) {
      char type = line.charAt(0);
      String value = line.substring(2);
      if (type == 'm') {
        if (sections.size() == MAX_SECTIONS) {
          throw new Refusal("The offer has too many sections.");
        }
        Section section = section(value);
        sections.add(section);
        current = section.attributes();
      } else if ((sections.isEmpty() ? SESSION_LINES : SECTION_LINES).indexOf(type) < 0) {
        throw new Refusal("The offer has a line of an unknown type, or one out of place.");
      } else if (type == 'a') {
        current.add(value);
      } else if (type == 't') {
        timed = true;
      }
    }
    if (!timed) {
      throw new Refusal("The offer has no time line.");
    }
    return new SessionDescription(origin.get(1), origin.get(2), session, List.copyOf(sections));
  }

  private static List<String> lines(String text) throws Refusal {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      int next = end + 1;
      // RFC 8866, section 5: lines end in CR LF; LF alone should be accepted.
      if (feed > start && text.charAt(end - 1) == '\r') {
        end--;
      }
      lines.add(line(text, start, end));
      start = next;
    }
    return lines;
  }

  private static String line(String text, int start, int end) throws Refusal {
    if (end - start > MAX_LINE_CHARS) {
      throw new Refusal("The offer has a line that is too long.");
    }
    String line = text.substring(start, end);
    if (!line.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
      throw new Refusal("The offer has characters other than printable ASCII.");
    }
    if (line.length() < 3 || line.charAt(1) != '=') {
      throw new Refusal("The offer has a line without a type or a value.");
    }
    return line;
  }

  private static List<String> origin(String line) throws Refusal {
    List<String> words = Tokens.words(line);
    if (!line.startsWith("o=")
        || words.size() != 6
        || !isOriginNumber(words.get(1))
        || !isOriginNumber(words.get(2))) {
      throw new Refusal("The offer has no proper origin line.");
    }
    return words;
  }

  private static boolean isOriginNumber(String text) {
    return text.length() <= MAX_ORIGIN_DIGITS && Tokens.isDigits(text);
  }

  private static Section section(String value) throws Refusal {
    List<String> words = Tokens.words(value);
    if (words.size() < 4) {
      throw new Refusal("A section of the offer has no proper m-line.");
    }
    int port = Tokens.number(words.get(1), 65_535);
    List<String> formats = words.subList(3, words.size());
    boolean proper = Tokens.isToken(words.get(0))
        && port >= 0
        && words.get(2).chars().allMatch(c -> Tokens.isAlphanumeric(c) || c == '/')
        && formats.stream().allMatch(Tokens::isToken);
    if (!proper) {
      throw new Refusal("A section of the offer has no proper m-line.");
    }
    return new Section(words.get(0), port, words.get(2), List.copyOf(formats), new Attributes());
  }
}
