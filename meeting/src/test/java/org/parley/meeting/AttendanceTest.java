package org.parley.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.parley.meeting.AttendanceCommand.ComeBack;
import org.parley.meeting.AttendanceCommand.Interrupt;
import org.parley.meeting.AttendanceCommand.Leave;
import org.parley.meeting.AttendanceCommand.Move;
import org.parley.meeting.AttendanceCommand.Publish;
import org.parley.meeting.AttendanceCommand.TakeSeat;
import org.parley.meeting.AttendanceEvent.Arrived;
import org.parley.meeting.AttendanceEvent.Changed;
import org.parley.meeting.AttendanceEvent.Departed;

class AttendanceTest {
  private static final Participant ROBIN =
      new Participant("robin", "table", true, false, false, false);

  private final Attendance attendance = new Attendance();

  @Test
  void arrivesChangesAndLeaves() {
    assertThat(attendance.handle(0, new TakeSeat("robin", "table", true, false)))
        .containsExactly(new Arrived(ROBIN));
    assertThat(attendance.handle(0, new Publish("robin", true, true, true)))
        .containsExactly(new Changed(new Participant("robin", "table", true, true, true, false)));
    assertThat(attendance.handle(0, new Publish("robin", true, true, true))).isEmpty();
    assertThat(attendance.screens()).containsExactly("robin");
    assertThat(attendance.handle(0, new Leave("robin"))).containsExactly(new Departed("robin"));
    assertThat(attendance.participants()).isEmpty();
    assertThat(attendance.screens()).isEmpty();
  }

  @Test
  void takingATakenSeatBeginsAnewWithoutLosingTheOrder() {
    attendance.handle(0, new TakeSeat("robin", "table", true, true));
    attendance.handle(0, new TakeSeat("alex", "table", true, true));
    attendance.handle(0, new Publish("robin", false, true, true));
    assertThat(attendance.handle(0, new TakeSeat("robin", "table", true, false)))
        .containsExactly(new Changed(ROBIN));
    assertThat(attendance.participants())
        .extracting(Participant::seat)
        .containsExactly("robin", "alex");
    assertThat(attendance.screens()).isEmpty();
  }

  @Test
  void goesToAnotherRoomWithoutTheScreen() {
    attendance.handle(0, new TakeSeat("robin", "table", true, false));
    attendance.handle(0, new Publish("robin", true, true, true));
    Participant moved = new Participant("robin", "side", true, true, false, false);
    assertThat(attendance.handle(0, new Move("robin", "side"))).containsExactly(new Changed(moved));
    assertThat(attendance.screens()).isEmpty();
    attendance.handle(0, new Publish("robin", true, true, true));
    assertThat(attendance.handle(0, new Move("robin", "side")))
        .as("it is there")
        .isEmpty();
    assertThat(attendance.screens()).containsExactly("robin");
    assertThat(attendance.handle(0, new Move("kim", "side"))).isEmpty();
  }

  @Test
  void anInterruptionEndsByReturnOrByTime() {
    attendance.handle(0, new TakeSeat("robin", "table", true, false));
    assertThat(attendance.handle(10, new Interrupt("robin", 100)))
        .containsExactly(new Changed(ROBIN.interrupted(true)));
    assertThat(attendance.expire(109)).isEmpty();
    assertThat(attendance.handle(109, new ComeBack("robin"))).containsExactly(new Changed(ROBIN));
    assertThat(attendance.expire(1000)).isEmpty();
    attendance.handle(1000, new Interrupt("robin", 100));
    assertThat(attendance.expire(1100)).containsExactly(new Departed("robin"));
    assertThat(attendance.expire(1100)).isEmpty();
  }

  @Test
  void ofTwoInterruptionsTheEarlierEndCounts() {
    attendance.handle(0, new TakeSeat("robin", "table", true, false));
    attendance.handle(0, new Interrupt("robin", 100));
    assertThat(attendance.handle(50, new Interrupt("robin", 100))).isEmpty();
    assertThat(attendance.expire(99)).isEmpty();
    assertThat(attendance.expire(100)).hasSize(1);
  }

  @Test
  void takingTheSeatEndsAnInterruption() {
    attendance.handle(0, new TakeSeat("robin", "table", true, false));
    attendance.handle(0, new Interrupt("robin", 100));
    assertThat(attendance.handle(1, new TakeSeat("robin", "table", true, false)))
        .containsExactly(new Changed(ROBIN));
    assertThat(attendance.expire(1000)).isEmpty();
  }

  @Test
  void clocksMayWrap() {
    long nearEnd = Long.MAX_VALUE - 10;
    attendance.handle(nearEnd, new TakeSeat("robin", "table", true, false));
    attendance.handle(nearEnd, new Interrupt("robin", 100));
    assertThat(attendance.expire(nearEnd + 99)).isEmpty();
    assertThat(attendance.expire(nearEnd + 100)).hasSize(1);
  }

  @Test
  void commandsAboutTheAbsentChangeNothing() {
    assertThat(attendance.handle(0, new Publish("robin", true, true, true))).isEmpty();
    assertThat(attendance.handle(0, new Interrupt("robin", 1))).isEmpty();
    assertThat(attendance.handle(0, new ComeBack("robin"))).isEmpty();
    assertThat(attendance.handle(0, new Leave("robin"))).isEmpty();
    assertThat(attendance.expire(100)).isEmpty();
    assertThat(attendance.participant("robin")).isNull();
  }

  /** Whoever follows the events alone knows who is there, whatever happens. */
  @Property(tries = 300)
  void eventsTellTheWholeStory(@ForAll("scripts") List<AttendanceCommand> script) {
    Attendance scripted = new Attendance();
    Map<String, Participant> told = new HashMap<>();
    long nowNs = 0;
    for (AttendanceCommand command : script) {
      scripted.handle(nowNs, command).forEach(event -> follow(told, event));
      nowNs += 30;
      scripted.expire(nowNs).forEach(event -> follow(told, event));
      assertThat(told.values()).containsExactlyInAnyOrderElementsOf(scripted.participants());
      assertThat(scripted.screens())
          .doesNotHaveDuplicates()
          .allMatch(seat -> told.containsKey(seat) && told.get(seat).screen())
          .hasSize((int) told.values().stream().filter(Participant::screen).count());
    }
  }

  private static void follow(Map<String, Participant> told, AttendanceEvent event) {
    switch (event) {
      case Arrived arrived ->
        assertThat(told.put(arrived.participant().seat(), arrived.participant()))
            .isNull();
      case Changed changed ->
        assertThat(told.put(changed.participant().seat(), changed.participant()))
            .isNotNull()
            .isNotEqualTo(changed.participant());
      case Departed departed -> assertThat(told.remove(departed.seat())).isNotNull();
    }
  }

  @Provide
  Arbitrary<List<AttendanceCommand>> scripts() {
    Arbitrary<String> seats = Arbitraries.of("a", "b", "c");
    Arbitrary<String> rooms = Arbitraries.of("table", "side");
    Arbitrary<Boolean> flags = Arbitraries.of(true, false);
    Arbitrary<AttendanceCommand> commands = Arbitraries.oneOf(
        Combinators.combine(seats, rooms, flags, flags).as(TakeSeat::new),
        Combinators.combine(seats, rooms).as(Move::new),
        Combinators.combine(seats, flags, flags, flags).as(Publish::new),
        seats.map(seat -> new Interrupt(seat, 100)),
        seats.map(ComeBack::new),
        seats.map(Leave::new));
    return commands.list().ofMaxSize(40);
  }
}
