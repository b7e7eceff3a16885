package org.parley.course.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.text.TextCommand.AcceptWording;
import org.parley.course.text.TextCommand.AddComment;
import org.parley.course.text.TextCommand.AddParagraphs;
import org.parley.course.text.TextCommand.ApproveText;
import org.parley.course.text.TextCommand.Bracket;
import org.parley.course.text.TextCommand.DisapproveText;
import org.parley.course.text.TextCommand.DropWording;
import org.parley.course.text.TextCommand.Initial;
import org.parley.course.text.TextCommand.RemoveComment;
import org.parley.course.text.TextCommand.RetractAcceptance;
import org.parley.course.text.TextCommand.Uninitial;
import org.parley.course.text.TextOutcome.Drafted;

/** Whatever anybody writes into a log, the rules hold. */
class TextLogTest {

  private static final List<String> WORDS = List.of("The pier is open", "", "a", "\ud83d\ude80");

  /** What stands in a log: a command, or where there is none a wording. */
  record Entry(Act act, @Nullable TextCommand command, int passage, String content) {
    TextOutcome in(JointTexts texts) {
      return command == null ? texts.write(act, 0, passage, content) : texts.decide(act, command);
    }
  }

  /**
   * What an entry is made of.
   *
   * @param kind of command
   * @param aim at which paragraph, piece and wording
   */
  record Draft(String seat, int kind, int aim, int place, String content) {}

  @Property(tries = 400)
  void foldedAgainItIsTheSame(@ForAll("logs") List<Entry> log) {
    assertThat(fold(log)).isEqualTo(fold(log));
  }

  @Property(tries = 400)
  void nothingIsAgreedWithoutEachSide(@ForAll("logs") List<Entry> log) {
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (Entry entry : log) {
      JointTexts before = texts;
      if (!(entry.in(before) instanceof Drafted(JointTexts next, List<TextEvent> events))) {
        continue;
      }
      assertThat(events).isNotEmpty();
      String side = entry.act().seat().substring(0, entry.act().seat().indexOf('-'));
      for (TextEvent event : events) {
        assertThat(event.act()).isEqualTo(entry.act());
        assertThat(side).isNotEqualTo("nobody");
        assertThat(entry.act().seat()).doesNotEndWith("-observer");
        if (event instanceof TextEvent.TextApproved
            && entry.command() instanceof ApproveText approved) {
          JointText text = Objects.requireNonNull(next.text(approved.text()));
          assertThat(approved.digest()).isEqualTo(TextForm.digest(TextForm.of(text)));
        }
        if (event instanceof TextEvent.PassageAgreed agreed) {
          assertThat(entry.act().seat()).endsWith("-head");
          Passage passage = Drafts.passage(before, agreed.passage());
          assertThat(Objects.requireNonNull(passage.wanted(agreed.of())).text())
              .isEqualTo(agreed.content());
          for (Delegation other : Drafts.THREE) {
            Acceptance given = passage.acceptanceOf(other.id());
            assertThat(other.id().equals(agreed.of())
                    || other.id().equals(side)
                    || (given != null && given.of().equals(agreed.of())))
                .isTrue();
          }
        }
      }
      texts = next;
    }
  }

  @Property(tries = 400)
  void aWordingIsItsSides(@ForAll("logs") List<Entry> log) {
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (Entry entry : log) {
      JointTexts before = texts;
      if (!(entry.in(before) instanceof Drafted(JointTexts next, List<TextEvent> _))) {
        continue;
      }
      String side = entry.act().seat().substring(0, entry.act().seat().indexOf('-'));
      for (Passage passage : passages(next)) {
        Passage old = passages(before).stream()
            .filter(one -> one.id() == passage.id())
            .findFirst()
            .orElse(null);
        for (Wording wording : passage.wordings()) {
          Wording was = old == null ? null : old.wordingOf(wording.side());
          if (!wording.equals(was)) {
            assertThat(wording.side()).isEqualTo(side);
            assertThat(passage.acceptances()).noneMatch(one -> one.of().equals(wording.side()));
          }
        }
      }
      texts = next;
    }
  }

  @Property(tries = 400)
  void whatIsMarkedDoesNotChange(@ForAll("logs") List<Entry> log) {
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (Entry entry : log) {
      JointTexts before = texts;
      if (!(entry.in(before) instanceof Drafted(JointTexts next, List<TextEvent> events))) {
        continue;
      }
      for (JointText text : next.texts()) {
        @Nullable JointText old = before.text(text.id());
        if (!text.approvals().isEmpty() && old != null) {
          assertThat(text.isClean()).isTrue();
          assertThat(columns(text)).isEqualTo(columns(old));
        }
        for (Paragraph paragraph : text.paragraphs()) {
          @Nullable Paragraph was = old == null ? null : old.paragraph(paragraph.id());
          if (was != null && !was.columns().equals(paragraph.columns())) {
            assertThat(paragraph.initials()).isEmpty();
            boolean isTold = events.stream().anyMatch(TextEvent.InitialsCleared.class::isInstance);
            assertThat(isTold).isEqualTo(!was.initials().isEmpty());
          }
          assertThat(paragraph.initials().isEmpty() || paragraph.open() == 0).isTrue();
          paragraph.columns().forEach(TextLogTest::assertWhole);
        }
      }
      texts = next;
    }
  }

  /** Agreed text comes and goes by brackets alone: with a bracket as it was before, the text is the one before. */
  @Property(tries = 400)
  void agreedTextChangesByBracketsAlone(@ForAll("logs") List<Entry> log) {
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (Entry entry : log) {
      JointTexts before = texts;
      if (!(entry.in(before) instanceof Drafted(JointTexts next, List<TextEvent> events))) {
        continue;
      }
      boolean isAgreed = events.stream().anyMatch(TextEvent.PassageAgreed.class::isInstance);
      for (JointText text : isAgreed ? List.<JointText>of() : next.texts()) {
        @Nullable JointText old = before.text(text.id());
        for (Paragraph paragraph : text.paragraphs()) {
          @Nullable Paragraph was = old == null ? null : old.paragraph(paragraph.id());
          if (was != null) {
            assertThat(asBefore(paragraph)).isEqualTo(asBefore(was));
          }
        }
      }
      texts = next;
    }
  }

  private static List<String> asBefore(Paragraph paragraph) {
    return paragraph.columns().stream()
        .map(column -> String.join(
            "",
            column.segments().stream()
                .map(one -> switch (one) {
                  case AgreedText agreed -> agreed.text();
                  case Passage passage -> passage.before();
                })
                .toList()))
        .toList();
  }

  private static void assertWhole(Column column) {
    boolean wasAgreed = false;
    for (Segment one : column.segments()) {
      boolean isAgreed = one instanceof AgreedText;
      assertThat(wasAgreed && isAgreed).isFalse();
      assertThat(isAgreed && one.chars() == 0).isFalse();
      wasAgreed = isAgreed;
    }
    assertThat(column.segments()).extracting(Segment::id).doesNotHaveDuplicates();
  }

  private static List<List<Column>> columns(JointText text) {
    return text.paragraphs().stream().map(Paragraph::columns).toList();
  }

  private static List<Passage> passages(JointTexts texts) {
    List<Passage> found = new ArrayList<>();
    for (JointText text : texts.texts()) {
      for (Paragraph paragraph : text.paragraphs()) {
        for (Column column : paragraph.columns()) {
          column.segments().forEach(one -> {
            if (one instanceof Passage passage) {
              found.add(passage);
            }
          });
        }
      }
    }
    return found;
  }

  /** As a server may do, or a line that comes and goes. */
  @Property(tries = 400)
  void whatComesAgainIsRefused(@ForAll("logs") List<Entry> log) {
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).in(texts) instanceof Drafted(JointTexts next, List<TextEvent> _)) {
        texts = next;
      }
      for (Entry before : log.subList(0, texts.seq() == log.get(i).act().seq() ? i + 1 : i)) {
        assertThat(before.in(texts)).isInstanceOf(TextOutcome.Refused.class);
      }
    }
  }

  /** Or the properties would hold for texts with which nothing happens. */
  @Property(tries = 400)
  void theLogsComeFar(@ForAll("logs") List<Entry> log) {
    List<TextEvent> events = new ArrayList<>();
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (Entry entry : log) {
      if (entry.in(texts) instanceof Drafted(JointTexts next, List<TextEvent> more)) {
        texts = next;
        events.addAll(more);
      }
    }
    for (Class<?> wanted : List.of(
        TextEvent.PassageAgreed.class,
        TextEvent.BracketOpened.class,
        TextEvent.InitialsCleared.class,
        TextEvent.TextApproved.class,
        TextEvent.ParagraphGone.class)) {
      Statistics.label(wanted.getSimpleName())
          .collect(events.stream().anyMatch(wanted::isInstance))
          .coverage(coverage -> coverage.check(true).percentage(share -> share > 1));
    }
  }

  private static JointTexts fold(List<Entry> log) {
    JointTexts texts = JointTexts.of(Drafts.THREE);
    for (Entry entry : log) {
      if (entry.in(texts) instanceof Drafted(JointTexts next, List<TextEvent> _)) {
        texts = next;
      }
    }
    return texts;
  }

  @Provide
  Arbitrary<List<Entry>> logs() {
    Arbitrary<String> seats = Arbitraries.of(Stream.concat(
            Drafts.THREE.stream().flatMap(side -> side.seats().stream()).map(Delegation.Seat::id),
            Stream.of("harbour-head", "ridge-head", "valley-head", "nobody-head"))
        .toList());
    return Combinators.combine(
            seats,
            Arbitraries.integers().between(0, 24),
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(WORDS))
        .as(Draft::new)
        .list()
        .ofMaxSize(70)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(TextLogTest::entries)
        .withoutEdgeCases();
  }

  /** Random commands of random authors, mostly about what is there; much is accepted by all, or no log would come far. */
  private static List<Entry> entries(List<Draft> drafts) {
    List<Entry> entries = new ArrayList<>();
    JointTexts texts = add(entries, JointTexts.of(Drafts.THREE), "harbour-head", Drafts.OPEN);
    for (Draft draft : drafts) {
      JointText text = Drafts.text(texts);
      List<Paragraph> paragraphs = text.paragraphs();
      List<Passage> passages = passages(texts);
      if (paragraphs.isEmpty() || draft.kind() == 0) {
        NewParagraph paragraph = new NewParagraph(List.of(draft.content()));
        texts = add(
            entries,
            texts,
            draft.seat(),
            new AddParagraphs(0, JointTexts.START, List.of(paragraph)));
        continue;
      }
      Paragraph paragraph = paragraphs.get(draft.aim() % paragraphs.size());
      if (draft.kind() > 16 && !passages.isEmpty()) {
        texts = about(entries, texts, draft, passages.get(draft.aim() % passages.size()));
      } else if (draft.kind() < 10) {
        texts = add(entries, texts, draft.seat(), about(paragraph, text, draft));
      } else {
        List<Segment> segments = paragraph.columns().getFirst().segments();
        int segment = segments.isEmpty()
            ? -1
            : segments.get(draft.aim() % segments.size()).id();
        int to = draft.place() + draft.aim() % 3;
        texts = add(
            entries,
            texts,
            draft.seat(),
            new Bracket(0, paragraph.id(), 0, segment, draft.place(), to));
      }
    }
    return entries;
  }

  private static TextCommand about(Paragraph paragraph, JointText text, Draft draft) {
    int id = paragraph.id();
    int comment =
        paragraph.comments().isEmpty() ? 3 : paragraph.comments().getFirst().seq();
    return switch (draft.kind()) {
      case 1 -> new AddComment(0, id, "Fine");
      case 2 -> new RemoveComment(0, id, comment);
      case 3, 4, 5 ->
        new Initial(
            0, id, paragraph.changed() - draft.place() / 4, digest(draft, TextForm.of(paragraph)));
      case 6 -> new Uninitial(0, id);
      case 7, 8 -> new ApproveText(0, text.changed(), digest(draft, TextForm.of(text)));
      default -> new DisapproveText(0);
    };
  }

  /** Now and then of something else. */
  private static String digest(Draft draft, String form) {
    return TextForm.digest(draft.aim() % 8 == 7 ? form + " " : form);
  }

  private static JointTexts about(
      List<Entry> entries, JointTexts texts, Draft draft, Passage passage) {
    String of = passage.wordings().isEmpty() || draft.place() == 0
        ? Passage.BEFORE
        : passage.wordings().get(draft.aim() % passage.wordings().size()).side();
    int seen = Objects.requireNonNull(passage.wanted(of)).seq();
    AcceptWording accept = new AcceptWording(0, passage.id(), of, seen);
    return switch (draft.kind()) {
      case 17, 18 -> write(entries, texts, draft.seat(), passage.id(), draft.content());
      case 19 -> add(entries, texts, draft.seat(), new DropWording(0, passage.id()));
      case 20 -> add(entries, texts, draft.seat(), new RetractAcceptance(0, passage.id()));
      case 21, 22 -> add(entries, texts, draft.seat(), accept);
      default -> {
        JointTexts all = texts;
        for (Delegation side : Drafts.THREE) {
          all = add(entries, all, side.id() + "-head", accept);
        }
        yield all;
      }
    };
  }

  private static JointTexts write(
      List<Entry> entries, JointTexts texts, String seat, int passage, String content) {
    Act act = new Act(seat, entries.size(), entries.size() * 1000L);
    return add(entries, texts, new Entry(act, null, passage, content));
  }

  private static JointTexts add(
      List<Entry> entries, JointTexts texts, String seat, TextCommand command) {
    Act act = new Act(seat, entries.size(), entries.size() * 1000L);
    return add(entries, texts, new Entry(act, command, -1, ""));
  }

  private static JointTexts add(List<Entry> entries, JointTexts texts, Entry entry) {
    entries.add(entry);
    return entry.in(texts) instanceof Drafted(JointTexts next, List<TextEvent> _) ? next : texts;
  }
}
