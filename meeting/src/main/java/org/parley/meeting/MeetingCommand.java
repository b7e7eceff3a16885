package org.parley.meeting;

/** What the organiser asks of a meeting that exists; {@link Meeting#create} makes one. */
public sealed interface MeetingCommand {

  /**
   * @param side its id
   * @param papers with the new person in them
   */
  record AddSeat(String side, MeetingDraft.Seat seat, Papers papers) implements MeetingCommand {}

  /**
   * Gives a seat a new link and the card that it opens; the old one opens nothing any more.
   *
   * @param papers with the new link's public key in them
   */
  record RenewLink(String seat, String linkHash, String card, Papers papers)
      implements MeetingCommand {
    @Override
    public String toString() {
      return "RenewLink[" + seat + ", " + papers + "]";
    }
  }

  /** Withdraws a seat's link. */
  record RevokeLink(String seat) implements MeetingCommand {}

  /** Ends the meeting for good. */
  record End() implements MeetingCommand {}
}
