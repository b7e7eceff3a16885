package org.parley.course.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.course.text.Drafts.approving;
import static org.parley.course.text.Drafts.at;
import static org.parley.course.text.Drafts.clean;
import static org.parley.course.text.Drafts.done;
import static org.parley.course.text.Drafts.initialling;
import static org.parley.course.text.Drafts.paragraph;
import static org.parley.course.text.Drafts.passage;
import static org.parley.course.text.Drafts.refused;
import static org.parley.course.text.Drafts.says;
import static org.parley.course.text.Drafts.segment;
import static org.parley.course.text.Drafts.tabled;
import static org.parley.course.text.Drafts.text;
import static org.parley.course.text.Drafts.unwritten;
import static org.parley.course.text.Drafts.written;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.course.Act;
import org.parley.course.Reason;
import org.parley.course.Tables;
import org.parley.course.text.TextCommand.AcceptWording;
import org.parley.course.text.TextCommand.AddComment;
import org.parley.course.text.TextCommand.AddParagraphs;
import org.parley.course.text.TextCommand.ApproveText;
import org.parley.course.text.TextCommand.Bracket;
import org.parley.course.text.TextCommand.DisapproveText;
import org.parley.course.text.TextCommand.DropWording;
import org.parley.course.text.TextCommand.Initial;
import org.parley.course.text.TextCommand.OpenText;
import org.parley.course.text.TextCommand.RemoveComment;
import org.parley.course.text.TextCommand.RetractAcceptance;
import org.parley.course.text.TextCommand.Uninitial;
import org.parley.course.text.TextOutcome.Refused;

class JointTextsTest {

  @Test
  void whatASideTablesIsABracket() {
    JointTexts texts = tabled();
    assertThat(says(texts, 0)).isEqualTo("[1]");
    assertThat(passage(texts, 1).wordings())
        .containsExactly(new Wording("harbour", "The pier is open", 1));
    assertThat(text(texts).isClean()).isFalse();
  }

  @Test
  void aWordingThatAllOthersAcceptIsAgreed() {
    TextOutcome.Drafted agreed = at(tabled(), "ridge-head", new AcceptWording(0, 1, "harbour", 1));
    assertThat(says(agreed.next(), 0)).isEqualTo("The pier is open");
    assertThat(text(agreed.next()).isClean()).isTrue();
    assertThat(agreed.events())
        .containsExactly(
            new TextEvent.WordingAccepted(new Act("ridge-head", 2, 2000), 0, 0, 1, "harbour"),
            new TextEvent.PassageAgreed(
                new Act("ridge-head", 2, 2000), 0, 0, 1, "harbour", "The pier is open"));
    refused(tabled(), "harbour-head", new AcceptWording(0, 1, "harbour", 1), Reason.ALREADY);
    refused(tabled(), "ridge-head", new AcceptWording(0, 1, "ridge", 1), Reason.OVER);
  }

  @Test
  void ofThreeSidesTwoHaveToAcceptTheThirds() {
    JointTexts one =
        done(tabled(Drafts.THREE, "Open"), "ridge-head", new AcceptWording(0, 1, "harbour", 1));
    assertThat(says(one, 0)).isEqualTo("[1]");
    refused(one, "ridge-head", new AcceptWording(0, 1, "harbour", 1), Reason.ALREADY);
    assertThat(says(done(one, "valley-head", new AcceptWording(0, 1, "harbour", 1)), 0))
        .isEqualTo("Open");
    // A side that accepts another wording does not accept the first any more.
    JointTexts counter = written(one, "valley-expert", 1, "Shut");
    JointTexts moved = done(counter, "ridge-head", new AcceptWording(0, 1, "valley", 3));
    assertThat(passage(moved, 1).acceptances())
        .containsExactly(new Acceptance("ridge", "valley", "ridge-head", 4));
    JointTexts back = done(moved, "ridge-head", new RetractAcceptance(0, 1));
    assertThat(passage(back, 1).acceptances()).isEmpty();
    refused(back, "ridge-head", new RetractAcceptance(0, 1), Reason.OVER);
  }

  @Test
  void whoeverAcceptsHasSeenWhatItSaysNow() {
    JointTexts one =
        done(tabled(Drafts.THREE, "Open"), "ridge-head", new AcceptWording(0, 1, "harbour", 1));
    JointTexts changed = written(one, "harbour-expert", 1, "Open, at night");
    assertThat(passage(changed, 1).acceptances()).isEmpty();
    refused(changed, "valley-head", new AcceptWording(0, 1, "harbour", 1), Reason.OVER);
    refused(changed, "valley-head", new AcceptWording(0, 1, "harbour", 4), Reason.NEVER_WAS);
    done(changed, "valley-head", new AcceptWording(0, 1, "harbour", 3));
  }

  @Test
  void nobodyWritesForAnotherSide() {
    JointTexts texts = written(tabled(), "ridge-expert", 1, "Shut");
    assertThat(passage(texts, 1).wordings())
        .containsExactly(
            new Wording("harbour", "The pier is open", 1), new Wording("ridge", "Shut", 2));
    unwritten(texts, "ridge-member", 1, "Shut", Reason.NOT_YOUR_ROLE);
    unwritten(texts, "nobody", 1, "Shut", Reason.NOT_SEATED);
    unwritten(texts, "ridge-head", 1, "Shut", Reason.ALREADY);
    unwritten(texts, "ridge-head", 7, "Shut", Reason.OVER);
  }

  @Test
  void aBracketCutsAgreedTextAndAgreementHealsIt() {
    JointTexts open =
        done(clean(), "ridge-expert", new Bracket(0, 0, 0, segment(clean(), 0, 0), 4, 8));
    assertThat(says(open, 0)).isEqualTo("The [4] is open");
    assertThat(passage(open, 4).before()).isEqualTo("pier");
    JointTexts dock = written(open, "ridge-expert", 4, "dock");
    JointTexts agreed = done(dock, "harbour-head", new AcceptWording(0, 4, "ridge", 4));
    assertThat(says(agreed, 0)).isEqualTo("The dock is open");
    assertThat(paragraph(agreed, 0).columns().getFirst().segments()).hasSize(1);
    // What stood there before needs every side.
    JointTexts half = done(dock, "harbour-head", new AcceptWording(0, 4, Passage.BEFORE, 3));
    assertThat(says(half, 0)).isEqualTo("The [4] is open");
    assertThat(says(done(half, "ridge-head", new AcceptWording(0, 4, Passage.BEFORE, 3)), 0))
        .isEqualTo("The pier is open");
  }

  @Test
  void insertsAndStrikes() {
    int whole = segment(clean(), 0, 0);
    JointTexts insertion = done(clean(), "ridge-head", new Bracket(0, 0, 0, whole, 16, 16));
    assertThat(says(insertion, 0)).isEqualTo("The pier is open[4]");
    JointTexts more = written(insertion, "ridge-head", 4, " by day");
    assertThat(says(done(more, "ridge-head", new DropWording(0, 4)), 0))
        .isEqualTo("The pier is open");
    JointTexts struck = written(
        done(clean(), "ridge-head", new Bracket(0, 0, 0, whole, 0, 16)), "ridge-head", 4, "");
    TextOutcome.Drafted gone = at(struck, "harbour-head", new AcceptWording(0, 4, "ridge", 4));
    assertThat(text(gone.next()).paragraphs()).isEmpty();
    assertThat(text(gone.next()).isClean()).isFalse();
    assertThat(gone.events())
        .hasAtLeastOneElementOfType(TextEvent.ParagraphGone.class)
        .hasAtLeastOneElementOfType(TextEvent.PassageAgreed.class);
  }

  @Test
  void aParagraphOfWhichNothingIsLeftIsGone() {
    TextOutcome.Drafted gone = at(tabled(), "harbour-expert", new DropWording(0, 1));
    assertThat(text(gone.next()).paragraphs()).isEmpty();
    assertThat(gone.events())
        .extracting(Object::getClass)
        .isEqualTo(List.of(
            TextEvent.WordingDropped.class,
            TextEvent.PassageGone.class,
            TextEvent.ParagraphGone.class));
    refused(gone.next(), "harbour-expert", new DropWording(0, 1), Reason.OVER);
    // Agreed text stays though nobody has a wording instead of it.
    JointTexts open =
        done(clean(), "ridge-head", new Bracket(0, 0, 0, segment(clean(), 0, 0), 0, 3));
    JointTexts back = done(
        written(open, "ridge-head", segment(open, 0, 0), "A"),
        "ridge-head",
        new DropWording(0, segment(open, 0, 0)));
    assertThat(passage(back, segment(open, 0, 0)).before()).isEqualTo("The");
  }

  @Test
  void bracketsCutNoCharacter() {
    JointTexts texts = done(
        tabled(Tables.TWO, "a\ud83d\ude80b"), "ridge-head", new AcceptWording(0, 1, "harbour", 1));
    int whole = segment(texts, 0, 0);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, whole, 0, 2), Reason.MALFORMED);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, whole, 2, 3), Reason.MALFORMED);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, whole, 3, 1), Reason.MALFORMED);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, whole, -1, 1), Reason.MALFORMED);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, whole, 1, 5), Reason.MALFORMED);
    refused(texts, "ridge-head", new Bracket(0, 0, 1, whole, 0, 1), Reason.UNKNOWN);
    refused(texts, "ridge-head", new Bracket(0, 9, 0, whole, 0, 1), Reason.UNKNOWN);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, 1, 0, 0), Reason.OVER);
    refused(texts, "ridge-head", new Bracket(0, 0, 0, JointTexts.NOTHING, 0, 0), Reason.OVER);
    assertThat(says(done(texts, "ridge-head", new Bracket(0, 0, 0, whole, 1, 3)), 0))
        .isEqualTo("a[4]b");
  }

  @Test
  void aLanguageInWhichNothingIsSaidYetIsWrittenLater() {
    OpenText open = new OpenText(TextKind.READOUT, "On the pier", List.of("en", "ar"));
    JointTexts texts = done(
        done(JointTexts.of(Tables.TWO), "harbour-head", open),
        "harbour-head",
        new AddParagraphs(0, JointTexts.START, List.of(new NewParagraph(List.of("Open", "")))));
    assertThat(passage(texts, 2).wordings()).isEmpty();
    JointTexts none = done(
        done(texts, "harbour-head", new AcceptWording(0, 2, Passage.BEFORE, 1)),
        "ridge-head",
        new AcceptWording(0, 2, Passage.BEFORE, 1));
    assertThat(paragraph(none, 0).columns().get(1).segments()).isEmpty();
    JointTexts again = done(none, "ridge-head", new Bracket(0, 0, 1, JointTexts.NOTHING, 0, 0));
    assertThat(paragraph(again, 0).columns().get(1).open()).isEqualTo(1);
  }

  @Test
  void initialsAndApprovalsNeedACleanTextAndAreClearedByAChange() {
    refused(tabled(), "ridge-head", initialling(tabled(), 0, 1), Reason.WRONG_STATE);
    refused(tabled(), "ridge-head", approving(tabled(), 1), Reason.WRONG_STATE);
    refused(clean(), "ridge-head", initialling(clean(), 0, 1), Reason.OVER);
    refused(clean(), "ridge-head", approving(clean(), 1), Reason.OVER);
    refused(clean(), "ridge-head", initialling(clean(), 0, 3), Reason.NEVER_WAS);
    refused(clean(), "ridge-head", approving(clean(), 3), Reason.NEVER_WAS);
    JointTexts initialled = done(
        done(clean(), "ridge-head", initialling(clean(), 0, 2)),
        "harbour-deputy",
        initialling(clean(), 0, 2));
    JointTexts approved = done(initialled, "ridge-deputy", approving(clean(), 2));
    refused(approved, "ridge-head", initialling(clean(), 0, 2), Reason.ALREADY);
    refused(approved, "ridge-head", approving(clean(), 2), Reason.ALREADY);
    // Comments change nothing of what it says.
    JointTexts commented = done(approved, "ridge-expert", new AddComment(0, 0, "Fine"));
    assertThat(paragraph(commented, 0).initials()).hasSize(2);
    TextOutcome.Drafted opened =
        at(commented, "harbour-expert", new Bracket(0, 0, 0, segment(commented, 0, 0), 0, 3));
    Act act = new Act("harbour-expert", 7, 7000);
    assertThat(opened.events())
        .containsExactly(
            new TextEvent.BracketOpened(act, 0, 0, 4),
            new TextEvent.InitialsCleared(act, 0, 0, List.of("ridge", "harbour")),
            new TextEvent.ApprovalsCleared(act, 0, List.of("ridge")));
    assertThat(paragraph(opened.next(), 0).initials()).isEmpty();
    assertThat(text(opened.next()).approvals()).isEmpty();
  }

  @Test
  void whatSaysSomethingElseIsNotSigned() {
    String other = TextForm.digest("{}");
    refused(clean(), "ridge-head", new Initial(0, 0, 2, other), Reason.UNTRUE);
    refused(clean(), "ridge-head", new ApproveText(0, 2, other), Reason.UNTRUE);
    // A paragraph's is not its text's.
    String ofText = approving(clean(), 2).digest();
    refused(clean(), "ridge-head", new Initial(0, 0, 2, ofText), Reason.UNTRUE);
    for (String none : List.of("", other + "A", "+" + other.substring(1))) {
      refused(clean(), "ridge-head", new Initial(0, 0, 2, none), Reason.MALFORMED);
      refused(clean(), "ridge-head", new ApproveText(0, 2, none), Reason.MALFORMED);
    }
  }

  @Test
  void initialsAndApprovalsAreTakenBack() {
    JointTexts both = done(
        done(clean(), "ridge-head", initialling(clean(), 0, 2)),
        "ridge-head",
        approving(clean(), 2));
    refused(both, "harbour-head", new Uninitial(0, 0), Reason.OVER);
    refused(both, "harbour-head", new DisapproveText(0), Reason.OVER);
    JointTexts none = done(
        done(both, "ridge-deputy", new Uninitial(0, 0)), "ridge-deputy", new DisapproveText(0));
    assertThat(paragraph(none, 0).initials()).isEmpty();
    assertThat(text(none).approvals()).isEmpty();
  }

  @Test
  void newParagraphsClearApprovalsAndNoInitials() {
    JointTexts both = done(
        done(clean(), "ridge-head", initialling(clean(), 0, 2)),
        "ridge-head",
        approving(clean(), 2));
    TextOutcome.Drafted added =
        at(both, "ridge-head", new AddParagraphs(0, 0, List.of(new NewParagraph(List.of("b")))));
    assertThat(added.events()).hasAtLeastOneElementOfType(TextEvent.ApprovalsCleared.class);
    assertThat(paragraph(added.next(), 0).initials()).hasSize(1);
    assertThat(text(added.next()).paragraphs()).extracting(Paragraph::id).containsExactly(0, 3);
  }

  @Test
  void commentsAreTheirSides() {
    JointTexts texts = done(clean(), "ridge-expert", new AddComment(0, 0, "Fine"));
    refused(texts, "harbour-head", new RemoveComment(0, 0, 3), Reason.NOT_YOUR_SIDE);
    refused(texts, "ridge-head", new RemoveComment(0, 0, 4), Reason.OVER);
    refused(texts, "ridge-head", new AddComment(0, 7, "Fine"), Reason.UNKNOWN);
    refused(texts, "ridge-head", new AddComment(0, 0, " "), Reason.MALFORMED);
    refused(texts, "ridge-head", new AddComment(0, 0, "a".repeat(1001)), Reason.TOO_LONG);
    assertThat(
            paragraph(done(texts, "ridge-head", new RemoveComment(0, 0, 3)), 0).comments())
        .isEmpty();
    JointTexts full = texts;
    for (int i = 1; i < Paragraph.MAX_COMMENTS; i++) {
      full = done(full, "ridge-head", new AddComment(0, 0, "Fine"));
    }
    refused(full, "ridge-head", new AddComment(0, 0, "Fine"), Reason.TOO_MANY);
  }

  @Test
  void takesNoMoreThanItsLimits() {
    JointTexts texts = JointTexts.of(Tables.TWO);
    for (int i = 0; i < JointTexts.MAX_TEXTS; i++) {
      texts = done(texts, "harbour-head", Drafts.OPEN);
    }
    refused(texts, "harbour-head", Drafts.OPEN, Reason.TOO_MANY);
    List<NewParagraph> many =
        Collections.nCopies(JointText.MAX_PARAGRAPHS, new NewParagraph(List.of("a")));
    JointTexts full = done(texts, "harbour-head", new AddParagraphs(0, JointTexts.START, many));
    refused(
        full,
        "harbour-head",
        new AddParagraphs(0, JointTexts.START, many.subList(0, 1)),
        Reason.TOO_MANY);
    String longest = "a".repeat(Wording.MAX_CHARS);
    assertThat(passage(written(full, "harbour-head", 1, longest), 1).chars()).isEqualTo(5000);
    unwritten(full, "harbour-head", 1, longest + "a", Reason.TOO_LONG);
  }

  @Test
  void aColumnHasAnEnd() {
    String longest = "a".repeat(Wording.MAX_CHARS);
    JointTexts texts =
        done(tabled(Tables.TWO, longest), "ridge-head", new AcceptWording(0, 1, "harbour", 1));
    for (int i = 1; i < Column.MAX_CHARS / Wording.MAX_CHARS; i++) {
      texts = done(texts, "ridge-head", new Bracket(0, 0, 0, segment(texts, 0, 0), 0, 0));
      int passage = segment(texts, 0, 0);
      texts = written(texts, "ridge-head", passage, longest);
      texts = done(texts, "harbour-head", new AcceptWording(0, passage, "ridge", texts.seq()));
    }
    assertThat(says(texts, 0)).hasSize(Column.MAX_CHARS);
    JointTexts more = done(texts, "ridge-head", new Bracket(0, 0, 0, segment(texts, 0, 0), 0, 0));
    unwritten(more, "ridge-head", segment(more, 0, 0), "a", Reason.TOO_LONG);
    JointTexts brackets = texts;
    for (int i = 0; i < (Column.MAX_SEGMENTS - 1) / 2; i++) {
      int last = paragraph(brackets, 0).columns().getFirst().segments().size() - 1;
      brackets =
          done(brackets, "ridge-head", new Bracket(0, 0, 0, segment(brackets, 0, last), 1, 2));
    }
    int last = paragraph(brackets, 0).columns().getFirst().segments().size() - 1;
    refused(
        brackets,
        "ridge-head",
        new Bracket(0, 0, 0, segment(brackets, 0, last), 1, 2),
        Reason.TOO_MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\u0000", "\r", "\t", "\u009b"})
  void refusesHostileTexts(String hostile) {
    unwritten(tabled(), "ridge-head", 1, hostile, Reason.MALFORMED);
    written(tabled(), "ridge-head", 1, "two\nlines");
    OpenText open = new OpenText(TextKind.JOINT, hostile, List.of("en"));
    refused(tabled(), "ridge-head", open, Reason.MALFORMED);
    refused(tabled(), "ridge-head", new AddComment(0, 0, hostile), Reason.MALFORMED);
    List<NewParagraph> paragraphs = List.of(new NewParagraph(List.of(hostile)));
    refused(tabled(), "ridge-head", new AddParagraphs(0, 0, paragraphs), Reason.MALFORMED);
  }

  @Test
  void opensTextsOfOneOrTwoLanguages() {
    for (List<String> languages : List.of(
        List.<String>of(), List.of("e"), List.of("EN"), List.of("en", "en"), List.of("en-GB"))) {
      OpenText open = new OpenText(TextKind.JOINT, "a", languages);
      refused(tabled(), "ridge-head", open, Reason.MALFORMED);
    }
    OpenText three = new OpenText(TextKind.JOINT, "a", List.of("en", "ar", "fr"));
    refused(tabled(), "ridge-head", three, Reason.TOO_MANY);
    OpenText blank = new OpenText(TextKind.JOINT, " ", List.of("en"));
    refused(tabled(), "ridge-head", blank, Reason.MALFORMED);
    for (List<String> wordings : List.of(List.<String>of(), List.of(""), List.of("a", "b"))) {
      refused(
          tabled(),
          "ridge-head",
          new AddParagraphs(0, 0, List.of(new NewParagraph(wordings))),
          Reason.MALFORMED);
    }
    refused(tabled(), "ridge-head", new AddParagraphs(0, 0, List.of()), Reason.MALFORMED);
    List<NewParagraph> one = List.of(new NewParagraph(List.of("a")));
    refused(tabled(), "ridge-head", new AddParagraphs(0, 7, one), Reason.UNKNOWN);
    refused(tabled(), "ridge-head", new AddParagraphs(7, -1, one), Reason.UNKNOWN);
  }

  @Test
  void whatWasBeforeIsOver() {
    assertThat(clean().decide(new Act("ridge-head", 2, 0), Drafts.OPEN))
        .isEqualTo(new Refused(Reason.ALREADY));
    assertThat(tabled().write(new Act("ridge-head", 1, 0), 0, 1, "b"))
        .isEqualTo(new Refused(Reason.ALREADY));
  }

  @Test
  void whoLeavesLeavesWhatTheyWrote() {
    JointTexts left = tabled()
        .seated(Tables.TWO.stream()
            .map(side -> Tables.side(side.id(), org.parley.course.Role.DEPUTY))
            .toList());
    assertThat(passage(left, 1).wordings()).hasSize(1);
    refused(left, "ridge-head", new AcceptWording(0, 1, "harbour", 1), Reason.NOT_SEATED);
    done(left, "ridge-deputy", new AcceptWording(0, 1, "harbour", 1));
  }

  /** What one writes is shared with what stands around it, so a long text costs little. */
  @Test
  void aWriteLeavesOtherParagraphsAlone() {
    JointTexts texts =
        tabled(Tables.TWO, IntStream.range(0, 500).mapToObj(i -> "p" + i).toArray(String[]::new));
    JointTexts after = written(texts, "harbour-head", 1, "changed");
    for (int i = 1; i < 500; i++) {
      assertThat(text(after).paragraphs().get(i))
          .isSameAs(text(texts).paragraphs().get(i));
    }
  }
}
