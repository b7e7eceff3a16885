package org.parley.meeting;

import java.util.List;

/**
 * A meeting as its organiser wishes it, unchecked. Ids are made by the organiser's browser, as are all secrets: what comes here are
 * their hashes.
 *
 * @param organiserHash of the organiser's secret
 */
public record MeetingDraft(String title, String organiserHash, List<Side> sides) {

  public MeetingDraft {
    sides = List.copyOf(sides);
  }

  @Override
  public String toString() {
    return "MeetingDraft[" + sides.size() + " sides]";
  }

  public record Side(String id, String name, List<Seat> seats) {
    public Side {
      seats = List.copyOf(seats);
    }

    @Override
    public String toString() {
      return "Side[" + id + "]";
    }
  }

  /**
   * @param title the person's function; may be empty
   * @param linkHash of the secret of the seat's first link, generation {@link Link#FIRST_GENERATION}
   */
  public record Seat(String id, String name, String title, String linkHash) {
    @Override
    public String toString() {
      return "Seat[" + id + "]";
    }
  }
}
