package org.parley.server.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.parley.media.sdp.Chamber;
import org.parley.meeting.Meeting;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.server.signalling.protocol.ClientMessage;

/** Which of a meeting's rooms are open to whom: the plenary to those in its book, a side's room to that side. Guarded by its meeting. */
final class Doors {
  private final Map<String, String> sides = new HashMap<>();
  private final Set<String> admitting = new HashSet<>();
  private Set<String> admitted = Set.of();

  /** Takes a roster; seats are added to it, and never taken out. */
  void roster(Meeting roster) {
    for (Side side : roster.sides()) {
      for (Seat seat : side.seats()) {
        sides.put(seat.id(), side.id());
        if (seat.admits()) {
          admitting.add(seat.id());
        }
      }
    }
  }

  /** Takes the plenary's book. */
  void plenary(Set<String> book) {
    admitted = book;
  }

  static boolean isPlenary(String room) {
    return room.equals(ClientMessage.PLENARY);
  }

  /** Whether what is sent in the room goes to all sides, or to one. */
  static Chamber chamber(String room) {
    return isPlenary(room) ? Chamber.PLENARY : Chamber.CAUCUS;
  }

  /** The side of a seat of this meeting. */
  String sideOf(String seat) {
    return Objects.requireNonNull(sides.get(seat));
  }

  boolean isAdmitted(String seat) {
    return admitted.contains(seat);
  }

  /** Whether someone may be in a room. */
  boolean isOpen(String seat, String room) {
    return isPlenary(room) ? isAdmitted(seat) : room.equals(sides.get(seat));
  }

  /** Those who may be in the group of a room. */
  Set<String> eligible(String room) {
    Set<String> seats = new HashSet<>(sides.keySet());
    seats.removeIf(seat -> !isEligible(seat, room));
    return seats;
  }

  boolean isEligible(String seat, String room) {
    return isPlenary(room) ? sides.containsKey(seat) : room.equals(sides.get(seat));
  }

  /** Whether someone who is not in a room's book may found its group, where nobody can add them. */
  boolean mayBegin(String seat, String room) {
    return isPlenary(room) ? admitting.contains(seat) : isEligible(seat, room);
  }
}
