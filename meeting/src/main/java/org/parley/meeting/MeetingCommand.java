package org.parley.meeting;

/**
 * What is asked of a meeting that exists; {@link Meeting#create} makes one. Papers are those of the side that it is about, as they are to
 * be.
 */
public sealed interface MeetingCommand {

  /** A change of one side's people, which its own may ask for as well as the organiser. */
  sealed interface OfRoster extends MeetingCommand {
    SidePapers papers();
  }

  /**
   * @param side its id
   * @param papers with the new person in them
   */
  record AddSeat(String side, MeetingDraft.Seat seat, SidePapers papers) implements OfRoster {}

  /**
   * Gives whoever has a seat another name or role: the link stays, and opens another card.
   *
   * @param papers with what is new in them
   */
  record ChangeSeat(String seat, boolean admits, boolean keeps, String card, SidePapers papers)
      implements OfRoster {
    @Override
    public String toString() {
      return "ChangeSeat[" + seat + ", " + papers + "]";
    }
  }

  /**
   * Gives a seat a new link and the card that it opens; the old one opens nothing any more.
   *
   * @param papers with the new link's public key in them
   */
  record RenewLink(String seat, String linkHash, String card, SidePapers papers)
      implements OfRoster {
    @Override
    public String toString() {
      return "RenewLink[" + seat + ", " + papers + "]";
    }
  }

  /**
   * Withdraws a seat's link.
   *
   * @param papers that say so
   */
  record RevokeLink(String seat, SidePapers papers) implements OfRoster {}

  /** Ends the meeting for good. */
  record End() implements MeetingCommand {}
}
