package org.parley.server.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.log.RoomState;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Absent;
import org.parley.server.signalling.protocol.ServerMessage.Knocked;
import org.parley.server.signalling.protocol.ServerMessage.MayFound;
import org.parley.server.signalling.protocol.ServerMessage.Unknocked;

/**
 * Where one room's log is read and written: who follows it, who knocks, who of its members is not there. What changes the log has the
 * {@link #turn}, and waits for the disk; all else is guarded by the meeting. The state changes in turn and guarded by the meeting, so
 * that either suffices to read it.
 */
final class RoomDesk {

  /** Connections that wait for their turn, each with one message: as many as a table's people. The rest is refused. */
  static final int MAX_WAITING = 64;

  /**
   * After which one who lost the group by a founding, and asks to be added, may found too. Longer bears a slower founder; shorter ends
   * sooner what a founder does who adds nobody.
   */
  static final long LEFT_OUT_NS = TimeUnit.SECONDS.toNanos(10);

  /** Within which who came back is not taken for put out, though removed: the commit may have been on its way. */
  private static final long RETURN_NS = TimeUnit.SECONDS.toNanos(10);

  final String room;

  /** Fair, so that nobody waits for ever. */
  final ReentrantLock turn = new ReentrantLock(true);

  final Semaphore waiting = new Semaphore(MAX_WAITING);

  RoomState state;

  /** Whether what is on the disk may be another state than this one, since a call failed. In turn. */
  boolean unsure;

  /** How often seats may still found. Guarded by the meeting. */
  final Map<String, TokenBucket> foundings = new HashMap<>();

  private final Doors doors;
  private final Whereabouts whereabouts;
  private final Set<LiveVisit> followers = new LinkedHashSet<>();
  private final Map<String, Knock> knocks = new LinkedHashMap<>();
  private final Map<String, Long> returnedNs = new HashMap<>();
  private Set<String> absent = Set.of();

  /** Members whose group was founded anew by another, and who have not followed the new one yet. */
  private final Set<String> bereft = new HashSet<>();

  /** Since when such members ask to be added. */
  private final Map<String, Long> askingNs = new HashMap<>();

  /** A wish to be added, which lives as long as its connection. */
  private static final class Knock {
    final LiveVisit visit;
    final String keyPackage;

    /** What the knocker was told last; null where it may not found the group. */
    @Nullable
    MayFound told;

    Knock(LiveVisit visit, String keyPackage) {
      this.visit = visit;
      this.keyPackage = keyPackage;
    }
  }

  RoomDesk(String room, RoomState state, Doors doors, Whereabouts whereabouts) {
    this.room = room;
    this.state = state;
    this.doors = doors;
    this.whereabouts = whereabouts;
  }

  /** Sends to those who follow the room, but for one seat. */
  void broadcast(ServerMessage message, @Nullable String exceptSeat) {
    for (LiveVisit follower : followers) {
      if (!follower.seat().equals(exceptSeat)) {
        follower.send(message);
      }
    }
  }

  /** Has a connection told of what is new from now on; false where it was already. */
  boolean follow(LiveVisit visit) {
    forget(visit.seat());
    return followers.add(visit);
  }

  /** Tells a new follower who is not there and who knocks. */
  void introduce(LiveVisit visit) {
    visit.send(absentees());
    knocks.forEach((seat, knock) -> {
      if (!seat.equals(visit.seat())) {
        visit.send(new Knocked(room, seat, knock.keyPackage));
      }
    });
  }

  void knock(LiveVisit visit, String keyPackage, long nowNs) {
    if (bereft.contains(visit.seat())) {
      // It counts from the first on: a welcome that is of no use answers nobody.
      askingNs.putIfAbsent(visit.seat(), nowNs);
    }
    // Without keys it reads nothing; once it has them it follows anew.
    followers.remove(visit);
    knocks.put(visit.seat(), new Knock(visit, keyPackage));
    broadcast(new Knocked(room, visit.seat(), keyPackage), visit.seat());
  }

  /** Somebody needs not knock any more. */
  void answered(String seat) {
    if (knocks.remove(seat) != null) {
      broadcast(new Unknocked(room, seat), seat);
    }
  }

  /** Notes who lost the group of a state by a founding. Who was away or had no keys then lost nothing by it. */
  void foundedAnew(RoomState before, long nowNs) {
    before.book().stream()
        .filter(seat -> !absent.contains(seat) && !knocks.containsKey(seat))
        .forEach(bereft::add);
    // The new founder has as much time as the one before.
    askingNs.clear();
    knocks.keySet().stream().filter(bereft::contains).forEach(seat -> askingNs.put(seat, nowNs));
  }

  /** Somebody is in the group again, or was put out of it. */
  void forget(String seat) {
    bereft.remove(seat);
    askingNs.remove(seat);
  }

  /** Tells those who are no members any more nothing further. */
  void dropStrangers() {
    if (Doors.isSchedule(room)) {
      return;
    }
    followers.removeIf(
        follower -> !state.book().contains(follower.seat()) || isShut(follower.seat()));
  }

  /** Whether it is a sidebar, and somebody is not at the table any more. */
  boolean isShut(String seat) {
    return Doors.isSidebar(room) && !doors.isEligible(seat, room);
  }

  /** Sees what the comings and goings mean for this room, and tells whom it concerns. */
  void review(Set<LiveVisit> visits, long nowNs) {
    followers.retainAll(visits);
    followers.removeIf(follower -> isShut(follower.seat()));
    List<String> gone = knocks.values().stream()
        .filter(knock -> !visits.contains(knock.visit) || isShut(knock.visit.seat()))
        .map(knock -> knock.visit.seat())
        .toList();
    gone.forEach(this::answered);
    askingNs.keySet().removeIf(seat -> visits.stream().noneMatch(v -> v.seat().equals(seat)));
    Set<String> now = new TreeSet<>(state.book());
    now.removeIf(seat -> !whereabouts.isAbsent(seat, nowNs));
    for (String seat : absent) {
      if (!now.contains(seat)) {
        returnedNs.put(seat, nowNs);
      }
    }
    if (!now.equals(absent)) {
      absent = now;
      broadcast(absentees(), null);
    }
    for (Knock knock : knocks.values()) {
      MayFound may = mayFound(knock.visit.seat(), nowNs)
          ? new MayFound(room, state.generation() + 1, state.head())
          : null;
      if (may != null && !may.equals(knock.told)) {
        knock.visit.send(may);
      }
      knock.told = may;
    }
  }

  /** Whether a member was told to be absent within some time before now, and may have been removed for it. */
  boolean wasAbsent(String seat, long nowNs) {
    Long returned = returnedNs.get(seat);
    return absent.contains(seat) || (returned != null && nowNs - returned < RETURN_NS);
  }

  /** Whom a member may declare removed. Who belongs in a sidebar its members know alone; who was removed without reason asks again. */
  Set<String> removable(String by, long nowNs) {
    Set<String> seats = new HashSet<>(state.book());
    if (Doors.isSidebar(room)) {
      return seats;
    }
    seats.removeIf(seat -> !wasAbsent(seat, nowNs) && !doors.answersFor(by, seat));
    return seats;
  }

  /** Whether someone may found the group: nobody is there who could add the seat, or who is there does not. */
  boolean mayFound(String seat, long nowNs) {
    Long asking = askingNs.get(seat);
    return (asking != null && nowNs - asking >= LEFT_OUT_NS) || isAlone(seat, nowNs);
  }

  private boolean isAlone(String seat, long nowNs) {
    boolean entitled =
        doors.mayBegin(seat, room) || (Doors.isPlenary(room) && state.book().contains(seat));
    return entitled
        && followers.stream().allMatch(follower -> follower.seat().equals(seat))
        && state.book().stream()
            .noneMatch(member -> !member.equals(seat)
                && !knocks.containsKey(member)
                && whereabouts.isComing(member, nowNs));
  }

  private Absent absentees() {
    return new Absent(room, List.copyOf(absent));
  }
}
