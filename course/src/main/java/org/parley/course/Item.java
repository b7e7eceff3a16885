package org.parley.course;

/**
 * Of an agenda.
 *
 * @param id of its proposer's choice, once in a version; an item that keeps its id in a new version stays the one that is dealt with
 * @param minutes planned for it; 0 where nothing is planned
 */
public record Item(int id, String text, int minutes, Label label) {

  /** How what is said may be used. */
  public enum Label {
    /** Goes into the record. */
    ON_RECORD,
    /** Is not used outside. */
    OFF_RECORD,
    /** May be used, without saying who said it. */
    CHATHAM_HOUSE
  }
}
