package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Motion;
import org.parley.course.Reason;
import org.parley.course.actions.Action;
import org.parley.course.actions.ActionCommand;
import org.parley.course.actions.ActionEvent;
import org.parley.course.actions.ActionState;
import org.parley.course.actions.ActionStep;

class ActionJsonTest {

  private static final String TEXT = "\"Pier\" \ud83d\ude80\ud83d\n</script>";

  private static final String DELEGATIONS =
      "[{\"id\":\"A\",\"seats\":[{\"id\":\"a\",\"role\":\"head\"}]},{\"id\":\"B\",\"seats\":[{\"id\":\"b\",\"role\":\"head\"}]}]";

  private static final List<ActionCommand> COMMANDS = List.of(
      new ActionCommand.ProposeAction(List.of("A", TEXT), TEXT, TEXT),
      new ActionCommand.ProposeAction(List.of(), "", ""),
      new ActionCommand.AgreeToAction(3),
      new ActionCommand.DeclineAction(-1),
      new ActionCommand.WithdrawAction(Integer.MIN_VALUE),
      new ActionCommand.MarkDone(Integer.MAX_VALUE),
      new ActionCommand.ReopenAction(0));

  @Test
  void readsWhatTheRecordsSay() {
    assertThat(COMMANDS)
        .extracting(Object::getClass)
        .contains(Reflected.members(ActionCommand.class));
    for (ActionCommand command : COMMANDS) {
      assertThat(ActionReading.command(Reflected.of(command).print())).isEqualTo(command);
    }
  }

  @Test
  void writesWhatTheRecordsSay() {
    Act act = new Act("a", 5, 1L << 50);
    List<ActionEvent> events = List.of(
        new ActionEvent.ActionProposed(act, List.of("A", "B"), TEXT, "2027-03-09"),
        new ActionEvent.ActionAgreed(act, 3),
        new ActionEvent.ActionDeclined(act, 3),
        new ActionEvent.ActionWithdrawn(act, 3),
        new ActionEvent.ActionLapsed(act, 3),
        new ActionEvent.ActionCarried(act, 3),
        new ActionEvent.ActionDone(act, 3),
        new ActionEvent.ActionReopened(act, 3));
    assertThat(events).extracting(Object::getClass).contains(Reflected.members(ActionEvent.class));
    assertWritten(new ActionAnswer.Listed(events));
    for (Reason reason : Reason.values()) {
      assertWritten(new Answer.Refused(reason));
    }
    List<Motion.Key> keys = List.of(new Motion.Key("A", "a", 3));
    List<ActionStep> history = Stream.of(ActionStep.Deed.values())
        .map(deed -> new ActionStep("A", act, deed))
        .toList();
    for (ActionState state : ActionState.values()) {
      ActionsView view = new ActionsView(
          7,
          List.of(
              new ActionsView.Listing(3, List.of("A"), TEXT, "", state, "a", keys, 6, 1L << 50)));
      assertThat(ActionWriting.of(view).print()).isEqualTo(Reflected.of(view).print());
      Action action = new Action(3, List.of("A"), TEXT, "", state, keys, history);
      assertThat(ActionWriting.of(action).print())
          .isEqualTo(Reflected.of(action).print());
    }
  }

  private static void assertWritten(ActionAnswer answer) {
    String text = ActionWriting.of(answer).print();
    assertThat(text).isEqualTo(Reflected.of(answer).print());
    assertThat(text.chars().filter(c -> c < ' ')).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":\"yield\",\"action\":1}",
        "{\"type\":\"proposeAction\"}",
        "{\"type\":\"proposeAction\",\"who\":\"A\",\"what\":\"a\",\"due\":\"\"}",
        "{\"type\":\"proposeAction\",\"who\":[1],\"what\":\"a\",\"due\":\"\"}",
        "{\"type\":\"proposeAction\",\"who\":[\"A\"],\"what\":\"a\"}",
        "{\"type\":\"proposeAction\",\"who\":[\"A\"],\"what\":\"a\",\"due\":null}",
        "{\"type\":\"proposeAction\",\"who\":[\"A\"],\"what\":\"a\",\"due\":\"\",\"keys\":[]}",
        "{\"type\":\"agreeToAction\"}",
        "{\"type\":\"agreeToAction\",\"action\":\"1\"}",
        "{\"type\":\"agreeToAction\",\"action\":1,\"side\":\"B\"}",
        "{\"type\":\"markDone\",\"action\":0.5}"
      })
  void refusesWhatIsNoCommand(String text) {
    assertThat(ActionReading.command(text)).isNull();
  }

  @Test
  void follows() {
    Docket docket = Objects.requireNonNull(Docket.open(DELEGATIONS));
    String propose =
        "{\"type\":\"proposeAction\",\"who\":[\"B\"],\"what\":\"Survey\",\"due\":\"\"}";
    assertThat(docket.check("a", 0, propose)).contains("actionProposed");
    assertThat(docket.view()).isEqualTo("{\"seq\":-1,\"actions\":[]}");
    assertThat(docket.apply(new Act("a", 4, 0), propose)).contains("actionProposed");
    String agree = "{\"type\":\"agreeToAction\",\"action\":4}";
    // Whoever would agree for another side has agreed already.
    assertThat(docket.apply(new Act("a", 5, 0), agree)).contains("already");
    assertThat(docket.apply(new Act("b", 5, 0), agree)).contains("actionCarried");
    assertThat(docket.view()).contains("\"state\":\"agreed\"").doesNotContain("history");
    assertThat(docket.detail(4)).contains("\"deed\":\"agreed\"");
    assertThat(docket.detail(5)).isEqualTo("null");
    assertThat(docket.apply(new Act("b", 6, 0), "{")).contains("malformed");
    assertThat(docket.seat("[]")).isFalse();
    assertThat(docket.seat(DELEGATIONS.replace("\"b\"", "\"c\""))).isTrue();
    assertThat(docket.check("b", 0, agree)).contains("notSeated");
    assertThat(Docket.open("[]")).isNull();
  }

  @Property(tries = 500)
  void garbageNeverThrows(
      @ForAll String garbage,
      @ForAll @IntRange(max = 6) int which,
      @ForAll @IntRange(max = 200) int at) {
    ActionReading.command(garbage);
    String valid = Reflected.of(COMMANDS.get(which)).print();
    int cut = Math.min(at, valid.length());
    ActionReading.command(valid.substring(0, cut) + garbage + valid.substring(cut));
    assertThat(ActionReading.command(valid.substring(0, Math.min(cut, valid.length() - 1))))
        .isNull();
  }
}
