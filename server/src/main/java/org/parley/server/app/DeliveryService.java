package org.parley.server.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.log.LogCommand;
import org.parley.meeting.log.LogEntry;
import org.parley.meeting.log.LogEntry.Kind;
import org.parley.meeting.log.LogOutcome;
import org.parley.meeting.log.RoomState;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Accepted;
import org.parley.server.signalling.protocol.ServerMessage.Appended;
import org.parley.server.signalling.protocol.ServerMessage.Conflict;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.NotMember;
import org.parley.server.signalling.protocol.ServerMessage.NotWritten;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Why;
import org.parley.server.storage.RoomLogs.Place;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meeting's delivery service (RFC 9750, section 5): keeps the rooms' logs, orders what their groups write, hands on welcomes and
 * wishes to be added. It knows no keys.
 *
 * <p>What waits for the disk does so on its connection's own thread, in the room's turn and without the meeting's lock: so entries reach
 * everyone in the log's order and never before they are on the disk, a connection's messages keep theirs, and a slow disk holds up
 * nobody but those who write or read there.
 */
final class DeliveryService {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryService.class);

  /** Objects of a seat. A burst holds what a page sends that was offline; the rate is faster than anybody writes. */
  static final int OBJECT_BURST = 40;

  static final double OBJECTS_PER_SECOND = 5;

  /** Commits, foundings and knocks of a seat. A burst adds a whole table one by one, with some lost races. */
  static final int COMMIT_BURST = 100;

  static final double COMMITS_PER_SECOND = 5;

  /** Foundings of a seat in a room. Higher forgives more mishaps; lower lets one seat take the group apart less often. */
  static final int FOUNDING_BURST = 3;

  static final double FOUNDINGS_PER_SECOND = FOUNDING_BURST / 60.0;

  /** Longer rides out a slower disk; together with a call's own time it stays below the silence that ends a connection. */
  private static final int TURN_TIMEOUT_SECONDS = 10;

  /** How often one who reads faster than a connection may is looked at. */
  private static final int PACE_MS = 20;

  private final LiveContext context;
  private final String meeting;
  private final MeetingLock lock;
  private final Set<LiveVisit> visits;
  private final Doors doors;
  private final Gathering gathering;
  private final Map<String, RoomDesk> desks = new HashMap<>();
  private final Map<String, TokenBucket> objects = new HashMap<>();
  private final Map<String, TokenBucket> commits = new HashMap<>();

  /** @param visits the connections; guarded, as doors and gathering, by the lock */
  DeliveryService(
      LiveContext context,
      String meeting,
      MeetingLock lock,
      Set<LiveVisit> visits,
      Doors doors,
      Gathering gathering) {
    this.context = context;
    this.meeting = meeting;
    this.lock = lock;
    this.visits = visits;
    this.doors = doors;
    this.gathering = gathering;
  }

  /** Opens the rooms, with their states as they are on the disk. */
  void open(Map<String, RoomState> states) {
    states.forEach((room, state) ->
        desks.put(room, new RoomDesk(room, state, doors, gathering.whereabouts())));
  }

  /** The next free place in a room's log. Under the lock. */
  int head(String room) {
    RoomDesk desk = desks.get(room);
    return desk == null ? 0 : desk.state.head();
  }

  /** Sees what comings and goings mean for the rooms. Under the lock. */
  void review() {
    long nowNs = context.nowNs();
    desks.values().forEach(desk -> desk.review(visits, nowNs));
  }

  void knock(LiveVisit visit, ClientMessage.Knock knock) {
    String room = knock.room();
    Boolean knocked = lock.<@Nullable Boolean>locked(() -> {
      RoomDesk desk = desks.get(room);
      if (!visits.contains(visit)) {
        return null;
      }
      if (!take(commits, visit, COMMIT_BURST, COMMITS_PER_SECOND)) {
        return null;
      }
      if (desk == null || !doors.isEligible(visit.seat(), room)) {
        visit.send(new NotMember(room));
        return null;
      }
      desk.knock(visit, knock.keyPackage(), context.nowNs());
      return desk.state.welcomes().containsKey(visit.seat());
    });
    if (knocked != null && knocked) {
      inTurn(visit, room, desk -> deliverWelcomes(desk, Set.of(visit.seat())));
    }
  }

  /** Sends someone the welcomes that wait, as after a join. */
  void resend(LiveVisit visit) {
    List<String> rooms = lock.locked(() -> desks.values().stream()
        .filter(desk -> desk.state.welcomes().containsKey(visit.seat()))
        .map(desk -> desk.room)
        .toList());
    rooms.forEach(room -> inTurn(visit, room, desk -> deliverWelcomes(desk, Set.of(visit.seat()))));
  }

  void follow(LiveVisit visit, ClientMessage.Follow follow) {
    if (!pace(visit)) {
      return;
    }
    inTurn(visit, follow.room(), desk -> {
      String seat = visit.seat();
      boolean keyless = Doors.isSchedule(desk.room);
      if (!keyless && !desk.state.book().contains(seat)) {
        send(visit, new NotMember(desk.room));
        return;
      }
      if (desk.state.welcomes().containsKey(seat)) {
        RoomState after = desk.state.fetched(seat);
        context.logs().fetched(place(desk), desk.state, after);
        lock.locked(() -> desk.state = after);
      }
      int head = desk.state.head();
      List<ServerMessage.Entry> page =
          context.logs().page(place(desk), follow.from(), head).stream()
              .map(Messages::entry)
              .toList();
      lock.locked(() -> {
        if (!visits.contains(visit)) {
          return;
        }
        boolean first = desk.follow(visit);
        visit.send(new ServerMessage.Log(desk.room, follow.from(), head, page));
        if (first && !keyless) {
          desk.answered(seat);
          desk.introduce(visit);
        }
      });
    });
  }

  void found(LiveVisit visit, ClientMessage.Found found) {
    if (!mayWrite(visit, commits, COMMIT_BURST, COMMITS_PER_SECOND)) {
      return;
    }
    inTurn(visit, found.room(), desk -> {
      boolean entitled = lock.locked(() -> desk.mayFound(visit.seat(), context.nowNs()));
      LogCommand command = new LogCommand.Found(
          found.seq(), entry(Kind.FOUNDING, visit, found.bytes()), found.generation(), entitled);
      // One that is too late, or there already, is none.
      boolean begins = desk.state.decide(command) instanceof LogOutcome.Accepted;
      if (!begins || lock.locked(() -> takeFounding(visit, desk))) {
        write(visit, desk, command);
      }
    });
  }

  void commit(LiveVisit visit, ClientMessage.Commit commit) {
    if (!mayWrite(visit, commits, COMMIT_BURST, COMMITS_PER_SECOND)) {
      return;
    }
    inTurn(visit, commit.room(), desk -> {
      LogCommand command = lock.locked(() -> new LogCommand.Commit(
          commit.seq(),
          entry(Kind.COMMIT, visit, commit.bytes()),
          commit.epoch(),
          Messages.bytes(commit.welcome()),
          new HashSet<>(commit.added()),
          new HashSet<>(commit.removed()),
          doors.eligible(desk.room),
          desk.removable(visit.seat(), context.nowNs())));
      write(visit, desk, command);
    });
  }

  void append(LiveVisit visit, ClientMessage.Append append) {
    if (!mayWrite(visit, objects, OBJECT_BURST, OBJECTS_PER_SECOND)) {
      return;
    }
    inTurn(
        visit,
        append.room(),
        desk -> write(
            visit,
            desk,
            new LogCommand.Append(
                append.seq(),
                entry(Kind.OBJECT, visit, append.bytes()),
                Doors.isSchedule(desk.room))));
  }

  private static LogEntry entry(Kind kind, LiveVisit visit, String bytes) {
    return new LogEntry(kind, visit.seat(), Messages.bytes(bytes));
  }

  /** In turn. */
  private void write(LiveVisit visit, RoomDesk desk, LogCommand command) {
    switch (decide(desk, command)) {
      case LogOutcome.Accepted(RoomState after) -> {
        byte[] welcome =
            command instanceof LogCommand.Commit commit ? commit.welcome() : new byte[0];
        if (context.logs().write(place(desk), desk.state, after, command.entry(), welcome)) {
          accept(desk, after, List.of(command.entry()), visit);
        } else {
          desk.unsure = true;
          recover(desk);
          send(visit, new Conflict(desk.room, desk.state.head()));
        }
      }
      case LogOutcome.Taken taken -> send(visit, new Accepted(desk.room, command.seq()));
      case LogOutcome.Conflict() -> send(visit, new Conflict(desk.room, desk.state.head()));
      case LogOutcome.NotMember() -> send(visit, new NotMember(desk.room));
      case LogOutcome.CommitInvalid() ->
        send(visit, new NotWritten(desk.room, command.seq(), Why.COMMIT_INVALID));
      case LogOutcome.Full() -> send(visit, new NotWritten(desk.room, command.seq(), Why.LOG_FULL));
    }
  }

  /** What becomes of a command; {@link LogOutcome.Taken} only where it was carried out before. */
  private LogOutcome decide(RoomDesk desk, LogCommand command) {
    LogOutcome outcome = desk.state.decide(command);
    if (!(outcome instanceof LogOutcome.Taken taken)) {
      return outcome;
    }
    LogEntry there = context.logs().entry(place(desk), command.seq());
    return there != null && there.isSame(command.entry()) ? taken : taken.otherwise();
  }

  /**
   * Makes known what is on the disk. In turn.
   *
   * @param entries those between the desk's state and the new one
   * @param author to be told so; null where nobody waits for it
   */
  private void accept(
      RoomDesk desk, RoomState after, List<LogEntry> entries, @Nullable LiveVisit author) {
    Set<String> invited = lock.locked(() -> {
      RoomState before = desk.state;
      desk.state = after;
      // First the media, where it is to stop.
      boolean anew = before.generation() != after.generation();
      if (!anew) {
        remove(desk, before, after, entries);
      } else {
        desk.foundedAnew(before, context.nowNs());
        if (Doors.isPlenary(desk.room)) {
          gathering.foundedAnew(after.book());
        } else if (Doors.isSidebar(desk.room)) {
          gathering.aside(desk.room, after.book());
        }
      }
      int seq = before.head();
      if (author != null && visits.contains(author)) {
        author.send(new Accepted(desk.room, seq));
      }
      for (LogEntry entry : entries) {
        desk.broadcast(new Appended(desk.room, seq, Messages.entry(entry)), null);
        seq++;
      }
      if (author != null && anew) {
        // It has all there is, and others need not found again before it says so.
        desk.follow(author);
        desk.introduce(author);
      }
      Set<String> added = new HashSet<>(after.book());
      added.removeIf(seat -> before.book().contains(seat)
          && Objects.equals(before.welcomes().get(seat), after.welcomes().get(seat)));
      added.forEach(desk::answered);
      desk.dropStrangers();
      added.retainAll(after.welcomes().keySet());
      return added;
    });
    deliverWelcomes(desk, invited);
  }

  /** Does what follows when members were removed. */
  private void remove(RoomDesk desk, RoomState before, RoomState after, List<LogEntry> entries) {
    if (Doors.isPlenary(desk.room)) {
      gathering.plenary(after.book());
    } else if (Doors.isSidebar(desk.room)) {
      gathering.aside(desk.room, after.book());
      return;
    }
    Set<String> gone = new HashSet<>(before.book());
    gone.removeAll(after.book());
    for (String seat : gone) {
      boolean byItsHead = entries.stream().anyMatch(entry -> doors.answersFor(entry.seat(), seat));
      if (byItsHead && !desk.wasAbsent(seat, context.nowNs())) {
        desk.forget(seat);
        if (!Doors.isPlenary(desk.room)) {
          gathering.putOut(seat, End.PUT_OUT);
        }
      }
    }
  }

  /** Sends seats the welcomes that wait for them. In turn. */
  private void deliverWelcomes(RoomDesk desk, Set<String> seats) {
    Map<Integer, String> welcomes = new HashMap<>();
    for (String seat : seats) {
      Integer seq = desk.state.welcomes().get(seat);
      if (seq == null) {
        continue;
      }
      String welcome = welcomes.computeIfAbsent(seq, _ -> {
        byte[] bytes = context.logs().welcome(place(desk), seq);
        return Messages.text(bytes == null ? new byte[0] : bytes);
      });
      lock.locked(() -> visits.stream()
          .filter(visit -> visit.seat().equals(seat))
          .forEach(visit -> visit.send(
              new ServerMessage.Welcome(desk.room, desk.state.generation(), seq, welcome))));
    }
  }

  /** Brings a desk up to date with the disk, where a failed call left that unsure. In turn. */
  private void recover(RoomDesk desk) {
    if (!desk.unsure) {
      return;
    }
    RoomState stored = context.logs().load(place(desk));
    List<LogEntry> missed = context.logs().page(place(desk), desk.state.head(), stored.head());
    accept(desk, stored, missed, null);
    desk.unsure = false;
  }

  /** Does work that may wait for the disk, in the room's turn; where it can't, says so. */
  private void inTurn(LiveVisit visit, String room, Consumer<RoomDesk> work) {
    RoomDesk desk = lock.<@Nullable RoomDesk>locked(() -> {
      RoomDesk found = desks.get(room);
      return found == null || found.isShut(visit.seat()) ? null : found;
    });
    if (desk == null) {
      send(visit, new NotMember(room));
      return;
    }
    if (!desk.waiting.tryAcquire()) {
      send(visit, new Refused(Reason.UNAVAILABLE));
      return;
    }
    try {
      if (!desk.turn.tryLock(TURN_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        send(visit, new Refused(Reason.UNAVAILABLE));
        return;
      }
      try {
        work(visit, desk, work);
      } finally {
        desk.turn.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      desk.waiting.release();
    }
  }

  private void work(LiveVisit visit, RoomDesk desk, Consumer<RoomDesk> work) {
    try {
      recover(desk);
      work.accept(desk);
    } catch (StorageException failure) {
      if (!desk.unsure) {
        // Once: until it works again, everybody who tries comes here.
        LOG.error("the log of {} failed", place(desk), failure);
      }
      desk.unsure = true;
      send(visit, new Refused(Reason.UNAVAILABLE));
    } catch (RuntimeException bug) {
      // What is on the disk counts, whatever happened here.
      desk.unsure = true;
      throw bug;
    }
  }

  /** Waits until a connection may read another page. */
  private boolean pace(LiveVisit visit) {
    try {
      while (!visit.pages().take(context.nowNs())) {
        Thread.sleep(PACE_MS);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean mayWrite(
      LiveVisit visit, Map<String, TokenBucket> buckets, int burst, double perSecond) {
    return lock.locked(() -> visits.contains(visit) && take(buckets, visit, burst, perSecond));
  }

  private boolean takeFounding(LiveVisit visit, RoomDesk desk) {
    return take(desk.foundings, visit, FOUNDING_BURST, FOUNDINGS_PER_SECOND);
  }

  /** Takes one of a seat's tokens; where there is none, says so. Under the lock. */
  private boolean take(
      Map<String, TokenBucket> buckets, LiveVisit visit, int burst, double perSecond) {
    long nowNs = context.nowNs();
    boolean taken = buckets
        .computeIfAbsent(visit.seat(), _ -> new TokenBucket(burst, perSecond, nowNs))
        .take(nowNs);
    if (!taken) {
      visit.send(new Refused(Reason.RATE_LIMITED));
    }
    return taken;
  }

  /** Sends to a connection that is still among the visits. */
  private void send(LiveVisit visit, ServerMessage message) {
    lock.locked(() -> {
      if (visits.contains(visit)) {
        visit.send(message);
      }
    });
  }

  private Place place(RoomDesk desk) {
    return new Place(meeting, desk.room);
  }
}
