package org.parley.course.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Author;
import org.parley.course.Delegation;
import org.parley.course.Folded;
import org.parley.course.Reason;
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
import org.parley.course.text.TextOutcome.Drafted;
import org.parley.course.text.TextOutcome.Refused;

/**
 * The joint texts of a process. Immutable: a command gives new ones, and one that is refused gives none. Whoever takes the same acts in the
 * order of the log comes to the same state.
 *
 * @param delegations of the charter, in its order
 * @param seq the place of the last act that had an effect; -1 before the first. None before it has any more.
 * @param texts in the order in which they were opened
 */
public record JointTexts(List<Delegation> delegations, int seq, List<JointText> texts)
    implements Folded<JointTexts, TextCommand, TextOutcome> {

  /** A process has a few; more would only make what everybody folds larger. */
  public static final int MAX_TEXTS = 20;

  /** Instead of a paragraph: before the first. */
  public static final int START = -1;

  /** Instead of a segment: where there is none. */
  public static final int NOTHING = -1;

  public JointTexts {
    delegations = List.copyOf(delegations);
    texts = List.copyOf(texts);
  }

  /** Before the first text, of delegations that {@link Delegation#fit}. */
  public static JointTexts of(List<Delegation> delegations) {
    Delegation.requireFit(delegations);
    return new JointTexts(delegations, -1, List.of());
  }

  /** What becomes of a command. */
  @Override
  public TextOutcome decide(Act act, TextCommand command) {
    Author author = Author.of(act, delegations);
    Reason refusal = refusal(act, author, TextRight.of(command));
    if (author == null || refusal != null) {
      return new Refused(refusal == null ? Reason.NOT_SEATED : refusal);
    }
    return switch (command) {
      case OpenText open -> open(author, open);
      case AddParagraphs add -> add(author, text(add.text()), add);
      case Bracket bracket -> bracket(author, text(bracket.text()), bracket);
      case DropWording(int named, int passage) -> drop(author, Spot.of(text(named), passage));
      case AcceptWording accept ->
        accept(author, Spot.of(text(accept.text()), accept.passage()), accept);
      case RetractAcceptance(int named, int passage) ->
        retract(author, Spot.of(text(named), passage));
      case AddComment(int named, int paragraph, String body) ->
        comment(author, text(named), paragraph, body);
      case RemoveComment(int named, int paragraph, int comment) ->
        uncomment(author, text(named), paragraph, comment);
      case Initial initial -> initial(author, text(initial.text()), initial);
      case Uninitial(int named, int paragraph) -> uninitial(author, text(named), paragraph);
      case ApproveText approve -> approve(author, text(approve.text()), approve);
      case DisapproveText(int named) -> disapprove(author, text(named));
    };
  }

  /**
   * What becomes of what somebody's side has written into a passage by now. It is a command that nobody can give: it follows from the edits in
   * the log, which several people make at once. Refused as {@link Reason#ALREADY} where the wording says that already.
   */
  public TextOutcome write(Act act, int named, int passage, String content) {
    Author author = Author.of(act, delegations);
    Reason refusal = refusal(act, author, TextRight.WRITE);
    if (author == null || refusal != null) {
      return new Refused(refusal == null ? Reason.NOT_SEATED : refusal);
    }
    Spot spot = Spot.of(text(named), passage);
    if (spot == null) {
      return new Refused(Reason.OVER);
    }
    Reason wrong = TextChecks.wrongWording(content);
    if (wrong != null) {
      return new Refused(wrong);
    }
    Wording before = spot.passage().wordingOf(author.side());
    if (before != null && before.text().equals(content)) {
      return new Refused(Reason.ALREADY);
    }
    Column column =
        spot.column().with(spot.passage().with(new Wording(author.side(), content, act.seq())));
    if (column.chars() > Column.MAX_CHARS) {
      return new Refused(Reason.TOO_LONG);
    }
    TextEvent event = new TextEvent.WordingWritten(act, named, spot.paragraph().id(), passage);
    return changed(act, spot, column, spot.text().next(), event);
  }

  /** The same texts under a charter that changed: people come and go, the sides stay. */
  @Override
  public JointTexts seated(List<Delegation> changed) {
    Delegation.requireSameSides(delegations, changed);
    return new JointTexts(changed, seq, texts);
  }

  /** Null where there is no such one. */
  public @Nullable JointText text(int id) {
    return texts.stream().filter(one -> one.id() == id).findFirst().orElse(null);
  }

  private @Nullable Reason refusal(Act act, @Nullable Author author, TextRight right) {
    return act.seq() <= seq ? Reason.ALREADY : right.refusal(author == null ? null : author.role());
  }

  /** Where a passage is. */
  private record Spot(JointText text, Paragraph paragraph, Passage passage) {

    /** Null where there is no such passage any more. */
    static @Nullable Spot of(@Nullable JointText text, int named) {
      Paragraph paragraph = text == null ? null : text.with(named);
      Passage passage = paragraph == null ? null : paragraph.passage(named);
      return text == null || paragraph == null || passage == null
          ? null
          : new Spot(text, paragraph, passage);
    }

    Column column() {
      return paragraph.columns().get(paragraph.columnOf(passage.id()));
    }
  }

  // --- what a text says ---

  private TextOutcome open(Author author, OpenText command) {
    if (texts.size() == MAX_TEXTS) {
      return new Refused(Reason.TOO_MANY);
    }
    Reason wrong = TextChecks.wrong(command);
    if (wrong != null) {
      return new Refused(wrong);
    }
    Act act = author.act();
    int id = act.seq();
    List<JointText> more = new ArrayList<>(texts);
    more.add(new JointText(
        id, command.kind(), command.title(), command.languages(), List.of(), 0, id, List.of()));
    return new Drafted(
        new JointTexts(delegations, id, more),
        List.of(new TextEvent.TextOpened(act, id, command.kind(), command.title())));
  }

  private TextOutcome add(Author author, @Nullable JointText text, AddParagraphs command) {
    if (text == null || (command.after() != START && text.paragraph(command.after()) == null)) {
      return new Refused(Reason.UNKNOWN);
    }
    if (text.paragraphs().size() + command.paragraphs().size() > JointText.MAX_PARAGRAPHS) {
      return new Refused(Reason.TOO_MANY);
    }
    Reason wrong = TextChecks.wrong(command.paragraphs(), text.languages().size());
    if (wrong != null) {
      return new Refused(wrong);
    }
    Act act = author.act();
    Count ids = new Count(text.next());
    List<Paragraph> added = new ArrayList<>();
    for (NewParagraph one : command.paragraphs()) {
      int id = ids.next();
      List<Column> columns = new ArrayList<>();
      for (String wording : one.wordings()) {
        List<Wording> own =
            wording.isEmpty() ? List.of() : List.of(new Wording(author.side(), wording, act.seq()));
        columns.add(new Column(List.of(new Passage(ids.next(), act.seq(), "", own, List.of()))));
      }
      added.add(new Paragraph(id, act.seq(), columns, List.of(), List.of()));
    }
    List<Paragraph> all = new ArrayList<>(command.after() == START ? added : List.of());
    for (Paragraph one : text.paragraphs()) {
      all.add(one);
      if (one.id() == command.after()) {
        all.addAll(added);
      }
    }
    List<TextEvent> events = new ArrayList<>();
    events.add(new TextEvent.ParagraphsAdded(
        act, text.id(), added.stream().map(Paragraph::id).toList()));
    addCleared(events, act, text);
    return drafted(act, text.with(all, ids.next, act.seq(), List.of()), events);
  }

  private TextOutcome bracket(Author author, @Nullable JointText text, Bracket command) {
    Paragraph paragraph = text == null ? null : text.paragraph(command.paragraph());
    if (text == null
        || paragraph == null
        || command.language() < 0
        || command.language() >= paragraph.columns().size()) {
      return new Refused(Reason.UNKNOWN);
    }
    Column column = paragraph.columns().get(command.language());
    boolean isEmpty = column.segments().isEmpty() && command.segment() == NOTHING;
    // What is said in it may have changed: its places are of another text then.
    if (!isEmpty && !(column.segment(command.segment()) instanceof AgreedText)) {
      return new Refused(Reason.OVER);
    }
    String old =
        column.segment(command.segment()) instanceof AgreedText(int _, String agreed) ? agreed : "";
    if (command.from() > command.to()
        || !TextChecks.isCut(old, command.from())
        || !TextChecks.isCut(old, command.to())) {
      return new Refused(Reason.MALFORMED);
    }
    if (column.segments().size() + 2 > Column.MAX_SEGMENTS) {
      return new Refused(Reason.TOO_MANY);
    }
    Act act = author.act();
    Count ids = new Count(text.next());
    AgreedText first = new AgreedText(ids.next(), old.substring(0, command.from()));
    Passage passage = new Passage(
        ids.next(), act.seq(), old.substring(command.from(), command.to()), List.of(), List.of());
    AgreedText last = new AgreedText(ids.next(), old.substring(command.to()));
    Column opened = isEmpty
        ? new Column(List.of(passage))
        : column.replacing(command.segment(), List.of(first, passage, last), ids::next);
    TextEvent event = new TextEvent.BracketOpened(act, text.id(), paragraph.id(), passage.id());
    return changed(
        act,
        text,
        paragraph,
        paragraph.changed(act.seq(), command.language(), opened),
        ids.next,
        event);
  }

  private TextOutcome drop(Author author, @Nullable Spot spot) {
    Wording own = spot == null ? null : spot.passage().wordingOf(author.side());
    if (spot == null || own == null) {
      return new Refused(Reason.OVER);
    }
    Act act = author.act();
    int text = spot.text().id();
    int paragraph = spot.paragraph().id();
    int passage = spot.passage().id();
    Passage left = spot.passage().without(own);
    TextEvent dropped = new TextEvent.WordingDropped(act, text, paragraph, passage);
    if (!left.isEmpty()) {
      return changed(act, spot, spot.column().with(left), spot.text().next(), dropped);
    }
    Count ids = new Count(spot.text().next());
    Column without = spot.column().replacing(passage, List.of(), ids::next);
    return changed(
        act,
        spot,
        without,
        ids.next,
        dropped,
        new TextEvent.PassageGone(act, text, paragraph, passage));
  }

  // --- consent ---

  private TextOutcome accept(Author author, @Nullable Spot spot, AcceptWording command) {
    Wording wanted = spot == null ? null : spot.passage().wanted(command.of());
    // Whoever wrote it may have changed it in the meantime.
    if (spot == null || wanted == null) {
      return new Refused(Reason.OVER);
    }
    if (wanted.seq() != command.seen()) {
      return new Refused(Reason.ofVersion(command.seen(), wanted.seq()));
    }
    Acceptance given = spot.passage().acceptanceOf(author.side());
    if (command.of().equals(author.side()) || (given != null && given.of().equals(command.of()))) {
      return new Refused(Reason.ALREADY);
    }
    Act act = author.act();
    int paragraph = spot.paragraph().id();
    Passage accepted = spot.passage().accepted(author, command.of());
    TextEvent event = new TextEvent.WordingAccepted(
        act, spot.text().id(), paragraph, accepted.id(), command.of());
    if (!accepted.isAcceptedByAll(command.of(), delegations)) {
      return drafted(act, spot.text().with(spot.paragraph().with(accepted)), List.of(event));
    }
    Count ids = new Count(spot.text().next());
    List<Segment> instead = List.of(new AgreedText(ids.next(), wanted.text()));
    Column column = spot.column().replacing(accepted.id(), instead, ids::next);
    TextEvent agreed = new TextEvent.PassageAgreed(
        act, spot.text().id(), paragraph, accepted.id(), command.of(), wanted.text());
    return changed(act, spot, column, ids.next, event, agreed);
  }

  private TextOutcome retract(Author author, @Nullable Spot spot) {
    if (spot == null || spot.passage().acceptanceOf(author.side()) == null) {
      return new Refused(Reason.OVER);
    }
    Passage without = spot.passage().without(author.side());
    TextEvent event = new TextEvent.AcceptanceRetracted(
        author.act(), spot.text().id(), spot.paragraph().id(), without.id());
    return drafted(author.act(), spot.text().with(spot.paragraph().with(without)), List.of(event));
  }

  private TextOutcome initial(Author author, @Nullable JointText text, Initial command) {
    int named = command.paragraph();
    Paragraph paragraph = text == null ? null : text.paragraph(named);
    if (text == null || paragraph == null) {
      return new Refused(Reason.UNKNOWN);
    }
    if (paragraph.changed() != command.seen()) {
      return new Refused(Reason.ofVersion(command.seen(), paragraph.changed()));
    }
    if (paragraph.open() > 0) {
      return new Refused(Reason.WRONG_STATE);
    }
    if (isOf(author, paragraph.initials())) {
      return new Refused(Reason.ALREADY);
    }
    Reason wrong = TextChecks.wrongDigest(command.digest(), TextForm.of(paragraph));
    if (wrong != null) {
      return new Refused(wrong);
    }
    return drafted(
        author.act(),
        text.with(paragraph.initialled(with(author, paragraph.initials()))),
        List.of(new TextEvent.ParagraphInitialled(author.act(), text.id(), named)));
  }

  private TextOutcome uninitial(Author author, @Nullable JointText text, int named) {
    Paragraph paragraph = text == null ? null : text.paragraph(named);
    if (text == null || paragraph == null || !isOf(author, paragraph.initials())) {
      return new Refused(Reason.OVER);
    }
    return drafted(
        author.act(),
        text.with(paragraph.initialled(without(author, paragraph.initials()))),
        List.of(new TextEvent.InitialsWithdrawn(author.act(), text.id(), named)));
  }

  private TextOutcome approve(Author author, @Nullable JointText text, ApproveText command) {
    if (text == null) {
      return new Refused(Reason.UNKNOWN);
    }
    if (text.changed() != command.seen()) {
      return new Refused(Reason.ofVersion(command.seen(), text.changed()));
    }
    if (!text.isClean()) {
      return new Refused(Reason.WRONG_STATE);
    }
    if (isOf(author, text.approvals())) {
      return new Refused(Reason.ALREADY);
    }
    Reason wrong = TextChecks.wrongDigest(command.digest(), TextForm.of(text));
    if (wrong != null) {
      return new Refused(wrong);
    }
    return drafted(
        author.act(),
        text.approved(with(author, text.approvals())),
        List.of(new TextEvent.TextApproved(author.act(), text.id())));
  }

  private TextOutcome disapprove(Author author, @Nullable JointText text) {
    if (text == null || !isOf(author, text.approvals())) {
      return new Refused(Reason.OVER);
    }
    return drafted(
        author.act(),
        text.approved(without(author, text.approvals())),
        List.of(new TextEvent.ApprovalWithdrawn(author.act(), text.id())));
  }

  private static boolean isOf(Author author, List<Mark> marks) {
    return marks.stream().anyMatch(one -> one.side().equals(author.side()));
  }

  private static List<Mark> with(Author author, List<Mark> marks) {
    List<Mark> more = new ArrayList<>(marks);
    more.add(Mark.of(author));
    return more;
  }

  private static List<Mark> without(Author author, List<Mark> marks) {
    return marks.stream().filter(one -> !one.side().equals(author.side())).toList();
  }

  // --- comments ---

  private TextOutcome comment(Author author, @Nullable JointText text, int named, String body) {
    Paragraph paragraph = text == null ? null : text.paragraph(named);
    if (text == null || paragraph == null) {
      return new Refused(Reason.UNKNOWN);
    }
    if (paragraph.comments().size() == Paragraph.MAX_COMMENTS) {
      return new Refused(Reason.TOO_MANY);
    }
    Reason wrong = TextChecks.wrongComment(body);
    if (wrong != null) {
      return new Refused(wrong);
    }
    Act act = author.act();
    List<Comment> more = new ArrayList<>(paragraph.comments());
    more.add(new Comment(act.seq(), author.side(), act.seat(), act.atMs(), body));
    TextEvent event = new TextEvent.CommentAdded(act, text.id(), named, act.seq());
    return drafted(act, text.with(paragraph.commented(more)), List.of(event));
  }

  private TextOutcome uncomment(Author author, @Nullable JointText text, int named, int comment) {
    Paragraph paragraph = text == null ? null : text.paragraph(named);
    Comment made = paragraph == null
        ? null
        : paragraph.comments().stream()
            .filter(one -> one.seq() == comment)
            .findFirst()
            .orElse(null);
    if (text == null || paragraph == null || made == null) {
      return new Refused(Reason.OVER);
    }
    if (!made.side().equals(author.side())) {
      return new Refused(Reason.NOT_YOUR_SIDE);
    }
    List<Comment> left =
        paragraph.comments().stream().filter(one -> one.seq() != comment).toList();
    TextEvent event = new TextEvent.CommentRemoved(author.act(), text.id(), named, comment);
    return drafted(author.act(), text.with(paragraph.commented(left)), List.of(event));
  }

  // --- what came of it ---

  private Drafted changed(Act act, Spot spot, Column column, int next, TextEvent... events) {
    Paragraph before = spot.paragraph();
    Paragraph after = before.changed(act.seq(), before.columnOf(spot.passage().id()), column);
    return changed(act, spot.text(), before, after, next, events);
  }

  private Drafted changed(
      Act act, JointText text, Paragraph before, Paragraph after, int next, TextEvent... first) {
    List<TextEvent> events = new ArrayList<>(List.of(first));
    if (after.isEmpty()) {
      events.add(new TextEvent.ParagraphGone(act, text.id(), before.id()));
    }
    if (!before.initials().isEmpty()) {
      events.add(
          new TextEvent.InitialsCleared(act, text.id(), before.id(), sides(before.initials())));
    }
    addCleared(events, act, text);
    return drafted(act, text.changed(act.seq(), next, after), events);
  }

  private static void addCleared(List<TextEvent> events, Act act, JointText text) {
    if (!text.approvals().isEmpty()) {
      events.add(new TextEvent.ApprovalsCleared(act, text.id(), sides(text.approvals())));
    }
  }

  private static List<String> sides(List<Mark> marks) {
    return marks.stream().map(Mark::side).toList();
  }

  private Drafted drafted(Act act, JointText changed, List<TextEvent> events) {
    List<JointText> others =
        texts.stream().map(one -> one.id() == changed.id() ? changed : one).toList();
    return new Drafted(new JointTexts(delegations, act.seq(), others), events);
  }

  /** Gives ids, each once. */
  private static final class Count {

    private int next;

    Count(int first) {
      next = first;
    }

    int next() {
      return next++;
    }
  }
}
