package org.parley.course;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Command.Admit;
import org.parley.course.Command.Agree;
import org.parley.course.Command.AskDeclarations;
import org.parley.course.Command.Declare;
import org.parley.course.Command.Decline;
import org.parley.course.Command.Depart;
import org.parley.course.Command.EndSidebar;
import org.parley.course.Command.GiveFloor;
import org.parley.course.Command.LowerHand;
import org.parley.course.Command.Next;
import org.parley.course.Command.Propose;
import org.parley.course.Command.RaiseHand;
import org.parley.course.Command.Sign;
import org.parley.course.Command.Withdraw;
import org.parley.course.Command.Yield;
import org.parley.course.Floor.Hand;
import org.parley.course.Floor.Speech;
import org.parley.course.Matter.Opening;
import org.parley.course.Outcome.Done;
import org.parley.course.Outcome.Refused;

/**
 * The state of a table, which serves one meeting after the other. Immutable: a command gives a new one, and one that is refused gives
 * none. Whoever takes the same acts in the order of the log comes to the same state.
 *
 * @param delegations of the charter, in its order
 * @param seq the place of the last act that had an effect; -1 before the first. None before it has any more.
 * @param since the act by which the phase was reached; null before the first meeting was opened
 * @param held the meetings that were opened, in their order, with the one that is open: ids of the schedule, or {@link Opening#NONE}
 * @param order in which the sides sit
 * @param motions pending, in the order of their proposals; of each kind one at most
 * @param sidebars that are open, in the order in which they were opened; of each circle one at most
 * @param roll who is there by the record, and who signed it
 */
public record Course(
    List<Delegation> delegations,
    int seq,
    Phase phase,
    @Nullable Act since,
    List<Integer> held,
    Order order,
    List<Motion> motions,
    Agenda agenda,
    Floor floor,
    Presence presence,
    List<Sidebar> sidebars,
    Roll roll)
    implements Folded<Course, Command, Outcome> {

  /** As many as a schedule has; more would only make what everybody folds larger. */
  public static final int MAX_HELD = 200;

  public Course {
    delegations = List.copyOf(delegations);
    held = List.copyOf(held);
    motions = List.copyOf(motions);
    sidebars = List.copyOf(sidebars);
  }

  /** A table at which nothing happened yet, of delegations that {@link Delegation#fit}. */
  public static Course of(List<Delegation> delegations) {
    Delegation.requireFit(delegations);
    return new Course(
        delegations,
        -1,
        Phase.NOT_OPEN,
        null,
        List.of(),
        Order.CHARTER,
        List.of(),
        Agenda.EMPTY,
        Floor.of(delegations),
        Presence.EMPTY,
        List.of(),
        Roll.EMPTY);
  }

  /** The meeting that is open or was open last, as its opening named it; {@link Opening#NONE} before the first. */
  public int meeting() {
    return held.isEmpty() ? Opening.NONE : held.getLast();
  }

  /** Whether what is done now goes into the record: but for an item that is off it. */
  public boolean isOnRecord() {
    return !agenda.isUnder(Item.Label.OFF_RECORD);
  }

  /** Whether what is done now may be told without saying who did it. */
  public boolean isUnattributed() {
    return agenda.isUnder(Item.Label.CHATHAM_HOUSE);
  }

  /** What becomes of a command. */
  @Override
  public Outcome decide(Act act, Command command) {
    if (act.seq() <= seq) {
      return new Refused(Reason.ALREADY);
    }
    Author author = Author.of(act, delegations);
    Reason refusal = Right.of(command).refusal(author == null ? null : author.role(), phase);
    if (author == null || refusal != null) {
      return new Refused(refusal == null ? Reason.NOT_SEATED : refusal);
    }
    return switch (command) {
      case Propose propose -> propose(author, propose.matter());
      case Agree agree -> agree(author, motion(agree.motion()));
      case Decline decline -> decline(author, motion(decline.motion()));
      case Withdraw withdraw -> withdraw(author, motion(withdraw.motion()));
      case RaiseHand() -> raiseHand(author);
      case LowerHand() -> lowerHand(author);
      case GiveFloor give -> giveFloor(author, give.seat());
      case Yield() -> yieldFloor(author);
      case Next() -> callNext(author);
      case Declare(String others, Declaration.Line line) -> declare(author, others, line);
      case AskDeclarations() ->
        done(author.act(), presence.asked(author.act()), new Event.DeclarationsAsked(author.act()));
      case EndSidebar(Circle circle) -> endSidebar(author.act(), circle);
      case Admit(String seat) -> admit(author, seat);
      case Depart(String seat) -> depart(author, seat);
      case Sign() -> sign(author);
    };
  }

  /** The same table under a charter that changed: people come and go, the sides stay. */
  @Override
  public Course seated(List<Delegation> changed) {
    Delegation.requireSameSides(delegations, changed);
    return new Course(
        changed,
        seq,
        phase,
        since,
        held,
        order,
        motions,
        agenda,
        floor.among(changed),
        presence.among(changed),
        sidebars,
        roll.among(changed));
  }

  // --- motions ---

  private @Nullable Motion motion(int named) {
    return motions.stream().filter(one -> one.seq() == named).findFirst().orElse(null);
  }

  private Outcome propose(Author author, Matter matter) {
    if (motions.stream().anyMatch(motion -> motion.matter().kind() == matter.kind())) {
      return new Refused(Reason.ALREADY);
    }
    Reason wrong = wrong(matter);
    if (wrong != null) {
      return new Refused(wrong);
    }
    List<Motion> more = new ArrayList<>(motions);
    more.add(Motion.of(author, matter));
    return done(author.act(), more, new Event.Proposed(author.act(), matter));
  }

  private @Nullable Reason wrong(Matter matter) {
    return switch (matter) {
      case Matter.NewAgenda(List<Item> items) -> Agenda.wrong(items);
      case Matter.NextItem next -> {
        if (next.agenda() != agenda.version()) {
          yield Reason.OVER;
        }
        if (next.item() != Agenda.NONE && !agenda.has(next.item())) {
          yield Reason.UNKNOWN;
        }
        yield next.item() == agenda.current() ? Reason.ALREADY : null;
      }
      case Opening(int meeting) -> {
        if (meeting < Opening.NONE) {
          yield Reason.MALFORMED;
        }
        if (meeting != Opening.NONE && held.contains(meeting)) {
          yield Reason.ALREADY;
        }
        yield held.size() == MAX_HELD ? Reason.TOO_MANY : null;
      }
      case Matter.SetSeating seating -> seating.order() == order ? Reason.ALREADY : null;
      case Matter.OpenSidebar(Circle circle) -> sidebar(circle) == null ? null : Reason.ALREADY;
      case Matter.Recess _, Matter.Resumption _, Matter.Closing _ -> null;
    };
  }

  private Outcome agree(Author author, @Nullable Motion motion) {
    if (motion == null) {
      return new Refused(Reason.OVER);
    }
    if (motion.hasKeyOf(author.side())) {
      return new Refused(Reason.ALREADY);
    }
    Act act = author.act();
    Motion held = motion.withKeyOf(author);
    Event agreed = new Event.Agreed(act, motion.seq());
    boolean complete = Keys.areComplete(held.keys(), delegations);
    return complete ? carry(act, held, agreed) : done(act, replaced(motion, held), agreed);
  }

  private Outcome decline(Author author, @Nullable Motion motion) {
    if (motion == null) {
      return new Refused(Reason.OVER);
    }
    // Whoever agreed takes the key back instead.
    return motion.hasKeyOf(author.side())
        ? new Refused(Reason.ALREADY)
        : done(
            author.act(), replaced(motion, null), new Event.Declined(author.act(), motion.seq()));
  }

  private Outcome withdraw(Author author, @Nullable Motion motion) {
    if (motion == null) {
      return new Refused(Reason.OVER);
    }
    if (!motion.hasKeyOf(author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    Motion left = motion.withoutKeyOf(author.side());
    Event withdrawn = new Event.Withdrawn(author.act(), motion.seq());
    return left.keys().isEmpty()
        ? done(
            author.act(),
            replaced(motion, null),
            withdrawn,
            new Event.Lapsed(author.act(), motion.seq()))
        : done(author.act(), replaced(motion, left), withdrawn);
  }

  /** The motions with another instead of one, or without it. */
  private List<Motion> replaced(Motion motion, @Nullable Motion other) {
    List<Motion> changed = new ArrayList<>();
    for (Motion one : motions) {
      if (one.seq() != motion.seq()) {
        changed.add(one);
      } else if (other != null) {
        changed.add(other);
      }
    }
    return changed;
  }

  private Outcome carry(Act act, Motion motion, Event agreed) {
    Course next = carried(act, motion);
    List<Event> events = new ArrayList<>();
    events.add(agreed);
    events.add(new Event.Carried(act, motion));
    List<Motion> left = new ArrayList<>();
    for (Motion one : replaced(motion, null)) {
      if (next.isStillOf(one.matter())) {
        left.add(one);
      } else {
        events.add(new Event.Lapsed(act, one.seq()));
      }
    }
    sidebars.stream()
        .filter(sidebar -> !next.sidebars.contains(sidebar))
        .forEach(sidebar -> events.add(new Event.SidebarEnded(act, sidebar.circle())));
    addFloorEvents(events, act, next.floor);
    return new Done(next.with(act.seq(), left), events);
  }

  /** With what the matter changes, but for the motions. */
  private Course carried(Act act, Motion motion) {
    return switch (motion.matter()) {
      case Opening(int meeting) -> opened(act, meeting);
      case Matter.Recess() -> with(act, Phase.RECESS, floor.stopped(act.atMs()));
      case Matter.Resumption() -> with(act, Phase.OPEN, floor.resumed(act.atMs()));
      case Matter.Closing() -> with(act, Phase.CLOSED, floor.closed(act.atMs())).with(List.of());
      case Matter.SetSeating(Order changed) -> with(changed);
      case Matter.OpenSidebar(Circle circle) -> {
        List<Sidebar> more = new ArrayList<>(sidebars);
        more.add(new Sidebar(circle, act));
        yield with(more);
      }
      case Matter.NewAgenda(List<Item> items) -> with(agenda.next(motion.seq(), items));
      case Matter.NextItem taken -> with(agenda.at(taken.item(), act.atMs()));
    };
  }

  /** Nobody has spoken in the meeting yet, and what was dealt with in those before is off its agenda. */
  private Course opened(Act act, int meeting) {
    List<Integer> more = new ArrayList<>(held);
    more.add(meeting);
    return new Course(
        delegations,
        seq,
        Phase.OPEN,
        act,
        more,
        order,
        motions,
        agenda.left(),
        Floor.of(delegations),
        presence,
        sidebars,
        roll.opened());
  }

  private Course with(Act act, Phase to, Floor run) {
    return new Course(
        delegations, seq, to, act, held, order, motions, agenda, run, presence, sidebars, roll);
  }

  private Course with(Agenda now) {
    return new Course(
        delegations, seq, phase, since, held, order, motions, now, floor, presence, sidebars, roll);
  }

  private Course with(Order as) {
    return new Course(
        delegations, seq, phase, since, held, as, motions, agenda, floor, presence, sidebars, roll);
  }

  private Course with(List<Sidebar> open) {
    return new Course(
        delegations, seq, phase, since, held, order, motions, agenda, floor, presence, open, roll);
  }

  private Course with(int at, List<Motion> left) {
    return new Course(
        delegations, at, phase, since, held, order, left, agenda, floor, presence, sidebars, roll);
  }

  private Course with(int at, Roll now) {
    return new Course(
        delegations,
        at,
        phase,
        since,
        held,
        order,
        motions,
        agenda,
        floor,
        presence,
        sidebars,
        now);
  }

  private Course with(int at, Floor said, Presence told) {
    return new Course(
        delegations, at, phase, since, held, order, motions, agenda, said, told, sidebars, roll);
  }

  /** Whether somebody could propose it now. */
  private boolean isStillOf(Matter matter) {
    return Right.toPropose(matter.kind()).refusal(Role.HEAD, phase) == null
        && wrong(matter) == null;
  }

  // --- sidebars ---

  private @Nullable Sidebar sidebar(Circle circle) {
    return sidebars.stream().filter(one -> one.circle() == circle).findFirst().orElse(null);
  }

  private Outcome endSidebar(Act act, Circle circle) {
    Sidebar open = sidebar(circle);
    if (open == null) {
      return new Refused(Reason.OVER);
    }
    List<Sidebar> left = sidebars.stream().filter(one -> !one.equals(open)).toList();
    return new Done(
        with(left).with(act.seq(), motions), List.of(new Event.SidebarEnded(act, circle)));
  }

  // --- speakers ---

  private Outcome raiseHand(Author author) {
    Act act = author.act();
    return floor.isRaised(act.seat()) || floor.isSpeaking(act.seat())
        ? new Refused(Reason.ALREADY)
        : done(act, floor.raised(new Hand(act.seat(), author.side())), new Event.HandRaised(act));
  }

  private Outcome lowerHand(Author author) {
    Act act = author.act();
    return floor.isRaised(act.seat())
        ? done(act, floor.lowered(act.seat()), new Event.HandLowered(act))
        : new Refused(Reason.ALREADY);
  }

  private Outcome giveFloor(Author author, String seat) {
    Author speaker = Author.of(new Act(seat, 0, 0), delegations);
    if (speaker == null) {
      return new Refused(Reason.UNKNOWN);
    }
    if (!speaker.side().equals(author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    if (floor.isSpeaking(seat)) {
      return new Refused(Reason.ALREADY);
    }
    String turn = floor.turn();
    return turn == null || turn.equals(author.side())
        ? done(author.act(), floor.given(new Hand(seat, author.side()), author.act()))
        : new Refused(Reason.NOT_YOUR_TURN);
  }

  private Outcome yieldFloor(Author author) {
    Speech speech = floor.speech();
    if (speech == null) {
      return new Refused(Reason.OVER);
    }
    if (!speech.side().equals(author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    return author.role().speaksForSide() || floor.isSpeaking(author.act().seat())
        ? done(author.act(), floor.passed(author.act()))
        : new Refused(Reason.NOT_YOUR_ROLE);
  }

  private Outcome callNext(Author author) {
    return floor.speech() == null && floor.hands().isEmpty()
        ? new Refused(Reason.ALREADY)
        : done(author.act(), floor.passed(author.act()));
  }

  /** What one floor after the other tells of speeches. */
  private void addFloorEvents(List<Event> events, Act act, Floor after) {
    Speech before = floor.stopped(act.atMs()).speech();
    Speech now = after.speech();
    if (before != null && (now == null || now.seq() != before.seq())) {
      events.add(new Event.SpeechEnded(act, before.seat(), before.spentMs()));
    }
    if (now != null && now.seq() == act.seq()) {
      events.add(new Event.FloorGiven(act, now.seat()));
    }
  }

  // --- declarations ---

  private Outcome declare(Author author, String others, Declaration.Line line) {
    Reason wrong = Texts.wrong(others, Declaration.MAX_CHARS);
    if (wrong != null) {
      return new Refused(wrong);
    }
    Act act = author.act();
    Declaration declaration = new Declaration(act.seat(), act, others, line);
    return done(
        act, presence.with(declaration, delegations), new Event.Declared(act, others, line));
  }

  // --- the record ---

  private Outcome admit(Author by, String seat) {
    Reason wrong = roll.wrongToAdmit(by, Author.of(new Act(seat, 0, 0), delegations));
    return wrong == null
        ? done(by.act(), roll.with(seat), new Event.Admitted(by.act(), seat))
        : new Refused(wrong);
  }

  private Outcome depart(Author by, String seat) {
    Reason wrong = roll.wrongToDepart(by, Author.of(new Act(seat, 0, 0), delegations));
    return wrong == null
        ? done(by.act(), roll.without(seat), new Event.Departed(by.act(), seat))
        : new Refused(wrong);
  }

  private Outcome sign(Author author) {
    Act act = author.act();
    String side = author.side();
    return roll.isSignedBy(side)
        ? new Refused(Reason.ALREADY)
        : done(
            act,
            roll.signed(new Motion.Key(side, act.seat(), act.seq())),
            new Event.Signed(act, side));
  }

  // --- outcomes ---

  private Done done(Act act, Roll changed, Event event) {
    return new Done(with(act.seq(), changed), List.of(event));
  }

  private Done done(Act act, Presence changed, Event event) {
    return new Done(with(act.seq(), floor, changed), List.of(event));
  }

  private Done done(Act act, List<Motion> changed, Event... events) {
    return new Done(with(act.seq(), changed), List.of(events));
  }

  private Done done(Act act, Floor changed, Event... first) {
    List<Event> events = new ArrayList<>(List.of(first));
    addFloorEvents(events, act, changed);
    return new Done(with(act.seq(), changed, presence), events);
  }
}
