package org.parley.course.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.course.Author;
import org.parley.course.schedule.LineEvent.LineLapsed;
import org.parley.course.schedule.MeetingEvent.DatesAgreed;
import org.parley.course.schedule.MeetingEvent.MeetingCancelled;
import org.parley.course.schedule.MeetingEvent.MeetingDropped;
import org.parley.course.schedule.MeetingEvent.MeetingPostponed;

/**
 * A meeting of the process, from its proposal on.
 *
 * @param id the place in the log of its proposal
 * @param follows the id of the meeting that it continues; {@link #NONE} where it is none
 * @param agreed what was agreed last, which holds while the state is agreed; null before
 * @param offer the one that stands; null where none does
 * @param sequence of what was agreed, as in calendars (RFC 5546): 0 for the first, one more for each change; {@link #NONE} before
 * @param history what came to pass, in its order
 * @param publicity what the public may read of its status
 * @param readout what the public may read of what came of it
 */
public record Meeting(
    int id,
    int follows,
    MeetingState state,
    @Nullable Terms agreed,
    @Nullable Offer offer,
    int sequence,
    List<Step> history,
    Publicity publicity,
    Publicity readout) {

  /** Instead of a meeting, an offer or a sequence. */
  public static final int NONE = -1;

  /** Lower bounds the state that a quarrel leaves behind; higher lets it go on. Nobody needs a tenth. */
  public static final int MAX_STEPS = 500;

  /** That were proposed. Each is as long as some pages, and everybody folds all of them; lower leaves fewer to a quarrel. */
  public static final int MAX_READOUTS = 20;

  /** What one command adds at most. */
  private static final int MOST_AT_ONCE = 4;

  /** Kept free, so that a line in force and a readout can always be taken down. */
  private static final int LAST = 2;

  public Meeting {
    history = List.copyOf(history);
  }

  static Meeting of(Author author, int follows, Proposal.Dates dates) {
    int id = author.act().seq();
    Offer offer = Offer.of(author, dates);
    Step first =
        new Step(author.side(), new MeetingEvent.MeetingProposed(author.act(), id, follows, dates));
    return new Meeting(
        id,
        follows,
        MeetingState.PROPOSED,
        null,
        offer,
        NONE,
        List.of(first),
        Publicity.NOTHING,
        Publicity.NOTHING);
  }

  boolean hasRoom() {
    return history.size() + MOST_AT_ONCE + LAST <= MAX_STEPS;
  }

  /** Whether one more may be proposed. */
  boolean hasRoomForReadout() {
    long proposed = history.stream()
        .filter(step ->
            step.event() instanceof LineEvent.LineProposed one && one.line().isReadout())
        .count();
    return proposed < MAX_READOUTS;
  }

  /** To which such a line belongs. */
  Publicity publicityOf(PublicLine line) {
    return line.isReadout() ? readout : publicity;
  }

  /** The one that is proposed and named by that place; null where another is, or none. */
  @Nullable
  LineProposal proposed(int named) {
    return Stream.of(publicity.proposed(), readout.proposed())
        .filter(one -> one != null && one.seq() == named)
        .findFirst()
        .orElse(null);
  }

  /** The one that is in force and named by that place; null where another is, or none. */
  @Nullable
  LineProposal inForce(int named) {
    return Stream.of(publicity.inForce(), readout.inForce())
        .filter(one -> one != null && one.seq() == named)
        .findFirst()
        .orElse(null);
  }

  /** The offer's place; {@link #NONE} where none stands. */
  int standing() {
    return offer == null ? NONE : offer.seq();
  }

  Meeting offered(Author author, Proposal proposal) {
    boolean isAnother = offer == null || !offer.side().equals(author.side());
    MeetingState next =
        state == MeetingState.PROPOSED && isAnother ? MeetingState.COUNTERED : state;
    return new Meeting(
            id,
            follows,
            next,
            agreed,
            Offer.of(author, proposal),
            sequence,
            history,
            publicity,
            readout)
        .after(author, new MeetingEvent.OfferMade(author.act(), id, standing(), proposal));
  }

  /** With another offer that stands. */
  Meeting with(@Nullable Offer changed) {
    return new Meeting(id, follows, state, agreed, changed, sequence, history, publicity, readout);
  }

  /** With another publicity of such lines. */
  Meeting with(PublicLine line, Publicity changed) {
    return line.isReadout() ? with(publicity, changed) : with(changed, readout);
  }

  private Meeting with(Publicity changed, Publicity other) {
    return new Meeting(id, follows, state, agreed, offer, sequence, history, changed, other);
  }

  /** The reason that everybody may know, of the last postponement or cancellation; null where it is another, or none. */
  @Nullable
  String publicGround() {
    for (Step step : history.reversed()) {
      if (step.event() instanceof MeetingPostponed(var _, int _, int _, Ground ground)) {
        return publicText(ground);
      }
      if (step.event() instanceof MeetingCancelled(var _, int _, int _, Ground ground)) {
        return publicText(ground);
      }
    }
    return null;
  }

  private static @Nullable String publicText(Ground ground) {
    return ground.audience() == Ground.Audience.PUBLIC ? ground.text() : null;
  }

  /** All keys to the offer are there. */
  Meeting carried(Author author, Proposal proposal, int span) {
    Meeting carried = switch (proposal) {
      case Proposal.Dates dates -> {
        Terms terms = dates.terms(span);
        yield carried(MeetingState.AGREED, terms, sequence + 1)
            .after(author, new DatesAgreed(author.act(), id, sequence + 1, terms));
      }
      case Proposal.Postponement(Ground ground) ->
        carried(MeetingState.POSTPONED, agreed, sequence + 1)
            .after(author, new MeetingPostponed(author.act(), id, sequence + 1, ground));
      case Proposal.Cancellation(Ground ground) -> {
        // Of what was never agreed no calendar has heard.
        int changed = agreed == null ? NONE : sequence + 1;
        yield carried(MeetingState.CANCELLED, agreed, changed)
            .after(author, new MeetingCancelled(author.act(), id, changed, ground));
      }
    };
    return carried.withoutOldLines(author);
  }

  private Meeting carried(MeetingState next, @Nullable Terms terms, int changed) {
    return new Meeting(id, follows, next, terms, null, changed, history, publicity, readout);
  }

  private Meeting withoutOldLines(Author author) {
    Meeting changed = this;
    for (Publicity one : List.of(publicity, readout)) {
      if (one.proposed() != null) {
        changed = changed.after(author, new LineLapsed(author.act(), id, one.standing()));
      }
    }
    return changed.with(publicity.after(this), readout.after(this));
  }

  /** The offer is gone, and no other came in its place. */
  Meeting withoutOffer(Author author) {
    return state == MeetingState.PROPOSED
        ? carried(MeetingState.CANCELLED, null, sequence)
            .after(author, new MeetingDropped(author.act(), id))
            .withoutOldLines(author)
        : with((Offer) null);
  }

  Meeting after(Author author, MeetingEvent event) {
    List<Step> more = new ArrayList<>(history);
    more.add(new Step(author.side(), event));
    return new Meeting(id, follows, state, agreed, offer, sequence, more, publicity, readout);
  }
}
