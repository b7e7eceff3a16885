package org.parley.server.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.parley.media.sdp.Chamber;
import org.parley.meeting.Meeting;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.server.signalling.protocol.ClientMessage;

/**
 * Which of a meeting's rooms are open to whom: the plenary to those in its book and, for a while, to those who were when its group was
 * founded anew; a side's room to that side; a sidebar to those in its book, as long as the plenary is open to them. Guarded by its meeting.
 */
final class Doors {

  /** Where some of all sides are aside from the table. */
  static final Set<String> SIDEBARS = Set.of(ClientMessage.HEADS, ClientMessage.EXPERTS);

  /** Longer bears a slower founder; shorter ends sooner that those whom it does not add sit among the others. */
  static final long STAY_NS = TimeUnit.SECONDS.toNanos(10);

  private final Map<String, String> sides = new HashMap<>();
  private final Set<String> admitting = new HashSet<>();
  private Set<String> book = Set.of();

  /** The sidebars' books. */
  private final Map<String, Set<String>> aside = new HashMap<>();

  /** Until when those stay who were in the plenary's book before it was founded anew. */
  private final Map<String, Long> stayNs = new HashMap<>();

  /** Takes a roster; seats are added to it, and never taken out. */
  void roster(Meeting roster) {
    for (Side side : roster.sides()) {
      for (Seat seat : side.seats()) {
        sides.put(seat.id(), side.id());
        if (seat.admits()) {
          admitting.add(seat.id());
        } else {
          admitting.remove(seat.id());
        }
      }
    }
  }

  /** Takes the plenary's book. */
  void plenary(Set<String> now) {
    book = now;
    stayNs.keySet().removeAll(now);
  }

  /** Takes the plenary's book after a founding. */
  void foundedAnew(Set<String> now, long nowNs) {
    book.forEach(seat -> stayNs.putIfAbsent(seat, nowNs + STAY_NS));
    plenary(now);
  }

  /** Takes a sidebar's book. */
  void aside(String room, Set<String> now) {
    aside.put(room, now);
  }

  /** Shuts the plenary to those who have stayed as long as they may; whether there are any. */
  boolean expire(long nowNs) {
    return stayNs.values().removeIf(untilNs -> nowNs - untilNs >= 0);
  }

  /** Those who may be in the plenary. */
  Set<String> admitted() {
    Set<String> seats = new HashSet<>(book);
    seats.addAll(stayNs.keySet());
    return seats;
  }

  static boolean isPlenary(String room) {
    return room.equals(ClientMessage.PLENARY);
  }

  /** Whether it is a log alone, for all who were invited. */
  static boolean isSchedule(String room) {
    return room.equals(ClientMessage.SCHEDULE);
  }

  static boolean isSidebar(String room) {
    return SIDEBARS.contains(room);
  }

  /** Whether what is sent in the room goes to all sides, to one, or to some of all. */
  static Chamber chamber(String room) {
    if (isSidebar(room)) {
      return Chamber.SIDEBAR;
    }
    return isPlenary(room) ? Chamber.PLENARY : Chamber.CAUCUS;
  }

  /** The sidebar that a room is; empty for any other. */
  static String sidebar(String room) {
    return isSidebar(room) ? room : "";
  }

  /** The side of a seat of this meeting. */
  String sideOf(String seat) {
    return Objects.requireNonNull(sides.get(seat));
  }

  boolean isAdmitted(String seat) {
    return book.contains(seat) || stayNs.containsKey(seat);
  }

  /** Whether someone may be in a room. */
  boolean isOpen(String seat, String room) {
    if (isSidebar(room)) {
      return isEligible(seat, room) && aside.getOrDefault(room, Set.of()).contains(seat);
    }
    return isPlenary(room) ? isAdmitted(seat) : room.equals(sides.get(seat));
  }

  /** Those who may be in the group of a room. */
  Set<String> eligible(String room) {
    Set<String> seats = new HashSet<>(sides.keySet());
    seats.removeIf(seat -> !isEligible(seat, room));
    return seats;
  }

  /** Who is an expert the server does not know: that the members of the experts' group see to. */
  boolean isEligible(String seat, String room) {
    if (isSidebar(room)) {
      return isAdmitted(seat) && (admitting.contains(seat) || !room.equals(ClientMessage.HEADS));
    }
    return isPlenary(room) ? sides.containsKey(seat) : room.equals(sides.get(seat));
  }

  /** Whether someone speaks for their side. */
  boolean admits(String seat) {
    return admitting.contains(seat);
  }

  /** Whether one seat may put another out. */
  boolean answersFor(String seat, String other) {
    return admitting.contains(seat)
        && !seat.equals(other)
        && Objects.equals(sides.get(seat), sides.get(other));
  }

  /** Whether someone who is not in a room's book may found its group, where nobody can add them. */
  boolean mayBegin(String seat, String room) {
    return isPlenary(room) ? admitting.contains(seat) : isEligible(seat, room);
  }
}
