package org.parley.course;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.course.Command.Admit;
import org.parley.course.Command.Agree;
import org.parley.course.Command.AskDeclarations;
import org.parley.course.Command.Declare;
import org.parley.course.Command.Decline;
import org.parley.course.Command.Depart;
import org.parley.course.Command.EndSidebar;
import org.parley.course.Command.GiveFloor;
import org.parley.course.Command.LowerHand;
import org.parley.course.Command.Next;
import org.parley.course.Command.Propose;
import org.parley.course.Command.RaiseHand;
import org.parley.course.Command.Sign;
import org.parley.course.Command.Withdraw;
import org.parley.course.Command.Yield;
import org.parley.course.Outcome.Refused;
import org.parley.course.actions.ActionRightsTest;
import org.parley.course.board.BoardRightsTest;
import org.parley.course.schedule.ScheduleRightsTest;
import org.parley.course.text.TextRightsTest;

class RightsTest {

  /** Every role in every phase: what the table refuses is refused for that reason, and what it allows is not. */
  @ParameterizedTest
  @EnumSource(Right.class)
  void theTableDecides(Right right) {
    for (Phase phase : Phase.values()) {
      for (Role role : Role.values()) {
        decides(right, role, phase, "ridge-" + role.name().toLowerCase(Locale.ROOT));
      }
      decides(right, null, phase, "nobody");
    }
  }

  private static void decides(Right right, @Nullable Role role, Phase phase, String seat) {
    Course course = Tables.in(phase);
    Command command = example(right);
    assertThat(Right.of(command)).isEqualTo(right);
    Outcome outcome = course.decide(new Act(seat, course.seq() + 1, 0), command);
    Reason refusal = right.refusal(role, phase);
    if (refusal != null) {
      assertThat(outcome).isEqualTo(new Refused(refusal));
    } else if (outcome instanceof Refused(Reason reason)) {
      assertThat(reason).isIn(Reason.OVER, Reason.ALREADY, Reason.UNKNOWN, Reason.NOT_YOUR_ROLE);
    }
  }

  private static Command example(Right right) {
    return switch (right) {
      case PROPOSE_OPENING -> new Propose(new Matter.Opening(Matter.Opening.NONE));
      case PROPOSE_RECESS -> new Propose(new Matter.Recess());
      case PROPOSE_RESUMPTION -> new Propose(new Matter.Resumption());
      case PROPOSE_CLOSING -> new Propose(new Matter.Closing());
      case PROPOSE_SEATING -> new Propose(new Matter.SetSeating(Order.ROTATING));
      case PROPOSE_NEW_AGENDA -> new Propose(new Matter.NewAgenda(Tables.ITEMS));
      case PROPOSE_NEXT_ITEM -> new Propose(new Matter.NextItem(0, 1));
      case PROPOSE_SIDEBAR -> new Propose(new Matter.OpenSidebar(Circle.EXPERTS));
      case AGREE -> new Agree(0);
      case DECLINE -> new Decline(0);
      case WITHDRAW -> new Withdraw(0);
      case RAISE_HAND -> new RaiseHand();
      case LOWER_HAND -> new LowerHand();
      case GIVE_FLOOR -> new GiveFloor("ridge-member");
      case YIELD -> new Yield();
      case NEXT -> new Next();
      case DECLARE -> new Declare("", Declaration.Line.UNKNOWN);
      case ASK_DECLARATIONS -> new AskDeclarations();
      case END_SIDEBAR -> new EndSidebar(Circle.HEADS);
      case ADMIT -> new Admit("ridge-member");
      case DEPART -> new Depart("ridge-member");
      case SIGN -> new Sign();
    };
  }

  /** What a command needs besides. */
  private static String besides(Right right) {
    return switch (right) {
      case PROPOSE_OPENING ->
        "none of the kind is pending; the meeting was not held before, and fewer than "
            + Course.MAX_HELD + " were";
      case PROPOSE_RECESS, PROPOSE_RESUMPTION, PROPOSE_CLOSING -> "none of the kind is pending";
      case PROPOSE_SEATING -> "none of the kind is pending; it is another order than before";
      case PROPOSE_NEW_AGENDA ->
        "none of the kind is pending; at most " + Agenda.MAX_ITEMS + " items of "
            + Agenda.MAX_TEXT_CHARS + " characters, " + Agenda.MAX_CHARS + " in all";
      case PROPOSE_NEXT_ITEM ->
        "none of the kind is pending; the item is of the agenda's version that counts, and not taken up; or none, where one is";
      case PROPOSE_SIDEBAR -> "none of the circle is pending; the circle is not aside";
      case AGREE -> "the motion is pending, and one's side has not given its key";
      case DECLINE -> "the motion is pending, and one's side has not given its key: it is over";
      case WITHDRAW -> "the motion is pending, and one's side has given its key";
      case RAISE_HAND -> "one's hand is down, and one does not speak";
      case LOWER_HAND -> "one's hand is raised";
      case GIVE_FLOOR -> "to somebody of one's own side, which speaks, or is next, or nobody is";
      case YIELD -> "one speaks, or is head or deputy of the side that does";
      case NEXT -> "somebody speaks or waits";
      case DECLARE -> "at most " + Declaration.MAX_CHARS + " characters";
      case ASK_DECLARATIONS -> "";
      case END_SIDEBAR -> "the circle is aside";
      case ADMIT -> "somebody of one's own side, who is not there by the record";
      case DEPART ->
        "oneself, or as head or deputy somebody of one's own side; there by the record";
      case SIGN -> "one's side has not signed since the meeting was closed";
    };
  }

  @Test
  void theDocumentIsTheTable() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path file = Files.isDirectory(here.resolve("docs"))
        ? here.resolve("docs/rights.md")
        : here.resolveSibling("docs/rights.md");
    String document = document();
    if (System.getProperty("parley.write") != null) {
      Files.writeString(file, document);
    }
    assertThat(file)
        .as("docs/rights.md is written by mvn -pl course test -Dparley.write")
        .hasContent(document);
  }

  private static String document() {
    StringBuilder out = new StringBuilder("""
        # Rights

        Written by `RightsTest` from the tables in `org.parley.course.Right`, `org.parley.course.schedule.ScheduleRight`,
        `org.parley.course.text.TextRight`, `org.parley.course.board.BoardRight` and `org.parley.course.actions.ActionRight`; do not edit. The rules run in
        every client: a command that they refuse has no effect for anybody, whoever sends it. Who has no seat may do nothing.

        ## At the table

        | command | %s | if |
        |---|%s---|
        """.formatted(
            String.join(" | ", Stream.of(Phase.values()).map(Tables::words).toList()),
            "---|".repeat(Phase.values().length)));
    for (Right right : Right.values()) {
      List<String> cells = new ArrayList<>(List.of(Tables.words(right)));
      for (Phase phase : Phase.values()) {
        cells.add(whoMay(right, phase));
      }
      cells.add(besides(right));
      out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    out.append("""

        What is proposed comes about when each side's head or deputy has given a key: the proposal is the first. Of one kind at most one motion is
        pending. What has lost its sense by another lapses.

        A table serves one meeting after the other. At each opening nobody has spoken yet, and the agenda keeps the items that are not done: one is
        done once another was taken up after it, or none.

        The floor passes by turns: of the sides that wait the one is next that spoke longest ago, and of a side's hands the first.

        Everybody seated declares who else is present with them, and how they are connected. What was declared before heads ask anew is older than
        the question.

        Beside the table a circle of all sides may be aside: %s. It is until
        any side's head or deputy ends it, or the meeting is closed.

        The record has what binds a side and who was there: motions, keys, declarations, who came and went, and signatures; not raised hands, nor
        who spoke. While an item off the record is dealt with, nothing goes into it but how the meeting runs: openings, recesses, closings and the agenda.
        """.formatted(circles()));
    return out.append(ScheduleRightsTest.chapter())
        .append(TextRightsTest.chapter())
        .append(BoardRightsTest.chapter())
        .append(ActionRightsTest.chapter())
        .append("""

            ## Beside these rules

            - **Lists of people.** Head, deputy and secretariat add their own side's people, change and withdraw them, and name another head. The server takes it from them and the organiser alone, and
              every client verifies by the side's keeper that no other side did it.
            - **The table's door.** Head and deputy let their own people in, and put them out.
            - **Papers.** Everybody whom a paper can be for tables papers. It is withdrawn by who tabled it; before all sides, or one's own, by others of that side as well: the page offers it to head and deputy.
            - **Drafts, remarks, scores, red lines.** Everybody in the side's room reads and writes them; nobody else gets them.
            - **Microphone and camera.** Everybody turns on and off their own. Head and deputy mute their own side's people; nobody turns on another's.
            - **The public page.** A head or deputy publishes what each side has signed, and takes it down; likewise the purge.
            """)
        .toString();
  }

  private static String circles() {
    return Stream.of(Circle.values())
        .map(circle ->
            circle.name().toLowerCase(Locale.ROOT) + " (" + Tables.words(circle::has) + ")")
        .collect(joining(", "));
  }

  private static String whoMay(Right right, Phase phase) {
    return Tables.words(role -> right.refusal(role, phase) == null);
  }
}
