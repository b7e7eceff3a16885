package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Reason;
import org.parley.course.text.JointText;
import org.parley.course.text.JointTexts;
import org.parley.course.text.Paragraph;
import org.parley.course.text.TextCommand;
import org.parley.course.text.TextEvent;
import org.parley.course.text.TextForm;
import org.parley.course.text.TextOutcome;

/**
 * Joint texts that are followed: {@link JointTexts} that move on with what is taken from the log. Commands are {@link TextCommand}s, answers
 * {@link TextAnswer}s, the view a {@link TextsView}.
 */
public final class Dossier extends Followed {

  private static final Current.Telling<JointTexts, TextCommand, TextOutcome> TELLING =
      new Current.Telling<>(
          TextReading::command,
          new TextOutcome.Refused(Reason.MALFORMED),
          Dossier::next,
          (_, _, outcome) -> answer(outcome));

  private final Current<JointTexts, TextCommand, TextOutcome> current;

  private Dossier(JointTexts texts) {
    current = new Current<>(texts, TELLING);
  }

  /**
   * Before the first text; null for what are no delegations.
   *
   * @param delegations an array of {@link Delegation}
   */
  public static @Nullable Dossier open(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    return read == null ? null : new Dossier(JointTexts.of(read));
  }

  @Override
  Current<?, ?, ?> current() {
    return current;
  }

  /** Takes what a side's wording of a passage has come to; gives an answer. */
  public String write(Act act, int text, int passage, String content) {
    TextOutcome outcome = current.state().write(act, text, passage, content);
    current.take(outcome);
    return answer(outcome).print();
  }

  /** What would become of that, were it the next; gives an answer. */
  public String checkWrite(String seat, long atMs, int text, int passage, String content) {
    return answer(current.state().write(current.next(seat, atMs), text, passage, content))
        .print();
  }

  @Override
  public String view() {
    return TextWriting.of(TextsView.of(current.state())).print();
  }

  /** An array of a text's paragraphs, {@link TextsView.Outlined}; with nothing in it where there is no such text. */
  public String outline(int text) {
    JointText named = current.state().text(text);
    return TextWriting.of(named == null ? List.of() : TextsView.outline(named)).print();
  }

  /** A {@link Paragraph}; the JSON null where there is no such one. */
  public String paragraph(int text, int paragraph) {
    JointText named = current.state().text(text);
    Paragraph found = named == null ? null : named.paragraph(paragraph);
    return (found == null ? new Json.Nothing() : TextWriting.of(found)).print();
  }

  /** What a text says, as {@link TextForm}; empty where it cannot be approved. */
  public String form(int text) {
    JointText named = current.state().text(text);
    return named == null || !named.isClean() ? "" : TextForm.of(named);
  }

  /** What one approves a text by; empty where it cannot be. */
  public String digest(int text) {
    String form = form(text);
    return form.isEmpty() ? "" : TextForm.digest(form);
  }

  /** What one initials a paragraph by; empty where it cannot be. */
  public String paragraphDigest(int text, int paragraph) {
    JointText named = current.state().text(text);
    Paragraph found = named == null ? null : named.paragraph(paragraph);
    return found == null || found.open() > 0 ? "" : TextForm.digest(TextForm.of(found));
  }

  private static @Nullable JointTexts next(TextOutcome outcome) {
    return outcome instanceof TextOutcome.Drafted(JointTexts next, List<TextEvent> _) ? next : null;
  }

  private static Json answer(TextOutcome outcome) {
    return TextWriting.of(
        switch (outcome) {
          case TextOutcome.Drafted drafted -> new TextAnswer.Drafted(drafted.events());
          case TextOutcome.Refused refused -> new Answer.Refused(refused.reason());
        });
  }
}
