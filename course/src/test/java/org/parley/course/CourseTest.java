package org.parley.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parley.course.Tables.ITEMS;
import static org.parley.course.Tables.THREE;
import static org.parley.course.Tables.TWO;
import static org.parley.course.Tables.agreed;
import static org.parley.course.Tables.at;
import static org.parley.course.Tables.done;
import static org.parley.course.Tables.in;
import static org.parley.course.Tables.refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parley.course.Command.Admit;
import org.parley.course.Command.Agree;
import org.parley.course.Command.AskDeclarations;
import org.parley.course.Command.Declare;
import org.parley.course.Command.Decline;
import org.parley.course.Command.Depart;
import org.parley.course.Command.EndSidebar;
import org.parley.course.Command.Propose;
import org.parley.course.Command.Sign;
import org.parley.course.Command.Withdraw;
import org.parley.course.Declaration.Line;
import org.parley.course.Item.Label;
import org.parley.course.Matter.Closing;
import org.parley.course.Matter.NewAgenda;
import org.parley.course.Matter.NextItem;
import org.parley.course.Matter.OpenSidebar;
import org.parley.course.Matter.Opening;
import org.parley.course.Matter.Recess;
import org.parley.course.Matter.Resumption;
import org.parley.course.Matter.SetSeating;
import org.parley.course.Outcome.Done;
import org.parley.course.Outcome.Refused;

class CourseTest {

  @Test
  void opensOnceEachSideGaveItsKey() {
    Course proposed =
        done(Course.of(THREE), "harbour-deputy", new Propose(new Opening(Opening.NONE)));
    assertThat(proposed.phase()).isEqualTo(Phase.NOT_OPEN);
    refused(proposed, "harbour-head", new Agree(0), Reason.ALREADY);
    refused(proposed, "ridge-head", new Propose(new Opening(Opening.NONE)), Reason.ALREADY);
    Course two = done(proposed, "valley-head", new Agree(0));
    assertThat(two.phase()).isEqualTo(Phase.NOT_OPEN);
    Done last = at(two, 7, "ridge-deputy", 9000, new Agree(0));
    Act act = new Act("ridge-deputy", 7, 9000);
    assertThat(last.next().phase()).isEqualTo(Phase.OPEN);
    assertThat(last.next().since()).isEqualTo(act);
    assertThat(last.next().motions()).isEmpty();
    Motion motion = two.motions().getFirst().withKeyOf(new Author(act, "ridge", Role.DEPUTY));
    assertThat(last.events())
        .containsExactly(new Event.Agreed(act, 0), new Event.Carried(act, motion));
    refused(last.next(), "ridge-head", new Agree(0), Reason.OVER);
  }

  @Test
  void goesIntoRecessAndBackAndCloses() {
    Course course = agreed(in(Phase.OPEN), new Recess());
    assertThat(course.phase()).isEqualTo(Phase.RECESS);
    course = agreed(course, new Resumption());
    assertThat(course.phase()).isEqualTo(Phase.OPEN);
    course = agreed(course, new Closing());
    assertThat(course.phase()).isEqualTo(Phase.CLOSED);
    refused(course, "ridge-head", new Propose(new Recess()), Reason.WRONG_PHASE);
  }

  @Test
  void aCircleStepsAsideByAKeyOfEachSideAndIsEndedByOne() {
    OpenSidebar heads = new OpenSidebar(Circle.HEADS);
    refused(Course.of(TWO), "ridge-head", new Propose(heads), Reason.WRONG_PHASE);
    Course open = in(Phase.OPEN);
    refused(open, "ridge-head", new EndSidebar(Circle.HEADS), Reason.OVER);
    Course proposed = done(open, "ridge-head", new Propose(heads));
    assertThat(proposed.sidebars()).isEmpty();
    // The other circle's is a motion of its own.
    assertThat(done(proposed, "harbour-head", new Propose(new OpenSidebar(Circle.EXPERTS)))
            .motions())
        .hasSize(2);
    Course aside = agreed(open, heads);
    assertThat(aside.sidebars()).extracting(Sidebar::circle).containsExactly(Circle.HEADS);
    refused(aside, "ridge-head", new Propose(heads), Reason.ALREADY);
    refused(aside, "ridge-member", new EndSidebar(Circle.HEADS), Reason.NOT_YOUR_ROLE);
    refused(aside, "ridge-head", new EndSidebar(Circle.EXPERTS), Reason.OVER);
    assertThat(agreed(aside, new Recess()).sidebars()).isEqualTo(aside.sidebars());
    Done ended = at(aside, 90, "harbour-deputy", 5, new EndSidebar(Circle.HEADS));
    assertThat(ended.next().sidebars()).isEmpty();
    assertThat(ended.events())
        .containsExactly(new Event.SidebarEnded(new Act("harbour-deputy", 90, 5), Circle.HEADS));
  }

  @Test
  void eachSideSaysWhoOfItIsThere() {
    Course course = done(in(Phase.OPEN), "ridge-head", new Admit("ridge-head"));
    course = done(course, "ridge-head", new Admit("ridge-expert"));
    assertThat(course.roll().present()).containsExactly("ridge-head", "ridge-expert");
    refused(course, "ridge-deputy", new Admit("ridge-expert"), Reason.ALREADY);
    refused(course, "ridge-head", new Admit("harbour-expert"), Reason.NOT_YOUR_SIDE);
    refused(course, "ridge-head", new Admit("somebody"), Reason.UNKNOWN);
    refused(course, "ridge-expert", new Admit("ridge-member"), Reason.NOT_YOUR_ROLE);
    refused(course, "ridge-member", new Depart("ridge-expert"), Reason.NOT_YOUR_ROLE);
    refused(course, "harbour-head", new Depart("ridge-expert"), Reason.NOT_YOUR_SIDE);
    course = done(course, "ridge-expert", new Depart("ridge-expert"));
    refused(course, "ridge-head", new Depart("ridge-expert"), Reason.ALREADY);
    assertThat(course.roll().present()).containsExactly("ridge-head");
  }

  @Test
  void theRecordIsSignedByEachSideOnceTheMeetingIsClosed() {
    refused(in(Phase.OPEN), "ridge-head", new Sign(), Reason.WRONG_PHASE);
    Course closed = in(Phase.CLOSED);
    refused(closed, "ridge-member", new Sign(), Reason.NOT_YOUR_ROLE);
    Course signed = done(closed, "ridge-deputy", new Sign());
    refused(signed, "ridge-head", new Sign(), Reason.ALREADY);
    signed = done(signed, "harbour-head", new Sign());
    assertThat(signed.roll().signed())
        .extracting(Motion.Key::side)
        .containsExactly("ridge", "harbour");
    assertThat(agreed(signed, new Opening(Opening.NONE)).roll().signed()).isEmpty();
  }

  @Test
  void whatIsOffTheRecordLeavesNothingThereButHowTheMeetingRuns() {
    Item off = new Item(7, "Among us", 0, Label.OFF_RECORD);
    Course course = agreed(in(Phase.OPEN), new NewAgenda(List.of(off)));
    Command declare = new Declare("", Line.WIRED);
    Command seating = new Propose(new SetSeating(Order.ROTATING));
    assertThat(Recorded.is(course, declare)).isTrue();
    assertThat(Recorded.is(course, seating)).isTrue();
    course = agreed(course, new NextItem(course.agenda().version(), 7));
    assertThat(course.isOnRecord()).isFalse();
    assertThat(Recorded.is(course, declare)).isFalse();
    assertThat(Recorded.is(course, seating)).isFalse();
    assertThat(Recorded.is(course, new Propose(new Recess()))).isTrue();
    assertThat(Recorded.is(course, new Admit("ridge-head"))).isTrue();
    Course proposed = done(course, "ridge-head", seating);
    assertThat(Recorded.is(proposed, new Agree(proposed.seq()))).isFalse();
    Course over = agreed(course, new NextItem(course.agenda().version(), Agenda.NONE));
    assertThat(over.isOnRecord()).isTrue();
  }

  @Test
  void whatIsUnderTheChathamHouseRuleIsOnTheRecordWithoutNames() {
    Item item = new Item(7, "Among us", 0, Label.CHATHAM_HOUSE);
    Course course = agreed(in(Phase.OPEN), new NewAgenda(List.of(item)));
    assertThat(course.isUnattributed()).isFalse();
    course = agreed(course, new NextItem(course.agenda().version(), 7));
    assertThat(course.isOnRecord()).isTrue();
    assertThat(course.isUnattributed()).isTrue();
    assertThat(
            agreed(course, new NextItem(course.agenda().version(), Agenda.NONE)).isUnattributed())
        .isFalse();
  }

  @Test
  void nobodyIsAsideOnceTheMeetingIsClosed() {
    Course aside = agreed(in(Phase.OPEN), new OpenSidebar(Circle.EXPERTS));
    Course pending = done(aside, "ridge-head", new Propose(new OpenSidebar(Circle.HEADS)));
    Course closed = agreed(pending, new Closing());
    assertThat(closed.sidebars()).isEmpty();
    assertThat(closed.motions()).isEmpty();
  }

  @Test
  void whatIsBlankIsTheSameOnEveryMachine() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      assertThat(Texts.isBlank("" + c)).as("U+%04x", (int) c).isEqualTo(("" + c).isBlank());
    }
  }

  @Test
  void nobodyBelongsToTwoCircles() {
    for (Role role : Role.values()) {
      assertThat(Circle.values()).filteredOn(circle -> circle.has(role)).hasSizeLessThan(2);
    }
  }

  @Test
  void servesOneMeetingAfterTheOther() {
    Course course = Course.of(TWO);
    assertThat(course.meeting()).isEqualTo(Opening.NONE);
    course = agreed(course, new Opening(7));
    assertThat(course.meeting()).isEqualTo(7);
    refused(course, "ridge-head", new Propose(new Opening(8)), Reason.WRONG_PHASE);
    course = agreed(course, new NewAgenda(ITEMS));
    course = done(course, "ridge-head", new Command.GiveFloor("ridge-head"));
    course = done(course, "harbour-head", new Command.RaiseHand());
    course = done(course, "ridge-head", new Command.Next());
    course = agreed(course, new Closing());
    assertThat(course.meeting()).isEqualTo(7);
    assertThat(course.floor().balances()).anyMatch(one -> one.spentMs() > 0);
    refused(course, "ridge-head", new Propose(new Opening(7)), Reason.ALREADY);
    refused(course, "ridge-head", new Propose(new Opening(-2)), Reason.MALFORMED);
    course = agreed(course, new Opening(Opening.NONE));
    assertThat(course.phase()).isEqualTo(Phase.OPEN);
    assertThat(course.floor()).isEqualTo(Floor.of(TWO));
    assertThat(course.agenda().items()).isEqualTo(ITEMS);
    course = agreed(agreed(course, new Closing()), new Opening(Opening.NONE));
    assertThat(course.held()).containsExactly(7, -1, -1);
    course = agreed(course, new Closing());
    refused(course, "ridge-head", new Propose(new Opening(7)), Reason.ALREADY);
  }

  @Test
  void boundsTheMeetings() {
    Course course = agreed(Course.of(TWO), new Opening(0));
    for (int meeting = 1; meeting < Course.MAX_HELD; meeting++) {
      course = agreed(agreed(course, new Closing()), new Opening(meeting));
    }
    assertThat(course.held()).hasSize(Course.MAX_HELD);
    course = agreed(course, new Closing());
    refused(course, "ridge-head", new Propose(new Opening(Opening.NONE)), Reason.TOO_MANY);
    refused(course, "ridge-head", new Propose(new Opening(Course.MAX_HELD)), Reason.TOO_MANY);
  }

  @Test
  void whatWasDealtWithIsOffTheNextMeetingsAgenda() {
    Course course = agreed(in(Phase.OPEN), new NewAgenda(ITEMS));
    int version = course.agenda().version();
    NextItem none = new NextItem(version, Agenda.NONE);
    refused(course, "ridge-head", new Propose(none), Reason.ALREADY);
    course = agreed(agreed(course, new NextItem(version, 1)), new NextItem(version, 2));
    assertThat(course.agenda().done()).containsExactly(1);
    Course unfinished = agreed(course, new Closing());
    assertThat(unfinished.agenda().current()).isEqualTo(2);
    unfinished = agreed(unfinished, new Opening(3));
    assertThat(unfinished.agenda())
        .isEqualTo(new Agenda(version, ITEMS.subList(1, 2), List.of(), Agenda.NONE, 0));
    Course ended = agreed(course, none);
    assertThat(ended.agenda()).isEqualTo(new Agenda(version, ITEMS, List.of(1, 2), -1, 0));
    assertThat(agreed(ended, new NextItem(version, 1)).agenda().done()).containsExactly(2);
    assertThat(agreed(ended, new NewAgenda(ITEMS.subList(1, 2))).agenda().done())
        .containsExactly(2);
    ended = agreed(agreed(ended, new Closing()), new Opening(3));
    assertThat(ended.agenda().items()).isEmpty();
    assertThat(ended.agenda().done()).isEmpty();
  }

  @Test
  void theSidesSitInTheOrderThatAllAgreedOn() {
    for (Phase phase : Phase.values()) {
      Course course = in(phase);
      assertThat(course.order()).isEqualTo(Order.CHARTER);
      refused(course, "ridge-head", new Propose(new SetSeating(Order.CHARTER)), Reason.ALREADY);
      Course set = agreed(course, new SetSeating(Order.ROTATING));
      assertThat(set.order()).isEqualTo(Order.ROTATING);
      assertThat(set.phase()).isEqualTo(phase);
      assertThat(set.held()).isEqualTo(course.held());
    }
    Course course = agreed(in(Phase.OPEN), new SetSeating(Order.ALPHABETICAL));
    course = agreed(agreed(course, new Closing()), new Opening(Opening.NONE));
    assertThat(course.order()).isEqualTo(Order.ALPHABETICAL);
  }

  @Test
  void theNextAgendaIsAgreedOnBetweenMeetings() {
    Course course = done(in(Phase.OPEN), "ridge-head", new Propose(new NewAgenda(ITEMS)));
    int agenda = course.seq();
    course = agreed(course, new Closing());
    course = done(course, "harbour-head", new Agree(agenda));
    assertThat(course.agenda().items()).isEqualTo(ITEMS);
    course = done(course, "ridge-head", new Propose(new Opening(4)));
    course = done(course, "ridge-deputy", new Withdraw(course.seq()));
    course = done(course, "ridge-head", new Propose(new Opening(4)));
    course = done(course, "harbour-head", new Decline(course.seq()));
    assertThat(agreed(course, new Opening(4)).agenda().items()).isEqualTo(ITEMS);
  }

  @Test
  void aKeyIsTakenBackWhileItIsPending() {
    Course course = done(Course.of(THREE), "harbour-head", new Propose(new Opening(Opening.NONE)));
    refused(course, "ridge-head", new Withdraw(0), Reason.NOT_YOUR_SIDE);
    course = done(course, "ridge-head", new Agree(0));
    course = done(course, "harbour-deputy", new Withdraw(0));
    assertThat(course.motions().getFirst().keys())
        .extracting(Motion.Key::side)
        .containsExactly("ridge");
    Done last = at(course, 9, "ridge-head", 0, new Withdraw(0));
    assertThat(last.events()).hasExactlyElementsOfTypes(Event.Withdrawn.class, Event.Lapsed.class);
    assertThat(last.next().motions()).isEmpty();
    refused(last.next(), "valley-head", new Agree(0), Reason.OVER);
  }

  @Test
  void whoHasNotAgreedMayDecline() {
    Course course = done(Course.of(THREE), "harbour-head", new Propose(new Opening(Opening.NONE)));
    refused(course, "harbour-deputy", new Decline(0), Reason.ALREADY);
    Done declined = at(course, 1, "valley-deputy", 0, new Decline(0));
    assertThat(declined.events())
        .containsExactly(new Event.Declined(new Act("valley-deputy", 1, 0), 0));
    assertThat(declined.next().motions()).isEmpty();
    refused(declined.next(), "valley-deputy", new Decline(0), Reason.OVER);
  }

  @Test
  void whatLostItsSenseLapses() {
    Course course = agreed(in(Phase.OPEN), new NewAgenda(ITEMS));
    int version = course.agenda().version();
    course = done(course, "ridge-head", new Propose(new NextItem(version, 2)));
    int item = course.seq();
    course = done(course, "ridge-head", new Propose(new NewAgenda(ITEMS)));
    int agenda = course.seq();
    course = done(course, "ridge-head", new Propose(new Closing()));
    int closing = course.seq();
    course = done(course, "ridge-head", new Propose(new Recess()));
    int recess = course.seq();
    Done paused = at(course, recess + 1, "harbour-head", 0, new Agree(recess));
    Act act = new Act("harbour-head", recess + 1, 0);
    assertThat(paused.events()).endsWith(new Event.Lapsed(act, item)).hasSize(3);
    Done renewed = at(paused.next(), recess + 2, "harbour-head", 0, new Agree(agenda));
    assertThat(renewed.events()).hasSize(2);
    Done closed = at(renewed.next(), recess + 3, "harbour-head", 0, new Agree(closing));
    assertThat(closed.next().motions()).isEmpty();
  }

  @Test
  void agreesOnAnAgendaAndTakesItsItemsUp() {
    Course course = agreed(in(Phase.OPEN), new NewAgenda(ITEMS));
    int version = course.agenda().version();
    assertThat(course.agenda().items()).isEqualTo(ITEMS);
    assertThat(course.agenda().current()).isEqualTo(Agenda.NONE);
    refused(course, "ridge-head", new Propose(new NextItem(version, 3)), Reason.UNKNOWN);
    refused(course, "ridge-head", new Propose(new NextItem(version - 1, 1)), Reason.OVER);
    course = agreed(course, new NextItem(version, 2));
    assertThat(course.agenda().current()).isEqualTo(2);
    refused(course, "ridge-head", new Propose(new NextItem(version, 2)), Reason.ALREADY);
    Course shorter = agreed(course, new NewAgenda(ITEMS.subList(1, 2)));
    assertThat(shorter.agenda().current()).isEqualTo(2);
    assertThat(shorter.agenda().takenUpMs()).isEqualTo(course.agenda().takenUpMs());
    Course other = agreed(course, new NewAgenda(ITEMS.subList(0, 1)));
    assertThat(other.agenda().current()).isEqualTo(Agenda.NONE);
  }

  @Test
  void boundsAnAgenda() {
    refusedAgenda(items(Agenda.MAX_ITEMS + 1, "a"), Reason.TOO_MANY);
    refusedAgenda(items(1, "a".repeat(Agenda.MAX_TEXT_CHARS + 1)), Reason.TOO_LONG);
    refusedAgenda(items(26, "a".repeat(Agenda.MAX_TEXT_CHARS)), Reason.TOO_LONG);
    refusedAgenda(items(1, " "), Reason.MALFORMED);
    refusedAgenda(Collections.nCopies(2, ITEMS.getFirst()), Reason.MALFORMED);
    refusedAgenda(List.of(new Item(-1, "a", 0, Label.ON_RECORD)), Reason.MALFORMED);
    refusedAgenda(List.of(new Item(1, "a", -1, Label.ON_RECORD)), Reason.MALFORMED);
    refusedAgenda(
        List.of(new Item(1, "a", Agenda.MAX_MINUTES + 1, Label.ON_RECORD)), Reason.TOO_LONG);
    agreed(Course.of(TWO), new NewAgenda(items(25, "a".repeat(Agenda.MAX_TEXT_CHARS))));
    agreed(Course.of(TWO), new NewAgenda(items(Agenda.MAX_ITEMS, "a")));
    agreed(Course.of(TWO), new NewAgenda(List.of()));
  }

  private static void refusedAgenda(List<Item> items, Reason reason) {
    refused(Course.of(TWO), "ridge-head", new Propose(new NewAgenda(items)), reason);
  }

  private static List<Item> items(int count, String text) {
    return IntStream.range(0, count)
        .mapToObj(id -> new Item(id, text, 5, Label.OFF_RECORD))
        .toList();
  }

  @Test
  void everybodyDeclaresWhoElseIsPresent() {
    for (Phase phase : Phase.values()) {
      Course course = in(phase);
      assertThat(course.presence()).isEqualTo(Presence.EMPTY);
      refused(course, "nobody", new Declare("", Line.WIRED), Reason.NOT_SEATED);
      refused(course, "ridge-technician", new AskDeclarations(), Reason.NOT_YOUR_ROLE);
      course = done(course, "ridge-technician", new Declare("", Line.MOBILE));
      course = done(course, "harbour-member", new Declare("an aide", Line.UNKNOWN));
      course = done(course, "harbour-observer", new Declare("", Line.WIRED));
      course = done(course, "ridge-deputy", new AskDeclarations());
      Act asked = new Act("ridge-deputy", course.seq(), course.seq() * 1000L);
      assertThat(course.presence().asked()).isEqualTo(asked);
      course = done(course, "harbour-member", new Declare("", Line.WIRELESS));
      assertThat(course.presence().declarations())
          .extracting(Declaration::seat)
          .containsExactly("harbour-observer", "harbour-member", "ridge-technician");
      int last = course.seq();
      assertThat(course.presence().declarations())
          .extracting(one -> one.act().seq())
          .containsExactly(last - 2, last, last - 4);
      assertThat(course.presence().declarations().get(1).line()).isEqualTo(Line.WIRELESS);
      assertThat(course.phase()).isEqualTo(phase);
    }
  }

  @Test
  void boundsADeclaration() {
    Course course = Course.of(TWO);
    String longest = "a".repeat(Declaration.MAX_CHARS);
    refused(course, "ridge-member", new Declare(longest + "a", Line.WIRED), Reason.TOO_LONG);
    refused(course, "ridge-member", new Declare("a\nb", Line.WIRED), Reason.MALFORMED);
    refused(course, "ridge-member", new Declare("\ud83d", Line.WIRED), Reason.MALFORMED);
    done(course, "ridge-member", new Declare(longest, Line.WIRED));
  }

  @Test
  void whoGoesTakesTheDeclarationAlong() {
    Course course = done(Course.of(TWO), "ridge-member", new Declare("", Line.WIRED));
    course = done(course, "ridge-head", new Declare("", Line.WIRED));
    course = done(course, "ridge-head", new AskDeclarations());
    List<Delegation> changed = new ArrayList<>(TWO);
    changed.set(1, new Delegation("ridge", List.of(new Delegation.Seat("ridge-head", Role.HEAD))));
    Presence left = course.seated(changed).presence();
    assertThat(left.declarations()).extracting(Declaration::seat).containsExactly("ridge-head");
    assertThat(left.asked()).isEqualTo(course.presence().asked());
  }

  @Test
  void whatWasTakenOnceIsNotTakenAgain() {
    Course course = in(Phase.OPEN);
    Act again = new Act("ridge-head", course.seq(), 0);
    assertThat(course.decide(again, new Propose(new Closing())))
        .isEqualTo(new Refused(Reason.ALREADY));
  }

  @Test
  void whoComesAnewHasRightsAndWhoGoesHasNone() {
    Course course = done(in(Phase.OPEN), "ridge-member", new Command.RaiseHand());
    List<Delegation> changed = new ArrayList<>(TWO);
    changed.set(1, new Delegation("ridge", List.of(new Delegation.Seat("new", Role.HEAD))));
    Course after = course.seated(changed);
    assertThat(after.floor().hands()).isEmpty();
    refused(after, "ridge-head", new Propose(new Closing()), Reason.NOT_SEATED);
    done(after, "new", new Propose(new Closing()));
    assertThatThrownBy(() -> course.seated(THREE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Course.of(TWO.subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
