package org.parley.course.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.course.actions.Lists.SURVEY;
import static org.parley.course.actions.Lists.action;
import static org.parley.course.actions.Lists.agreed;
import static org.parley.course.actions.Lists.at;
import static org.parley.course.actions.Lists.done;
import static org.parley.course.actions.Lists.proposed;
import static org.parley.course.actions.Lists.refused;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Motion;
import org.parley.course.Reason;
import org.parley.course.Tables;
import org.parley.course.actions.ActionCommand.AgreeToAction;
import org.parley.course.actions.ActionCommand.DeclineAction;
import org.parley.course.actions.ActionCommand.MarkDone;
import org.parley.course.actions.ActionCommand.ProposeAction;
import org.parley.course.actions.ActionCommand.ReopenAction;
import org.parley.course.actions.ActionCommand.WithdrawAction;
import org.parley.course.actions.ActionOutcome.Listed;
import org.parley.course.actions.ActionStep.Deed;

class ActionsTest {

  @Test
  void whatEachSideHasAgreedToIsToBeDone() {
    assertThat(action(proposed(), 0).state()).isEqualTo(ActionState.PROPOSED);
    Listed carried = at(proposed(), "ridge-deputy", new AgreeToAction(0));
    Act act = new Act("ridge-deputy", 1, 1000);
    assertThat(carried.events())
        .containsExactly(
            new ActionEvent.ActionAgreed(act, 0), new ActionEvent.ActionCarried(act, 0));
    Action one = action(carried.next(), 0);
    assertThat(one.state()).isEqualTo(ActionState.AGREED);
    assertThat(one.keys())
        .containsExactly(
            new Motion.Key("harbour", "harbour-head", 0),
            new Motion.Key("ridge", "ridge-deputy", 1));
    assertThat(one.history())
        .containsExactly(
            new ActionStep("harbour", new Act("harbour-head", 0, 0), Deed.PROPOSED),
            new ActionStep("ridge", act, Deed.AGREED));
  }

  @Test
  void twoOfThreeSidesAreNotAll() {
    Actions two = done(
        done(Actions.of(Lists.THREE), "harbour-head", SURVEY), "ridge-head", new AgreeToAction(0));
    assertThat(action(two, 0).state()).isEqualTo(ActionState.PROPOSED);
    refused(two, "ridge-head", new MarkDone(0), Reason.WRONG_STATE);
    Actions back = done(two, "harbour-head", new WithdrawAction(0));
    assertThat(action(back, 0).keys()).extracting(Motion.Key::side).containsExactly("ridge");
    Actions all =
        done(done(back, "valley-head", new AgreeToAction(0)), "harbour-head", new AgreeToAction(0));
    assertThat(action(all, 0).state()).isEqualTo(ActionState.AGREED);
  }

  @Test
  void aKeyIsGivenOnceAndByItsOwnSide() {
    refused(proposed(), "harbour-deputy", new AgreeToAction(0), Reason.ALREADY);
    refused(proposed(), "harbour-head", new DeclineAction(0), Reason.ALREADY);
    refused(proposed(), "ridge-head", new WithdrawAction(0), Reason.NOT_YOUR_SIDE);
    refused(agreed(), "ridge-head", new AgreeToAction(0), Reason.ALREADY);
    refused(agreed(), "ridge-head", new WithdrawAction(0), Reason.OVER);
    refused(agreed(), "harbour-head", new DeclineAction(0), Reason.OVER);
    refused(proposed(), "ridge-head", new AgreeToAction(7), Reason.OVER);
  }

  @Test
  void whatIsDeclinedOrTakenBackIsGone() {
    Listed declined = at(proposed(), "ridge-head", new DeclineAction(0));
    assertThat(declined.events()).hasExactlyElementsOfTypes(ActionEvent.ActionDeclined.class);
    assertThat(declined.next().all()).isEmpty();
    refused(declined.next(), "ridge-head", new AgreeToAction(0), Reason.OVER);
    Listed lapsed = at(proposed(), "harbour-deputy", new WithdrawAction(0));
    assertThat(lapsed.events())
        .hasExactlyElementsOfTypes(
            ActionEvent.ActionWithdrawn.class, ActionEvent.ActionLapsed.class);
    assertThat(lapsed.next().all()).isEmpty();
  }

  @Test
  void whoeverIsToDoItSaysThatItIsDone() {
    refused(agreed(), "harbour-head", new MarkDone(0), Reason.NOT_YOUR_SIDE);
    refused(agreed(), "ridge-secretariat", new ReopenAction(0), Reason.ALREADY);
    Actions finished = done(agreed(), "ridge-secretariat", new MarkDone(0));
    assertThat(action(finished, 0).state()).isEqualTo(ActionState.DONE);
    refused(finished, "ridge-head", new MarkDone(0), Reason.ALREADY);
    refused(finished, "harbour-head", new ReopenAction(0), Reason.NOT_YOUR_SIDE);
    Actions again = done(finished, "ridge-head", new ReopenAction(0));
    assertThat(action(again, 0).state()).isEqualTo(ActionState.AGREED);
    assertThat(action(again, 0).history())
        .extracting(ActionStep::deed)
        .containsExactly(Deed.PROPOSED, Deed.AGREED, Deed.DONE, Deed.REOPENED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2027-02-29", "2027-13-01", "2027-00-01", "2027-1-1", "soon", "2027-01-01 "})
  void whatIsNoDayIsNone(String due) {
    refused(
        Actions.of(Tables.TWO),
        "harbour-head",
        new ProposeAction(List.of("ridge"), "Survey", due),
        Reason.MALFORMED);
  }

  @Test
  void itSaysWhoAndWhat() {
    Actions none = Actions.of(Tables.TWO);
    for (String day : List.of("", "2028-02-29", "2027-12-31")) {
      done(none, "harbour-head", new ProposeAction(List.of("harbour", "ridge"), "Survey", day));
    }
    refused(none, "harbour-head", of(List.of(), "Survey"), Reason.MALFORMED);
    refused(none, "harbour-head", of(List.of("ridge", "harbour"), "Survey"), Reason.MALFORMED);
    refused(none, "harbour-head", of(List.of("ridge", "ridge"), "Survey"), Reason.MALFORMED);
    refused(none, "harbour-head", of(List.of("valley"), "Survey"), Reason.UNKNOWN);
    refused(none, "harbour-head", of(List.of("ridge"), " "), Reason.MALFORMED);
    refused(none, "harbour-head", of(List.of("ridge"), "a\nb"), Reason.MALFORMED);
    done(none, "harbour-head", of(List.of("ridge"), "x".repeat(Action.MAX_WHAT_CHARS)));
    refused(
        none,
        "harbour-head",
        of(List.of("ridge"), "x".repeat(Action.MAX_WHAT_CHARS + 1)),
        Reason.TOO_LONG);
  }

  private static ProposeAction of(List<String> who, String what) {
    return new ProposeAction(who, what, "");
  }

  @Test
  void thereIsAnEndToTheList() {
    Actions actions = agreed();
    while (actions.all().size() < Actions.MAX_OPEN) {
      actions = done(actions, "harbour-head", SURVEY);
    }
    refused(actions, "harbour-head", SURVEY, Reason.TOO_MANY);
    Actions finished = done(actions, "ridge-head", new MarkDone(0));
    Actions more = done(finished, "harbour-head", SURVEY);
    refused(more, "ridge-head", new ReopenAction(0), Reason.TOO_MANY);
    List<Action> many = Collections.nCopies(Actions.MAX_ACTIONS, action(finished, 0));
    refused(new Actions(Tables.TWO, 900, many), "harbour-head", SURVEY, Reason.TOO_MANY);
  }

  @Test
  void nothingIsDoneAndReopenedWithoutEnd() {
    Actions actions = agreed();
    for (int i = 2; i < Action.MAX_STEPS; i++) {
      actions = done(actions, "ridge-head", i % 2 == 0 ? new MarkDone(0) : new ReopenAction(0));
    }
    refused(actions, "ridge-head", new MarkDone(0), Reason.TOO_MANY);
  }

  @Test
  void peopleComeAndGo() {
    Actions seated = agreed().seated(Lists.THREE.subList(0, 2));
    assertThat(seated.all()).isEqualTo(agreed().all());
    refused(seated, "ridge-deputy", new MarkDone(0), Reason.NOT_SEATED);
  }
}
