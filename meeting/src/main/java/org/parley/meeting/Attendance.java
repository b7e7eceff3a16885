package org.parley.meeting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.AttendanceCommand.ComeBack;
import org.parley.meeting.AttendanceCommand.Interrupt;
import org.parley.meeting.AttendanceCommand.Leave;
import org.parley.meeting.AttendanceCommand.Move;
import org.parley.meeting.AttendanceCommand.Publish;
import org.parley.meeting.AttendanceCommand.TakeSeat;

/**
 * Who is present in one meeting, and in which room. Commands about someone who is not there change nothing. Whether a seat exists and
 * may be taken, and a room be entered, is not known here. Times are nanoseconds of one monotonic clock.
 */
public final class Attendance {
  private final Map<String, Participant> participants = new LinkedHashMap<>();
  private final Set<String> screens = new LinkedHashSet<>();
  private final Map<String, Long> deadlinesNs = new LinkedHashMap<>();

  /** Carries a command out; what changed by it, which may be nothing. */
  public List<AttendanceEvent> handle(long nowNs, AttendanceCommand command) {
    Participant before = participants.get(command.seat());
    if (before == null) {
      return command instanceof TakeSeat take ? arrive(take) : List.of();
    }
    return switch (command) {
      case TakeSeat take -> {
        deadlinesNs.remove(take.seat());
        yield change(
            before,
            before
                .in(take.room())
                .publishing(take.microphone(), take.camera(), false)
                .interrupted(false));
      }
      case Move move when move.room().equals(before.room()) -> List.of();
      case Move move ->
        change(
            before, before.in(move.room()).publishing(before.microphone(), before.camera(), false));
      case Publish publish ->
        change(before, before.publishing(publish.microphone(), publish.camera(), publish.screen()));
      case Interrupt interrupt -> {
        deadlinesNs.merge(interrupt.seat(), nowNs + interrupt.graceNs(), Attendance::earlier);
        yield change(before, before.interrupted(true));
      }
      case ComeBack comeBack -> {
        deadlinesNs.remove(comeBack.seat());
        yield change(before, before.interrupted(false));
      }
      case Leave leave -> depart(leave.seat());
    };
  }

  /** Lets those go whose time to come back is over. */
  public List<AttendanceEvent> expire(long nowNs) {
    List<String> late = deadlinesNs.entrySet().stream()
        .filter(entry -> entry.getValue() - nowNs <= 0)
        .map(Map.Entry::getKey)
        .toList();
    List<AttendanceEvent> events = new ArrayList<>();
    late.forEach(seat -> events.addAll(depart(seat)));
    return events;
  }

  /** In the order of arrival. */
  public List<Participant> participants() {
    return List.copyOf(participants.values());
  }

  public @Nullable Participant participant(String seat) {
    return participants.get(seat);
  }

  /** The seats that share a screen, in the order in which they began. */
  public List<String> screens() {
    return List.copyOf(screens);
  }

  private List<AttendanceEvent> arrive(TakeSeat take) {
    Participant arrived =
        new Participant(take.seat(), take.room(), take.microphone(), take.camera(), false, false);
    participants.put(take.seat(), arrived);
    return List.of(new AttendanceEvent.Arrived(arrived));
  }

  private List<AttendanceEvent> change(Participant before, Participant after) {
    if (after.equals(before)) {
      return List.of();
    }
    participants.put(after.seat(), after);
    if (!after.screen()) {
      screens.remove(after.seat());
    } else {
      screens.add(after.seat());
    }
    return List.of(new AttendanceEvent.Changed(after));
  }

  private List<AttendanceEvent> depart(String seat) {
    participants.remove(seat);
    screens.remove(seat);
    deadlinesNs.remove(seat);
    return List.of(new AttendanceEvent.Departed(seat));
  }

  private static long earlier(long leftNs, long rightNs) {
    return leftNs - rightNs <= 0 ? leftNs : rightNs;
  }
}
