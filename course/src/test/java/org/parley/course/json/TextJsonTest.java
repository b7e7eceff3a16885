package org.parley.course.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.text.Acceptance;
import org.parley.course.text.AgreedText;
import org.parley.course.text.Column;
import org.parley.course.text.Comment;
import org.parley.course.text.Mark;
import org.parley.course.text.NewParagraph;
import org.parley.course.text.Paragraph;
import org.parley.course.text.Passage;
import org.parley.course.text.TextCommand;
import org.parley.course.text.TextEvent;
import org.parley.course.text.TextKind;
import org.parley.course.text.Wording;

class TextJsonTest {

  private static final String HOSTILE = "\"Pier\" \ud83d\ude80\ud83d\n</script>";

  private static final List<TextCommand> COMMANDS = List.of(
      new TextCommand.OpenText(TextKind.READOUT, HOSTILE, List.of("en", "ar")),
      new TextCommand.AddParagraphs(
          0, -1, List.of(new NewParagraph(List.of(HOSTILE, "")), new NewParagraph(List.of()))),
      new TextCommand.Bracket(0, 1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE),
      new TextCommand.DropWording(0, 1),
      new TextCommand.AcceptWording(0, 1, "", 2),
      new TextCommand.RetractAcceptance(0, 1),
      new TextCommand.AddComment(0, 1, HOSTILE),
      new TextCommand.RemoveComment(0, 1, 2),
      new TextCommand.Initial(0, 1, 2, HOSTILE),
      new TextCommand.Uninitial(0, 1),
      new TextCommand.ApproveText(0, 1, HOSTILE),
      new TextCommand.DisapproveText(0));

  private static final String SIDES =
      "[{\"id\":\"A\",\"seats\":[{\"id\":\"a\",\"role\":\"head\"}]},{\"id\":\"B\",\"seats\":[{\"id\":\"b\",\"role\":\"head\"}]}]";

  @Test
  void readsWhatTheRecordsSay() {
    assertThat(COMMANDS)
        .extracting(Object::getClass)
        .contains(Reflected.members(TextCommand.class));
    for (TextCommand command : COMMANDS) {
      assertThat(TextReading.command(Reflected.of(command).print())).isEqualTo(command);
    }
    for (TextKind kind : TextKind.values()) {
      TextCommand open = new TextCommand.OpenText(kind, "", List.of());
      assertThat(TextReading.command(Reflected.of(open).print())).isEqualTo(open);
    }
  }

  @Test
  void writesWhatTheRecordsSay() {
    Act act = new Act("a", 5, 1L << 50);
    List<TextEvent> events = List.of(
        new TextEvent.TextOpened(act, 5, TextKind.JOINT, HOSTILE),
        new TextEvent.ParagraphsAdded(act, 5, List.of(1, 2)),
        new TextEvent.BracketOpened(act, 5, 1, 2),
        new TextEvent.WordingWritten(act, 5, 1, 2),
        new TextEvent.WordingDropped(act, 5, 1, 2),
        new TextEvent.WordingAccepted(act, 5, 1, 2, "A"),
        new TextEvent.AcceptanceRetracted(act, 5, 1, 2),
        new TextEvent.PassageAgreed(act, 5, 1, 2, "", HOSTILE),
        new TextEvent.PassageGone(act, 5, 1, 2),
        new TextEvent.ParagraphGone(act, 5, 1),
        new TextEvent.CommentAdded(act, 5, 1, 2),
        new TextEvent.CommentRemoved(act, 5, 1, 2),
        new TextEvent.ParagraphInitialled(act, 5, 1),
        new TextEvent.InitialsWithdrawn(act, 5, 1),
        new TextEvent.InitialsCleared(act, 5, 1, List.of("A", "B")),
        new TextEvent.TextApproved(act, 5),
        new TextEvent.ApprovalWithdrawn(act, 5),
        new TextEvent.ApprovalsCleared(act, 5, List.of("A")));
    assertThat(events).extracting(Object::getClass).contains(Reflected.members(TextEvent.class));
    assertWritten(new TextAnswer.Drafted(events));
    for (Reason reason : Reason.values()) {
      assertWritten(new Answer.Refused(reason));
    }
    Mark mark = new Mark("A", "a", 4, 77);
    TextsView view = new TextsView(
        5,
        List.of(
            new TextsView.Head(
                1, TextKind.JOINT, HOSTILE, List.of("en"), 3, 2, 1, false, 5, List.of(mark)),
            new TextsView.Head(2, TextKind.READOUT, "a", List.of(), 0, 0, 0, true, 2, List.of())));
    assertThat(TextWriting.of(view).print()).isEqualTo(Reflected.of(view).print());
    List<TextsView.Outlined> outline = List.of(new TextsView.Outlined(1, 5, 0, List.of("A")));
    assertThat(TextWriting.of(outline).print()).isEqualTo(Reflected.of(outline).print());
    Passage passage = new Passage(
        3,
        4,
        HOSTILE,
        List.of(new Wording("A", HOSTILE, 5)),
        List.of(new Acceptance("B", "A", "b", 6)));
    Paragraph paragraph = new Paragraph(
        1,
        5,
        List.of(new Column(List.of(new AgreedText(2, HOSTILE), passage)), new Column(List.of())),
        List.of(new Comment(7, "A", "a", 77, HOSTILE)),
        List.of(mark));
    assertThat(TextWriting.of(paragraph).print())
        .isEqualTo(Reflected.of(paragraph).print());
  }

  private static void assertWritten(TextAnswer answer) {
    String text = TextWriting.of(answer).print();
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
        "{\"type\":\"write\",\"text\":0,\"passage\":1,\"content\":\"a\"}",
        "{\"type\":\"openText\",\"kind\":\"JOINT\",\"title\":\"a\",\"languages\":[\"en\"]}",
        "{\"type\":\"openText\",\"kind\":\"joint\",\"title\":\"a\",\"languages\":[1]}",
        "{\"type\":\"openText\",\"kind\":\"joint\",\"title\":\"a\",\"languages\":[\"en\"],\"text\":0}",
        "{\"type\":\"addParagraphs\",\"text\":0,\"after\":-1,\"paragraphs\":[[\"a\"]]}",
        "{\"type\":\"addParagraphs\",\"text\":0,\"after\":-1,\"paragraphs\":[{\"wordings\":[\"a\"],\"side\":\"B\"}]}",
        "{\"type\":\"addParagraphs\",\"text\":0,\"paragraphs\":[]}",
        "{\"type\":\"bracket\",\"text\":0,\"paragraph\":1,\"language\":0,\"segment\":2,\"from\":0}",
        "{\"type\":\"bracket\",\"text\":0,\"paragraph\":1,\"language\":0,\"segment\":2,\"from\":0,\"to\":0.5}",
        "{\"type\":\"dropWording\",\"text\":0,\"passage\":1,\"side\":\"B\"}",
        "{\"type\":\"dropWording\",\"passage\":1}",
        "{\"type\":\"acceptWording\",\"text\":0,\"passage\":1,\"of\":null,\"seen\":2}",
        "{\"type\":\"acceptWording\",\"text\":0,\"passage\":1,\"of\":\"A\"}",
        "{\"type\":\"retractAcceptance\",\"text\":\"0\",\"passage\":1}",
        "{\"type\":\"addComment\",\"text\":0,\"paragraph\":1}",
        "{\"type\":\"removeComment\",\"text\":0,\"paragraph\":1,\"comment\":2,\"body\":\"a\"}",
        "{\"type\":\"initial\",\"text\":0,\"paragraph\":1}",
        "{\"type\":\"initial\",\"text\":0,\"paragraph\":1,\"seen\":2}",
        "{\"type\":\"initial\",\"text\":0,\"paragraph\":1,\"seen\":2,\"digest\":0}",
        "{\"type\":\"uninitial\",\"text\":0,\"paragraph\":1,\"seen\":2}",
        "{\"type\":\"approveText\",\"text\":0}",
        "{\"type\":\"approveText\",\"text\":0,\"seen\":2}",
        "{\"type\":\"approveText\",\"text\":0,\"seen\":2,\"digest\":null}",
        "{\"type\":\"disapproveText\",\"text\":0,\"seen\":2}"
      })
  void refusesWhatIsNoCommand(String text) {
    assertThat(TextReading.command(text)).isNull();
  }

  @Test
  void follows() {
    Dossier dossier = Objects.requireNonNull(Dossier.open(SIDES));
    List<String> commands = List.of(
        "{\"type\":\"openText\",\"kind\":\"joint\",\"title\":\"a\",\"languages\":[\"en\"]}",
        "{\"type\":\"addParagraphs\",\"text\":0,\"after\":-1,\"paragraphs\":[{\"wordings\":[\"Open\"]}]}");
    IntStream.range(0, 2).forEach(i -> {
      assertThat(dossier.check("a", 0, commands.get(i))).contains("drafted");
      assertThat(dossier.apply(new Act("a", i, 0), commands.get(i))).contains("drafted");
    });
    assertThat(dossier.checkWrite("b", 0, 0, 1, "Shut")).contains("wordingWritten");
    assertThat(dossier.paragraph(0, 0)).doesNotContain("Shut");
    assertThat(dossier.write(new Act("b", 2, 0), 0, 1, "Shut")).contains("wordingWritten");
    assertThat(dossier.paragraph(0, 0)).contains("Shut");
    assertThat(dossier.outline(0))
        .isEqualTo("[{\"id\":0,\"changed\":2,\"open\":1,\"initials\":[]}]");
    assertThat(dossier.outline(7)).isEqualTo("[]");
    assertThat(dossier.paragraph(0, 7)).isEqualTo("null");
    assertThat(dossier.write(new Act("b", 3, 0), 0, 1, "\ud83d")).contains("malformed");
    assertThat(dossier.seat("[]")).isFalse();
    assertThat(dossier.seat(SIDES.replace("\"b\"", "\"c\""))).isTrue();
    assertThat(dossier.checkWrite("b", 0, 0, 1, "Open")).contains("notSeated");
    assertThat(Dossier.open("[]")).isNull();
  }

  @Property(tries = 500)
  void garbageNeverThrows(
      @ForAll String garbage,
      @ForAll @IntRange(max = 11) int which,
      @ForAll @IntRange(max = 300) int at) {
    TextReading.command(garbage);
    String valid = Reflected.of(COMMANDS.get(which)).print();
    int cut = Math.min(at, valid.length());
    TextReading.command(valid.substring(0, cut) + garbage + valid.substring(cut));
    assertThat(TextReading.command(valid.substring(0, Math.min(cut, valid.length() - 1))))
        .isNull();
  }
}
