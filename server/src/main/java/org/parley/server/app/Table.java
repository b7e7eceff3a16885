package org.parley.server.app;

import static org.parley.media.RoomCommand.Occupant.PERSON;
import static org.parley.media.RoomCommand.Occupant.SCREEN;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomCommand;
import org.parley.media.sdp.Chamber;
import org.parley.meeting.Attendance;
import org.parley.meeting.Participant;
import org.parley.server.app.Presence.Endpoint;
import org.parley.server.app.Seating.Shown;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Showing;

/** Who is shown in whose slots: turns a meeting's attendance into room commands and {@code seating} messages. Guarded by its meeting. */
final class Table {
  private final Attendance attendance;
  private final Map<String, Presence> presences;
  private final Consumer<RoomCommand> commands;

  Table(Attendance attendance, Map<String, Presence> presences, Consumer<RoomCommand> commands) {
    this.attendance = attendance;
    this.presences = presences;
    this.commands = commands;
  }

  /** Brings every receiver's slots up to date in the room; the seats of those who see another seating now. */
  Set<String> reseat() {
    Set<String> reseated = new LinkedHashSet<>();
    presences.forEach((seat, presence) -> {
      Endpoint endpoint = presence.endpoint;
      if (endpoint == null) {
        return;
      }
      int slots = endpoint.session.slots().size();
      SortedMap<Integer, Shown> shown = Seating.assign(endpoint.shown, slots, audience(seat));
      if (!shown.equals(endpoint.shown)) {
        endpoint.shown = shown;
        reseated.add(seat);
      }
      for (int slot = 0; slot < slots; slot++) {
        command(endpoint, slot, shown.get(slot));
      }
    });
    return reseated;
  }

  /** Sends their seating to those whose it is. */
  void tell(Set<String> seats) {
    for (String seat : seats) {
      Presence presence = presences.get(seat);
      if (presence != null && presence.visit != null && presence.endpoint != null) {
        presence.visit.connection().send(new ServerMessage.Seating(presence.endpoint.seating()));
      }
    }
  }

  private void command(Endpoint endpoint, int slot, @Nullable Shown shown) {
    Presence presence = shown == null ? null : presences.get(shown.seat());
    Endpoint publisher = presence == null ? null : presence.endpoint;
    RoomCommand.Occupant occupant =
        shown != null && shown.showing() == Showing.SCREEN ? SCREEN : PERSON;
    Participant seen = shown == null ? null : attendance.participant(shown.seat());
    RoomCommand.Seat command = publisher == null || seen == null
        ? new RoomCommand.Seat(endpoint.id, slot, null, Chamber.PLENARY, PERSON)
        : new RoomCommand.Seat(
            endpoint.id, slot, publisher.id, Doors.chamber(seen.room()), occupant);
    RoomCommand.Seat before = endpoint.commanded.put(slot, command);
    if (before == null ? command.publisher() != null : !before.equals(command)) {
      commands.accept(command);
    }
  }

  /** What a seat's person may see and hear, whoever has waited longest first: all others with media in the same room. */
  private List<Shown> audience(String seat) {
    List<Shown> audience = new ArrayList<>();
    attendance.screens().forEach(screen -> audience.add(new Shown(screen, Showing.SCREEN)));
    attendance
        .participants()
        .forEach(person -> audience.add(new Shown(person.seat(), Showing.PERSON)));
    audience.removeIf(shown -> shown.seat().equals(seat) || !isInSight(seat, shown.seat()));
    return audience;
  }

  private boolean isInSight(String viewer, String other) {
    Participant viewing = attendance.participant(viewer);
    Participant seen = attendance.participant(other);
    Presence presence = presences.get(other);
    return viewing != null
        && seen != null
        && viewing.room().equals(seen.room())
        && presence != null
        && presence.hasMedia;
  }
}
