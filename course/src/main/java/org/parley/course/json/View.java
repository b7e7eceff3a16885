package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Agenda;
import org.parley.course.Course;
import org.parley.course.Declaration;
import org.parley.course.Floor.Balance;
import org.parley.course.Floor.Hand;
import org.parley.course.Floor.Speech;
import org.parley.course.Motion;
import org.parley.course.Order;
import org.parley.course.Phase;
import org.parley.course.Sidebar;

/**
 * A table as it is shown.
 *
 * @param seq the place of the last act that had an effect; -1 before the first
 * @param since the act by which the phase was reached; null before the first meeting was opened
 * @param meeting the one that is open or was open last; -1 where it is none of the schedule, and before the first
 * @param held the meetings that were opened, in their order, with the one that is open
 * @param order in which the sides sit
 * @param turn where they rotate, by how much: how many openings there were; else 0
 * @param line who wishes to speak, in the order in which they will
 * @param balances for each side how long it has spoken, but for the stretch that runs
 * @param declarations in the charter's order of seats
 * @param asked by which everybody was asked for a new declaration last; null before. Those with a lower place are older.
 * @param sidebars that are open, in the order in which they were opened
 * @param present seats that are at the table by the record
 * @param signed the sides that have signed the record since the meeting was closed
 * @param onRecord whether what is done now goes into the record
 * @param unattributed whether it may be told without saying who did it: an item under the Chatham House Rule is dealt with
 */
public record View(
    int seq,
    Phase phase,
    @Nullable Act since,
    int meeting,
    List<Integer> held,
    Order order,
    int turn,
    List<Motion> motions,
    Agenda agenda,
    @Nullable Speech speech,
    List<Hand> line,
    List<Balance> balances,
    List<Declaration> declarations,
    @Nullable Act asked,
    List<Sidebar> sidebars,
    List<String> present,
    List<Motion.Key> signed,
    boolean onRecord,
    boolean unattributed) {

  public static View of(Course course) {
    return new View(
        course.seq(),
        course.phase(),
        course.since(),
        course.meeting(),
        course.held(),
        course.order(),
        course.order() == Order.ROTATING ? course.held().size() : 0,
        course.motions(),
        course.agenda(),
        course.floor().speech(),
        course.floor().line(),
        course.floor().balances(),
        course.presence().declarations(),
        course.presence().asked(),
        course.sidebars(),
        course.roll().present(),
        course.roll().signed(),
        course.isOnRecord(),
        course.isUnattributed());
  }
}
