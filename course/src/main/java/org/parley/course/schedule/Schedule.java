package org.parley.course.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;
import org.parley.course.Delegation;
import org.parley.course.Folded;
import org.parley.course.Reason;
import org.parley.course.schedule.LineCommand.AcceptLine;
import org.parley.course.schedule.LineCommand.DeclineLine;
import org.parley.course.schedule.LineCommand.ProposeLine;
import org.parley.course.schedule.LineCommand.TakeDownLine;
import org.parley.course.schedule.LineCommand.WithdrawLine;
import org.parley.course.schedule.LineEvent.LineAccepted;
import org.parley.course.schedule.LineEvent.LineAgreed;
import org.parley.course.schedule.LineEvent.LineConsentWithdrawn;
import org.parley.course.schedule.LineEvent.LineDeclined;
import org.parley.course.schedule.LineEvent.LineProposed;
import org.parley.course.schedule.LineEvent.LineTakenDown;
import org.parley.course.schedule.LineEvent.LineWithdrawn;
import org.parley.course.schedule.MeetingCommand.AcceptOffer;
import org.parley.course.schedule.MeetingCommand.DeclineOffer;
import org.parley.course.schedule.MeetingCommand.MakeOffer;
import org.parley.course.schedule.MeetingCommand.WithdrawOffer;
import org.parley.course.schedule.MeetingEvent.ConsentWithdrawn;
import org.parley.course.schedule.MeetingEvent.OfferAccepted;
import org.parley.course.schedule.MeetingEvent.OfferDeclined;
import org.parley.course.schedule.MeetingEvent.OfferWithdrawn;
import org.parley.course.schedule.ScheduleCommand.DescribeSide;
import org.parley.course.schedule.ScheduleCommand.LiftObjection;
import org.parley.course.schedule.ScheduleCommand.ProposeMeeting;
import org.parley.course.schedule.ScheduleCommand.RaiseObjection;
import org.parley.course.schedule.ScheduleOutcome.Arranged;
import org.parley.course.schedule.ScheduleOutcome.Refused;

/**
 * The meetings of a process and what its sides have told of themselves. Immutable: a command gives a new one, and one that is refused gives
 * none. Whoever takes the same acts in the order of the log comes to the same state.
 *
 * @param delegations of the charter, in its order
 * @param seq the place of the last act that had an effect; -1 before the first. None before it has any more.
 * @param descriptions of the sides that have told of themselves, in the charter's order
 * @param meetings in the order of their proposals
 * @param objections in the order in which they were raised; of one side to one seat at most one
 * @param purge what is proposed about deleting all of it; null where nothing is
 */
public record Schedule(
    List<Delegation> delegations,
    int seq,
    List<Described> descriptions,
    List<Meeting> meetings,
    List<Objection> objections,
    @Nullable PurgeProposal purge)
    implements Folded<Schedule, ScheduleCommand, ScheduleOutcome> {

  /** A process of years has fewer; more would only make what everybody folds larger. */
  public static final int MAX_MEETINGS = 200;

  public Schedule {
    delegations = List.copyOf(delegations);
    descriptions = List.copyOf(descriptions);
    meetings = List.copyOf(meetings);
    objections = List.copyOf(objections);
  }

  /** A process in which nothing happened yet, of delegations that {@link Delegation#fit}. */
  public static Schedule of(List<Delegation> delegations) {
    Delegation.requireFit(delegations);
    return new Schedule(delegations, -1, List.of(), List.of(), List.of(), null);
  }

  /** What becomes of a command. */
  @Override
  public ScheduleOutcome decide(Act act, ScheduleCommand command) {
    if (act.seq() <= seq) {
      return new Refused(Reason.ALREADY);
    }
    Author author = Author.of(act, delegations);
    Meeting about = command instanceof MeetingCommand meeting ? meeting(meeting.meeting()) : null;
    Reason refusal = ScheduleRight.of(command)
        .refusal(author == null ? null : author.role(), about == null ? null : about.state());
    if (author == null || refusal != null) {
      return new Refused(refusal == null ? Reason.NOT_SEATED : refusal);
    }
    return switch (command) {
      case DescribeSide(Description description) -> describe(author, description);
      case RaiseObjection raise -> raise(author, raise);
      case LiftObjection(String seat) -> lift(author, seat);
      case ProposeMeeting propose -> propose(author, propose);
      case PurgeCommand wish -> decide(author, wish);
      case MeetingCommand meeting ->
        about == null ? new Refused(Reason.UNKNOWN) : decide(author, about, meeting);
    };
  }

  /** The same process under a charter that changed: people come and go, the latter with the objections to them; the sides and what else they said stay. */
  @Override
  public Schedule seated(List<Delegation> changed) {
    Delegation.requireSameSides(delegations, changed);
    List<Objection> left = objections.stream()
        .filter(one -> isOfAnother(one.seat(), one.side(), changed))
        .toList();
    return new Schedule(changed, seq, descriptions, meetings, left, purge);
  }

  private @Nullable Meeting meeting(int id) {
    return meetings.stream().filter(one -> one.id() == id).findFirst().orElse(null);
  }

  // --- sides ---

  private ScheduleOutcome describe(Author author, Description description) {
    Reason wrong = Checks.wrong(description);
    if (wrong != null) {
      return new Refused(wrong);
    }
    Described described = new Described(author.side(), author.act(), description);
    List<Described> changed = new ArrayList<>();
    for (Delegation side : delegations) {
      if (side.id().equals(author.side())) {
        changed.add(described);
      } else {
        descriptions.stream().filter(one -> one.side().equals(side.id())).forEach(changed::add);
      }
    }
    boolean isSame = descriptions.stream()
        .anyMatch(one -> one.side().equals(author.side()) && one.description().equals(description));
    return isSame
        ? new Refused(Reason.ALREADY)
        : new Arranged(
            new Schedule(delegations, author.act().seq(), changed, meetings, objections, purge),
            List.of(new ScheduleEvent.SideDescribed(author.act(), description)));
  }

  // --- people ---

  private ScheduleOutcome raise(Author author, RaiseObjection command) {
    if (!isOfAnother(command.seat(), author.side(), delegations)) {
      return new Refused(Reason.UNKNOWN);
    }
    Reason wrong = Checks.wrong(command);
    if (wrong != null) {
      return new Refused(wrong);
    }
    Act act = author.act();
    Objection raised =
        new Objection(author.side(), command.seat(), act.seat(), act, command.text());
    Objection before = objection(author.side(), command.seat());
    if (before != null && before.text().equals(command.text())) {
      return new Refused(Reason.ALREADY);
    }
    List<Objection> more = without(before);
    more.add(raised);
    return objecting(
        act, more, new ScheduleEvent.ObjectionRaised(act, command.seat(), command.text()));
  }

  private ScheduleOutcome lift(Author author, String seat) {
    Objection before = objection(author.side(), seat);
    return before == null
        ? new Refused(Reason.OVER)
        : objecting(
            author.act(), without(before), new ScheduleEvent.ObjectionLifted(author.act(), seat));
  }

  /** Whether somebody of another side has that seat. */
  private static boolean isOfAnother(String seat, String side, List<Delegation> delegations) {
    Author other = Author.of(new Act(seat, 0, 0), delegations);
    return other != null && !other.side().equals(side);
  }

  private @Nullable Objection objection(String side, String seat) {
    return objections.stream().filter(one -> one.isOf(side, seat)).findFirst().orElse(null);
  }

  private List<Objection> without(@Nullable Objection over) {
    List<Objection> left = new ArrayList<>(objections);
    left.removeIf(one -> one.equals(over));
    return left;
  }

  private Arranged objecting(Act act, List<Objection> changed, ScheduleEvent event) {
    return new Arranged(
        new Schedule(delegations, act.seq(), descriptions, meetings, changed, purge),
        List.of(event));
  }

  // --- meetings ---

  private ScheduleOutcome propose(Author author, ProposeMeeting command) {
    if (meetings.size() == MAX_MEETINGS) {
      return new Refused(Reason.TOO_MANY);
    }
    Reason wrong = Checks.wrong(command.dates());
    if (wrong != null) {
      return new Refused(wrong);
    }
    if (command.follows() != Meeting.NONE && meeting(command.follows()) == null) {
      return new Refused(Reason.UNKNOWN);
    }
    Meeting proposed = Meeting.of(author, command.follows(), command.dates());
    List<Meeting> more = new ArrayList<>(meetings);
    more.add(proposed);
    return arranged(author, more, proposed.history());
  }

  private ScheduleOutcome decide(Author author, Meeting meeting, MeetingCommand command) {
    if (!meeting.hasRoom() && !(command instanceof TakeDownLine)) {
      return new Refused(Reason.TOO_MANY);
    }
    return switch (command) {
      case LineCommand line -> decide(author, meeting, line);
      case MakeOffer make -> makeOffer(author, meeting, make);
      case AcceptOffer(int _, int named, int span) ->
        accept(author, meeting, standing(meeting, named), span);
      case DeclineOffer(int _, int named) -> decline(author, meeting, standing(meeting, named));
      case WithdrawOffer(int _, int named) -> withdraw(author, meeting, standing(meeting, named));
    };
  }

  /** Null where another stands, or none. */
  private static @Nullable Offer standing(Meeting meeting, int named) {
    Offer offer = meeting.offer();
    return offer == null || offer.seq() != named ? null : offer;
  }

  private ScheduleOutcome makeOffer(Author author, Meeting meeting, MakeOffer make) {
    // Of two sides that answer at once the first in the log is heard, and the other sees what it
    // answered to is gone.
    if (make.seen() != meeting.standing()) {
      return new Refused(Reason.OVER);
    }
    Reason wrong = Checks.wrong(make.proposal());
    if (wrong != null) {
      return new Refused(wrong);
    }
    Offer offer = meeting.offer();
    boolean stands = offer != null && offer.proposal().equals(make.proposal());
    return stands || isInForce(meeting, make.proposal())
        ? new Refused(Reason.ALREADY)
        : arranged(author, meeting, meeting.offered(author, make.proposal()));
  }

  /** Whether one of the dates is the one that was agreed, so that agreeing to it would change nothing. */
  private static boolean isInForce(Meeting meeting, Proposal proposal) {
    Terms agreed = meeting.agreed();
    return meeting.state() == MeetingState.AGREED
        && agreed != null
        && proposal instanceof Proposal.Dates(List<Span> spans, Format format, String venue)
        && spans.stream().anyMatch(span -> new Terms(span, format, venue).equals(agreed));
  }

  private ScheduleOutcome accept(Author author, Meeting meeting, @Nullable Offer offer, int span) {
    if (offer == null) {
      return new Refused(Reason.OVER);
    }
    if (span < 0 || span >= offer.proposal().choices()) {
      return new Refused(Reason.UNKNOWN);
    }
    if (offer.isAgreed(author.side(), span)) {
      return new Refused(Reason.ALREADY);
    }
    Offer held = offer.with(author, span);
    Meeting accepted = meeting
        .with(held)
        .after(author, new OfferAccepted(author.act(), meeting.id(), offer.seq(), span));
    boolean complete = delegations.stream().allMatch(side -> held.isAgreed(side.id(), span));
    return arranged(
        author, meeting, complete ? accepted.carried(author, held.proposal(), span) : accepted);
  }

  private ScheduleOutcome decline(Author author, Meeting meeting, @Nullable Offer offer) {
    if (offer == null) {
      return new Refused(Reason.OVER);
    }
    // Whoever agreed takes the key back instead.
    if (offer.side().equals(author.side()) || offer.keyOf(author.side()) != null) {
      return new Refused(Reason.ALREADY);
    }
    MeetingEvent declined = new OfferDeclined(author.act(), meeting.id(), offer.seq());
    return arranged(author, meeting, meeting.after(author, declined).withoutOffer(author));
  }

  private ScheduleOutcome withdraw(Author author, Meeting meeting, @Nullable Offer offer) {
    if (offer == null) {
      return new Refused(Reason.OVER);
    }
    if (offer.side().equals(author.side())) {
      MeetingEvent withdrawn = new OfferWithdrawn(author.act(), meeting.id(), offer.seq());
      return arranged(author, meeting, meeting.after(author, withdrawn).withoutOffer(author));
    }
    if (offer.keyOf(author.side()) == null) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    MeetingEvent withdrawn = new ConsentWithdrawn(author.act(), meeting.id(), offer.seq());
    Offer left = offer.withoutKeyOf(author.side());
    return arranged(author, meeting, meeting.with(left).after(author, withdrawn));
  }

  // --- what the public may read ---

  private ScheduleOutcome decide(Author author, Meeting meeting, LineCommand command) {
    return switch (command) {
      case ProposeLine propose -> propose(author, meeting, propose);
      case AcceptLine(int _, int named, String signature) ->
        accept(author, meeting, meeting.proposed(named), signature);
      case DeclineLine(int _, int named) -> decline(author, meeting, meeting.proposed(named));
      case WithdrawLine(int _, int named) -> withdraw(author, meeting, meeting.proposed(named));
      case TakeDownLine(int _, int named) -> takeDown(author, meeting, named);
    };
  }

  private ScheduleOutcome propose(Author author, Meeting meeting, ProposeLine command) {
    PublicLine line = command.line();
    Publicity publicity = meeting.publicityOf(line);
    if (command.seen() != publicity.standing()) {
      return new Refused(Reason.OVER);
    }
    Reason wrong = Checks.wrong(line);
    if (wrong != null) {
      return new Refused(wrong);
    }
    if (!line.holds(meeting)) {
      return new Refused(Reason.UNTRUE);
    }
    if (says(publicity.proposed(), line) || says(publicity.inForce(), line)) {
      return new Refused(Reason.ALREADY);
    }
    if (line.isReadout() && !meeting.hasRoomForReadout()) {
      return new Refused(Reason.TOO_MANY);
    }
    LineEvent event = new LineProposed(author.act(), meeting.id(), publicity.standing(), line);
    LineProposal proposal = LineProposal.of(author, line);
    return arranged(
        author, meeting, meeting.with(line, publicity.proposing(proposal)).after(author, event));
  }

  private static boolean says(@Nullable LineProposal proposal, PublicLine line) {
    return proposal != null && proposal.line().equals(line);
  }

  private ScheduleOutcome accept(
      Author author, Meeting meeting, @Nullable LineProposal proposal, String signature) {
    if (proposal == null) {
      return new Refused(Reason.OVER);
    }
    if (!Checks.isSignature(signature)) {
      return new Refused(Reason.MALFORMED);
    }
    LineProposal.LineKey before = proposal.keyOf(author.side());
    // Another signature counts: the one before may be bad, or by a link that was replaced.
    if (before != null && before.signature().equals(signature)) {
      return new Refused(Reason.ALREADY);
    }
    LineProposal held = proposal.with(author, signature);
    PublicLine line = proposal.line();
    Publicity publicity = meeting.publicityOf(line);
    LineEvent accepted = new LineAccepted(author.act(), meeting.id(), proposal.seq());
    boolean complete = delegations.stream().allMatch(side -> held.keyOf(side.id()) != null);
    if (!complete) {
      return arranged(
          author, meeting, meeting.with(line, publicity.proposing(held)).after(author, accepted));
    }
    LineEvent agreed = new LineAgreed(author.act(), meeting.id(), proposal.seq());
    return arranged(
        author,
        meeting,
        meeting.with(line, publicity.agreed(held)).after(author, accepted).after(author, agreed));
  }

  private ScheduleOutcome decline(Author author, Meeting meeting, @Nullable LineProposal proposal) {
    if (proposal == null) {
      return new Refused(Reason.OVER);
    }
    // Whoever proposed it or gave a key takes that back instead.
    if (proposal.side().equals(author.side()) || proposal.keyOf(author.side()) != null) {
      return new Refused(Reason.ALREADY);
    }
    return withoutProposal(
        author, meeting, proposal, new LineDeclined(author.act(), meeting.id(), proposal.seq()));
  }

  private ScheduleOutcome withdraw(
      Author author, Meeting meeting, @Nullable LineProposal proposal) {
    if (proposal == null) {
      return new Refused(Reason.OVER);
    }
    if (proposal.side().equals(author.side())) {
      return withoutProposal(
          author, meeting, proposal, new LineWithdrawn(author.act(), meeting.id(), proposal.seq()));
    }
    // The server publishes nothing of that place any more: another key to it would be of no use.
    return proposal.keyOf(author.side()) == null
        ? new Refused(Reason.NOT_YOUR_SIDE)
        : withoutProposal(
            author,
            meeting,
            proposal,
            new LineConsentWithdrawn(author.act(), meeting.id(), proposal.seq()));
  }

  private Arranged withoutProposal(
      Author author, Meeting meeting, LineProposal proposal, LineEvent event) {
    PublicLine line = proposal.line();
    Publicity left = meeting.publicityOf(line).proposing(null);
    return arranged(author, meeting, meeting.with(line, left).after(author, event));
  }

  private ScheduleOutcome takeDown(Author author, Meeting meeting, int named) {
    LineProposal inForce = meeting.inForce(named);
    if (inForce == null) {
      return new Refused(Reason.OVER);
    }
    PublicLine line = inForce.line();
    Publicity left = meeting.publicityOf(line).takenDown();
    LineEvent takenDown = new LineTakenDown(author.act(), meeting.id(), named);
    return arranged(author, meeting, meeting.with(line, left).after(author, takenDown));
  }

  // --- what the server holds of it ---

  private ScheduleOutcome decide(Author author, PurgeCommand command) {
    return switch (PurgeProposal.decide(delegations, purge, author, command)) {
      case PurgeProposal.Decided.No(Reason reason) -> new Refused(reason);
      case PurgeProposal.Decided.Yes yes ->
        new Arranged(
            new Schedule(
                delegations, author.act().seq(), descriptions, meetings, objections, yes.next()),
            yes.events());
    };
  }

  // --- what came of it ---

  private Arranged arranged(Author author, Meeting before, Meeting after) {
    return arranged(
        author,
        meetings.stream().map(one -> one.id() == before.id() ? after : one).toList(),
        after.history().subList(before.history().size(), after.history().size()));
  }

  private Arranged arranged(Author author, List<Meeting> changed, List<Step> steps) {
    return new Arranged(
        new Schedule(delegations, author.act().seq(), descriptions, changed, objections, purge),
        steps.stream().<ScheduleEvent>map(Step::event).toList());
  }
}
