package org.parley.server.app;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Attendance;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.Left;
import org.parley.server.signalling.protocol.ServerMessage.Participant;
import org.parley.server.signalling.protocol.ServerMessage.Speaking;

/**
 * What each connection is told of those in the meeting: what changed since it was told last, and nothing that it may not know. Who is
 * not at the table is told of the own side alone; what another side does in its own room nobody is told, nor what is done in a sidebar to
 * anybody outside it. Guarded by its meeting.
 */
final class Sight {
  private final Attendance attendance;
  private final Set<LiveVisit> visits;
  private final Doors doors;
  private final Map<String, List<String>> speakers = new HashMap<>();

  Sight(Attendance attendance, Set<LiveVisit> visits, Doors doors) {
    this.attendance = attendance;
    this.visits = visits;
    this.doors = doors;
  }

  /** All that a connection may know of those in the meeting, in the order of arrival. The caller tells it. */
  List<Participant> whole(LiveVisit visit) {
    visit.seen = view(visit);
    return List.copyOf(visit.seen.values());
  }

  /** As {@link #whole}, for one who begins and has not heard who speaks. */
  List<Participant> anew(LiveVisit visit) {
    visit.heard = List.of();
    return whole(visit);
  }

  /** Takes for told what a connection itself did. */
  void knows(LiveVisit visit) {
    Participant self = view(visit).get(visit.seat());
    if (self != null) {
      visit.seen.put(visit.seat(), self);
    }
  }

  /** Who speaks in a room, loudest first. */
  void speaking(String room, List<String> seats) {
    speakers.put(room, seats);
  }

  /** Tells everybody what changed for them. */
  void tell() {
    for (LiveVisit visit : visits) {
      Map<String, Participant> before = visit.seen;
      Map<String, Participant> now = view(visit);
      visit.seen = now;
      before.keySet().stream()
          .filter(seat -> !now.containsKey(seat))
          .forEach(seat -> visit.send(new Left(seat)));
      now.forEach((seat, participant) -> {
        if (!participant.equals(before.get(seat))) {
          visit.send(new Changed(participant));
        }
      });
    }
  }

  /** Tells everybody who speaks in their rooms, where that changed. */
  void tellSpeakers() {
    for (LiveVisit visit : visits) {
      List<String> now = heardBy(visit.seat());
      if (!now.equals(visit.heard)) {
        visit.heard = now;
        visit.send(new Speaking(now));
      }
    }
  }

  private List<String> heardBy(String seat) {
    String room = roomOf(seat);
    return room == null
        ? List.of()
        : speakers.getOrDefault(room, List.of()).stream()
            .filter(speaker -> room.equals(roomOf(speaker)))
            .toList();
  }

  private @Nullable String roomOf(String seat) {
    org.parley.meeting.Participant present = attendance.participant(seat);
    return present == null ? null : present.room();
  }

  private Map<String, Participant> view(LiveVisit visit) {
    String side = doors.sideOf(visit.seat());
    boolean admitted = doors.isAdmitted(visit.seat());
    Map<String, Participant> view = new LinkedHashMap<>();
    for (org.parley.meeting.Participant present : attendance.participants()) {
      String room = present.room();
      boolean own = doors.sideOf(present.seat()).equals(side);
      boolean whole = Doors.isSidebar(room)
          ? room.equals(roomOf(visit.seat()))
          : own || (admitted && Doors.isPlenary(room));
      if (whole) {
        view.put(present.seat(), Messages.participant(present));
      } else if (own || admitted) {
        view.put(
            present.seat(),
            new ServerMessage.Participant(present.seat(), room, false, false, false, false));
      }
    }
    return view;
  }
}
