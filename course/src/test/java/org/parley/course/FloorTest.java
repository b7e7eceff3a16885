package org.parley.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.course.Tables.THREE;
import static org.parley.course.Tables.agreed;
import static org.parley.course.Tables.at;
import static org.parley.course.Tables.done;
import static org.parley.course.Tables.in;
import static org.parley.course.Tables.refused;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.parley.course.Command.Agree;
import org.parley.course.Command.GiveFloor;
import org.parley.course.Command.LowerHand;
import org.parley.course.Command.Next;
import org.parley.course.Command.Propose;
import org.parley.course.Command.RaiseHand;
import org.parley.course.Command.Yield;
import org.parley.course.Floor.Balance;
import org.parley.course.Floor.Hand;
import org.parley.course.Matter.Closing;
import org.parley.course.Matter.Opening;
import org.parley.course.Matter.Recess;
import org.parley.course.Matter.Resumption;
import org.parley.course.Outcome.Done;

class FloorTest {

  @Test
  void theLineAlternatesBetweenSidesInTheOrderOfHands() {
    Course course = in(Phase.OPEN);
    for (String seat :
        List.of("harbour-member", "harbour-head", "ridge-member", "harbour-deputy", "ridge-head")) {
      course = done(course, seat, new RaiseHand());
    }
    assertThat(course.floor().line())
        .extracting(Hand::seat)
        .containsExactly(
            "harbour-member", "ridge-member", "harbour-head", "ridge-head", "harbour-deputy");
    refused(course, "ridge-head", new RaiseHand(), Reason.ALREADY);
    course = done(course, "ridge-member", new LowerHand());
    refused(course, "ridge-member", new LowerHand(), Reason.ALREADY);
    assertThat(course.floor().line())
        .extracting(Hand::seat)
        .containsExactly("harbour-member", "ridge-head", "harbour-head", "harbour-deputy");
  }

  @Test
  void ofMoreSidesTheOneWaitsLeastThatSpokeLongestAgo() {
    Course course = agreed(Course.of(THREE), new Opening(Opening.NONE));
    for (String side : List.of("ridge", "harbour", "valley")) {
      course = done(course, side + "-head", new GiveFloor(side + "-head"));
      course = done(course, side + "-head", new Yield());
    }
    course = done(course, "valley-member", new RaiseHand());
    course = done(course, "harbour-member", new RaiseHand());
    course = done(course, "ridge-member", new RaiseHand());
    assertThat(course.floor().line())
        .extracting(Hand::side)
        .containsExactly("ridge", "harbour", "valley");
  }

  @Test
  void theFloorPassesOnByTheSpeakerHerHeadOrAnyHead() {
    Course course = in(Phase.OPEN);
    refused(course, "ridge-head", new Next(), Reason.ALREADY);
    refused(course, "ridge-head", new Yield(), Reason.OVER);
    for (String seat : List.of("harbour-member", "ridge-member", "harbour-deputy")) {
      course = done(course, seat, new RaiseHand());
    }
    course = done(course, "ridge-head", new Next());
    assertThat(speaker(course)).isEqualTo("harbour-member");
    refused(course, "harbour-member", new RaiseHand(), Reason.ALREADY);
    refused(course, "ridge-member", new Yield(), Reason.NOT_YOUR_SIDE);
    Course byHerself = done(course, "harbour-member", new Yield());
    assertThat(speaker(byHerself)).isEqualTo("ridge-member");
    assertThat(speaker(done(course, "harbour-head", new Yield()))).isEqualTo("ridge-member");
    Course last = done(byHerself, "harbour-head", new Next());
    assertThat(speaker(last)).isEqualTo("harbour-deputy");
    refused(last, "harbour-member", new Yield(), Reason.NOT_YOUR_ROLE);
    assertThat(done(last, "harbour-deputy", new Yield()).floor().speech()).isNull();
  }

  @Test
  void aHeadLetsHerOwnPeopleSpeakInTheirTurn() {
    Course course = in(Phase.OPEN);
    refused(course, "ridge-head", new GiveFloor("nobody"), Reason.UNKNOWN);
    refused(course, "ridge-head", new GiveFloor("harbour-head"), Reason.NOT_YOUR_SIDE);
    course = done(course, "harbour-member", new RaiseHand());
    refused(course, "ridge-head", new GiveFloor("ridge-member"), Reason.NOT_YOUR_TURN);
    course = done(course, "harbour-head", new GiveFloor("harbour-deputy"));
    refused(course, "harbour-head", new GiveFloor("harbour-deputy"), Reason.ALREADY);
    refused(course, "ridge-head", new GiveFloor("ridge-member"), Reason.NOT_YOUR_TURN);
    course = done(course, "harbour-head", new GiveFloor("harbour-member"));
    assertThat(speaker(course)).isEqualTo("harbour-member");
    assertThat(course.floor().hands()).isEmpty();
  }

  @Test
  void countsEachSidesTimeButForRecesses() {
    Course course = in(Phase.OPEN);
    course =
        at(course, 10, "ridge-head", 100_000, new GiveFloor("ridge-member")).next();
    course = at(course, 11, "ridge-head", 101_000, new Propose(new Recess())).next();
    course = at(course, 12, "harbour-head", 103_000, new Agree(11)).next();
    assertBalances(course, 0, 3_000);
    refused(course, "ridge-head", new Next(), Reason.WRONG_PHASE);
    course =
        at(course, 13, "ridge-head", 500_000, new Propose(new Resumption())).next();
    course = at(course, 14, "harbour-head", 600_000, new Agree(13)).next();
    Done ended = at(course, 15, "ridge-member", 604_000, new Yield());
    Act act = new Act("ridge-member", 15, 604_000);
    assertThat(ended.events()).containsExactly(new Event.SpeechEnded(act, "ridge-member", 7_000));
    assertBalances(ended.next(), 0, 7_000);
    course = at(ended.next(), 16, "harbour-head", 700_000, new GiveFloor("harbour-head"))
        .next();
    Course closed = agreed(course, new Closing());
    assertThat(closed.floor().speech()).isNull();
    assertThat(closed.floor().balances().getLast()).isEqualTo(new Balance("ridge", 7_000));
  }

  @Test
  void aClockThatLiesSpoilsTheSpeechesAroundItAndNoneAfter() {
    Course course = in(Phase.OPEN);
    course = at(course, 10, "ridge-head", 100_000, new GiveFloor("ridge-head")).next();
    course = at(course, 11, "ridge-head", Long.MAX_VALUE, new GiveFloor("ridge-member"))
        .next();
    assertBalances(course, 0, Floor.MAX_STRETCH_MS);
    course = at(course, 12, "ridge-head", 160_000, new GiveFloor("ridge-head")).next();
    assertBalances(course, 0, Floor.MAX_STRETCH_MS);
    course = at(course, 13, "ridge-head", Long.MIN_VALUE, new GiveFloor("ridge-member"))
        .next();
    assertBalances(course, 0, Floor.MAX_STRETCH_MS);
    course = at(course, 14, "ridge-head", 200_000, new GiveFloor("ridge-head")).next();
    course = at(course, 15, "ridge-head", 201_000, new Yield()).next();
    assertBalances(course, 0, Floor.MAX_STRETCH_MS + 200_000 + 1_000);
  }

  private static void assertBalances(Course course, long harbourMs, long ridgeMs) {
    assertThat(course.floor().balances())
        .containsExactly(new Balance("harbour", harbourMs), new Balance("ridge", ridgeMs));
  }

  private static String speaker(Course course) {
    return Objects.requireNonNull(course.floor().speech()).seat();
  }
}
