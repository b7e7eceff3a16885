package org.parley.course.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.Role;
import org.parley.course.Tables;
import org.parley.course.text.TextCommand.AcceptWording;
import org.parley.course.text.TextCommand.AddParagraphs;
import org.parley.course.text.TextCommand.ApproveText;
import org.parley.course.text.TextCommand.Initial;
import org.parley.course.text.TextCommand.OpenText;
import org.parley.course.text.TextOutcome.Drafted;
import org.parley.course.text.TextOutcome.Refused;

/** Joint texts to test with: one, with the id 0. */
final class Drafts {

  static final List<Delegation> THREE = Stream.of("harbour", "ridge", "valley")
      .map(id -> Tables.side(id, Role.HEAD, Role.EXPERT, Role.OBSERVER))
      .toList();

  static final OpenText OPEN = new OpenText(TextKind.JOINT, "On the pier", List.of("en"));

  private Drafts() {}

  /** With a text of two sides in which one paragraph, 0, is a bracket, 1, with Harbour's wording. */
  static JointTexts tabled() {
    return tabled(Tables.TWO, "The pier is open");
  }

  static JointTexts tabled(List<Delegation> delegations, String... wordings) {
    JointTexts opened = done(JointTexts.of(delegations), "harbour-head", OPEN);
    return done(
        opened,
        "harbour-head",
        new AddParagraphs(
            0,
            JointTexts.START,
            Stream.of(wordings).map(one -> new NewParagraph(List.of(one))).toList()));
  }

  /** With that paragraph agreed: it has a segment 2. */
  static JointTexts clean() {
    return done(tabled(), "ridge-head", new AcceptWording(0, 1, "harbour", 1));
  }

  /** To approve it, seen at that place. */
  static ApproveText approving(JointTexts texts, int seen) {
    return new ApproveText(0, seen, TextForm.digest(TextForm.of(text(texts))));
  }

  /** To initial a paragraph, seen at that place. */
  static Initial initialling(JointTexts texts, int paragraph, int seen) {
    String form = TextForm.of(paragraph(texts, paragraph));
    return new Initial(0, paragraph, seen, TextForm.digest(form));
  }

  static JointText text(JointTexts texts) {
    return Objects.requireNonNull(texts.text(0));
  }

  static Paragraph paragraph(JointTexts texts, int id) {
    return Objects.requireNonNull(text(texts).paragraph(id));
  }

  static Passage passage(JointTexts texts, int id) {
    return Objects.requireNonNull(Objects.requireNonNull(text(texts).with(id)).passage(id));
  }

  /** What a paragraph says, its brackets by their ids. */
  static String says(JointTexts texts, int paragraph) {
    StringBuilder out = new StringBuilder();
    for (Segment one : paragraph(texts, paragraph).columns().getFirst().segments()) {
      out.append(one instanceof AgreedText(int _, String text) ? text : "[" + one.id() + "]");
    }
    return out.toString();
  }

  /** The id of its agreed text at that place. */
  static int segment(JointTexts texts, int paragraph, int at) {
    return paragraph(texts, paragraph).columns().getFirst().segments().get(at).id();
  }

  static JointTexts done(JointTexts texts, String seat, TextCommand command) {
    return at(texts, seat, command).next();
  }

  static Drafted at(JointTexts texts, String seat, TextCommand command) {
    TextOutcome outcome = texts.decide(next(texts, seat), command);
    assertThat(outcome).isInstanceOf(Drafted.class);
    return (Drafted) outcome;
  }

  static JointTexts written(JointTexts texts, String seat, int passage, String content) {
    TextOutcome outcome = texts.write(next(texts, seat), 0, passage, content);
    assertThat(outcome).isInstanceOf(Drafted.class);
    return ((Drafted) outcome).next();
  }

  static void refused(JointTexts texts, String seat, TextCommand command, Reason reason) {
    assertThat(texts.decide(next(texts, seat), command)).isEqualTo(new Refused(reason));
  }

  static void unwritten(JointTexts texts, String seat, int passage, String content, Reason reason) {
    assertThat(texts.write(next(texts, seat), 0, passage, content)).isEqualTo(new Refused(reason));
  }

  static Act next(JointTexts texts, String seat) {
    int seq = texts.seq() + 1;
    return new Act(seat, seq, seq * 1000L);
  }
}
