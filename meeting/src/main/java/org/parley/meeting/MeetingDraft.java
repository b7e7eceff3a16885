package org.parley.meeting;

import java.util.List;

/**
 * A meeting as its organiser wishes it, unchecked. Ids are made by the organiser's browser, as are all secrets: what comes here are
 * their hashes, and papers that the server cannot read.
 *
 * @param id 16 random bytes, base64url without padding
 * @param organiserHash of the secret that the organiser shows
 * @param papers that stand for good
 */
public record MeetingDraft(String id, String organiserHash, Papers papers, List<Side> sides) {

  public MeetingDraft {
    sides = List.copyOf(sides);
  }

  @Override
  public String toString() {
    return "MeetingDraft[" + id + ", " + sides.size() + " sides]";
  }

  /** @param papers of {@link SidePapers#FIRST_VERSION} */
  public record Side(String id, SidePapers papers, List<Seat> seats) {
    public Side {
      seats = List.copyOf(seats);
    }

    @Override
    public String toString() {
      return "Side[" + id + "]";
    }
  }

  /** @param linkHash of the secret of the seat's first link, generation {@link Link#FIRST_GENERATION} */
  public record Seat(String id, boolean admits, boolean keeps, String linkHash, String card) {
    @Override
    public String toString() {
      return "Seat[" + id + "]";
    }
  }
}
