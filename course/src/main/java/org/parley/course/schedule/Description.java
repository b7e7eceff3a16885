package org.parley.course.schedule;

import java.util.List;

/**
 * What a side tells the others of itself.
 *
 * @param zone an IANA zone's id
 * @param languages as in BCP 47, the one it likes best first
 * @param emblem a few letters or an emoji; empty for none
 * @param weekend the days on which it rests
 * @param mail where its calendar takes mail; empty for nowhere
 */
public record Description(
    String zone,
    List<String> languages,
    String emblem,
    List<Weekday> weekend,
    List<Holiday> holidays,
    String mail) {

  /** More are no help to who looks for an interpreter. */
  public static final int MAX_LANGUAGES = 8;

  /** What RFC 5646, section 4.4.1, wants software to take at least. */
  public static final int MAX_LANGUAGE_CHARS = 35;

  /** Most emojis have less; those of families have more. */
  public static final int MAX_EMBLEM_CHARS = 8;

  /** Of three years, in a country with many. */
  public static final int MAX_HOLIDAYS = 60;

  /** RFC 5321, section 4.5.3.1.3, without the brackets. */
  public static final int MAX_MAIL_CHARS = 254;

  public Description {
    languages = List.copyOf(languages);
    weekend = List.copyOf(weekend);
    holidays = List.copyOf(holidays);
  }
}
