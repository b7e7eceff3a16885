package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
import org.parley.course.board.Alternative;
import org.parley.course.board.Assessment;
import org.parley.course.board.BoardCommand;
import org.parley.course.board.BoardEvent;
import org.parley.course.board.Criteria;
import org.parley.course.board.CriteriaProposal;
import org.parley.course.board.Criterion;
import org.parley.course.board.Edition;
import org.parley.course.board.Position;
import org.parley.course.board.Stance;

class BoardJsonTest {

  private static final String TEXT = "\"Pier\" \ud83d\ude80\ud83d\n</script>";

  private static final List<Criterion> ITEMS =
      List.of(new Criterion(1, TEXT), new Criterion(Integer.MAX_VALUE, ""));

  private static final String DELEGATIONS =
      "[{\"id\":\"A\",\"seats\":[{\"id\":\"a\",\"role\":\"head\"}]},{\"id\":\"B\",\"seats\":[]}]";

  private static List<BoardCommand> commands() {
    List<BoardCommand> commands = new ArrayList<>(List.of(
        new BoardCommand.ProposeCriteria(ITEMS),
        new BoardCommand.ProposeCriteria(List.of()),
        new BoardCommand.AgreeOnCriteria(3),
        new BoardCommand.DeclineCriteria(-1),
        new BoardCommand.WithdrawCriteria(Integer.MIN_VALUE),
        new BoardCommand.TableAlternative(true, TEXT, TEXT),
        new BoardCommand.TableAlternative(false, "", ""),
        new BoardCommand.ReviseAlternative(1, 2, TEXT, TEXT),
        new BoardCommand.TakeBackAlternative(1),
        new BoardCommand.Assess(1, 2, 3, TEXT)));
    Stream.of(Stance.values())
        .map(stance -> new BoardCommand.TakePosition(1, 2, stance, TEXT))
        .forEach(commands::add);
    return commands;
  }

  @Test
  void readsWhatTheRecordsSay() {
    assertThat(commands())
        .extracting(Object::getClass)
        .contains(Reflected.members(BoardCommand.class));
    for (BoardCommand command : commands()) {
      assertThat(BoardReading.command(Reflected.of(command).print())).isEqualTo(command);
    }
  }

  @Test
  void writesWhatTheRecordsSay() {
    Act act = new Act("a", 5, 1L << 50);
    List<BoardEvent> events = new ArrayList<>(List.of(
        new BoardEvent.CriteriaProposed(act, ITEMS),
        new BoardEvent.CriteriaAgreed(act, 3),
        new BoardEvent.CriteriaDeclined(act, 3),
        new BoardEvent.CriteriaWithdrawn(act, 3),
        new BoardEvent.CriteriaLapsed(act, 3),
        new BoardEvent.CriteriaCarried(act, 3),
        new BoardEvent.AlternativeTabled(act, true, TEXT),
        new BoardEvent.AlternativeRevised(act, 4, TEXT),
        new BoardEvent.AlternativeTakenBack(act, 4),
        new BoardEvent.Assessed(act, 4, 1, TEXT)));
    for (Stance stance : Stance.values()) {
      events.add(new BoardEvent.PositionTaken(act, 4, stance, TEXT));
    }
    assertThat(events).extracting(Object::getClass).contains(Reflected.members(BoardEvent.class));
    assertWritten(new BoardAnswer.Noted(events));
    for (Reason reason : Reason.values()) {
      assertWritten(new Answer.Refused(reason));
    }
    List<Position> positions = Stream.of(Stance.values())
        .map(stance -> new Position("B", act, 4, stance, TEXT))
        .toList();
    List<Assessment> assessments = List.of(new Assessment("B", 1, act, TEXT));
    CriteriaProposal proposal =
        new CriteriaProposal(3, ITEMS, "a", 1L << 50, List.of(new Motion.Key("A", "a", 3)));
    BoardView view = new BoardView(
        7,
        new Criteria(2, ITEMS),
        proposal,
        List.of(new BoardView.Outline(4, true, "A", false, TEXT, 5, 2, positions, assessments, 6)),
        List.of(4));
    assertThat(BoardWriting.of(view).print()).isEqualTo(Reflected.of(view).print());
    BoardView empty = new BoardView(-1, new Criteria(-1, List.of()), null, List.of(), List.of());
    assertThat(BoardWriting.of(empty).print()).isEqualTo(Reflected.of(empty).print());
    Alternative alternative = new Alternative(
        4, false, "A", true, List.of(new Edition(act, TEXT, TEXT)), positions, assessments, 6);
    assertThat(BoardWriting.of(alternative).print())
        .isEqualTo(Reflected.of(alternative).print());
  }

  private static void assertWritten(BoardAnswer answer) {
    String text = BoardWriting.of(answer).print();
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
        "{\"type\":\"yield\"}",
        "{\"type\":\"proposeCriteria\"}",
        "{\"type\":\"proposeCriteria\",\"items\":{}}",
        "{\"type\":\"proposeCriteria\",\"items\":[1]}",
        "{\"type\":\"proposeCriteria\",\"items\":[{\"id\":1}]}",
        "{\"type\":\"proposeCriteria\",\"items\":[{\"id\":1,\"text\":2}]}",
        "{\"type\":\"proposeCriteria\",\"items\":[{\"id\":\"1\",\"text\":\"a\"}]}",
        "{\"type\":\"proposeCriteria\",\"items\":[{\"id\":1,\"text\":\"a\",\"weight\":3}]}",
        "{\"type\":\"proposeCriteria\",\"items\":[],\"seen\":1}",
        "{\"type\":\"agreeOnCriteria\"}",
        "{\"type\":\"agreeOnCriteria\",\"proposal\":\"1\"}",
        "{\"type\":\"declineCriteria\",\"proposal\":1,\"why\":\"a\"}",
        "{\"type\":\"withdrawCriteria\",\"motion\":1}",
        "{\"type\":\"tableAlternative\",\"isPlan\":1,\"title\":\"a\",\"text\":\"\"}",
        "{\"type\":\"tableAlternative\",\"title\":\"a\",\"text\":\"\"}",
        "{\"type\":\"tableAlternative\",\"isPlan\":true,\"title\":\"a\"}",
        "{\"type\":\"tableAlternative\",\"isPlan\":true,\"title\":\"a\",\"text\":null}",
        "{\"type\":\"tableAlternative\",\"isPlan\":true,\"title\":\"a\",\"text\":\"\",\"side\":\"B\"}",
        "{\"type\":\"reviseAlternative\",\"alternative\":1,\"title\":\"a\",\"text\":\"\"}",
        "{\"type\":\"reviseAlternative\",\"alternative\":1,\"seen\":true,\"title\":\"a\",\"text\":\"\"}",
        "{\"type\":\"reviseAlternative\",\"alternative\":1,\"seen\":1,\"title\":\"a\",\"text\":\"\",\"more\":1}",
        "{\"type\":\"takeBackAlternative\"}",
        "{\"type\":\"takeBackAlternative\",\"alternative\":2147483648}",
        "{\"type\":\"takeBackAlternative\",\"alternative\":1,\"seen\":1}",
        "{\"type\":\"takePosition\",\"alternative\":1,\"version\":1,\"stance\":\"supports\"}",
        "{\"type\":\"takePosition\",\"alternative\":1,\"version\":1,\"stance\":\"SUPPORTS\",\"condition\":\"\"}",
        "{\"type\":\"takePosition\",\"alternative\":1,\"version\":1,\"stance\":\"likes\",\"condition\":\"\"}",
        "{\"type\":\"takePosition\",\"alternative\":1,\"version\":1,\"stance\":0,\"condition\":\"\"}",
        "{\"type\":\"takePosition\",\"alternative\":1,\"stance\":\"supports\",\"condition\":\"\"}",
        "{\"type\":\"takePosition\",\"alternative\":1,\"version\":1,\"stance\":\"supports\",\"condition\":\"\",\"side\":\"B\"}",
        "{\"type\":\"assess\",\"alternative\":1,\"criteria\":1,\"criterion\":1}",
        "{\"type\":\"assess\",\"alternative\":1,\"criterion\":1,\"text\":\"\"}",
        "{\"type\":\"assess\",\"alternative\":1,\"criteria\":1,\"criterion\":0.5,\"text\":\"\"}",
        "{\"type\":\"assess\",\"alternative\":1,\"criteria\":1,\"criterion\":1,\"text\":\"\",\"side\":\"B\"}"
      })
  void refusesWhatIsNoCommand(String text) {
    assertThat(BoardReading.command(text)).isNull();
  }

  @Test
  void readsTheLongestTextAndNothingLonger() {
    BoardCommand command = new BoardCommand.TableAlternative(
        true, "\u0000".repeat(Edition.MAX_TITLE_CHARS), "\u0000".repeat(Edition.MAX_TEXT_CHARS));
    String text = Reflected.of(command).print();
    assertThat(BoardReading.command(text)).isEqualTo(command);
    assertThat(BoardReading.command(" ".repeat(Reading.MAX_CHARS) + text)).isNull();
  }

  @Test
  void isFollowedByItsJson() {
    Easel easel = Objects.requireNonNull(Easel.open(DELEGATIONS));
    String table = Reflected.of(
            new BoardCommand.TableAlternative(true, "A pier", "By day\nand night"))
        .print();
    assertThat(easel.view()).contains("\"alternatives\":[]");
    assertThat(easel.check("a", 0, table)).contains("alternativeTabled");
    assertThat(easel.detail(0)).isEqualTo("null");
    assertThat(easel.apply(new Act("a", 0, 7), table)).contains("noted");
    assertThat(easel.apply(new Act("a", 0, 7), table)).contains("already");
    assertThat(easel.view()).contains("\"title\":\"A pier\"").doesNotContain("By day");
    assertThat(easel.detail(0)).contains("\"text\":\"By day\\u000aand night\"");
    assertThat(easel.seat("[]")).isFalse();
    assertThat(easel.seat(DELEGATIONS.replace("\"a\"", "\"c\""))).isTrue();
    assertThat(easel.check("a", 0, table)).contains("notSeated");
    assertThat(easel.check("c", 0, table.replace("A pier", "\\u0000"))).contains("already");
    assertThat(easel.check("c", 0, table.replace("true", "false").replace("A pier", "\\u0000")))
        .isEqualTo("{\"type\":\"refused\",\"reason\":\"malformed\"}");
  }

  @Test
  void opensForDelegationsAlone() {
    assertThat(Easel.open("[]")).isNull();
    assertThat(Easel.open("{")).isNull();
  }

  @Property(tries = 500)
  void garbageNeverThrows(
      @ForAll String garbage,
      @ForAll @IntRange(max = 14) int which,
      @ForAll @IntRange(max = 300) int at) {
    BoardReading.command(garbage);
    String valid = Reflected.of(commands().get(which)).print();
    int cut = Math.min(at, valid.length());
    BoardReading.command(valid.substring(0, cut) + garbage + valid.substring(cut));
    assertThat(BoardReading.command(valid.substring(0, Math.min(cut, valid.length() - 1))))
        .isNull();
  }
}
