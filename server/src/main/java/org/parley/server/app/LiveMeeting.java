package org.parley.server.app;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomEvent;
import org.parley.meeting.LinkState;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.Outcome;
import org.parley.meeting.Seat;
import org.parley.meeting.Side;
import org.parley.meeting.log.RoomState;
import org.parley.server.signalling.ClientConnection;
import org.parley.server.signalling.MeetingAccess.Access;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Chartered;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Kept;
import org.parley.server.signalling.protocol.ServerMessage.NotKept;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.WhyNot;
import org.parley.server.storage.RoomLogs.Place;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One meeting's connections: who they are, and where what they say goes. One lock guards it all. */
final class LiveMeeting {
  private static final Logger LOG = LoggerFactory.getLogger(LiveMeeting.class);

  private final LiveContext context;
  private final RosterDesk rosters;
  private final String id;
  private final MeetingLock lock = new MeetingLock(this::review);
  private final Set<LiveVisit> visits = new LinkedHashSet<>();
  private final Doors doors = new Doors();
  private final Gathering gathering;
  private final DeliveryService deliveries;
  private final PublicDesk publicDesk;
  private final PurgeDesk purgeDesk;

  /** Held while the rooms' states come from the disk. */
  private final ReentrantLock opening = new ReentrantLock();

  private boolean opened;
  private long changes;
  private long emptySinceNs;
  private boolean closed;
  private boolean purged;

  LiveMeeting(LiveContext context, RosterDesk rosters, PurgeDesk.Deletion deletion, String id) {
    this.context = context;
    this.rosters = rosters;
    this.id = id;
    this.gathering = new Gathering(context, id, visits, doors);
    this.deliveries = new DeliveryService(context, id, lock, visits, doors, gathering);
    this.publicDesk = new PublicDesk(context, id, lock, visits, doors, deliveries);
    this.purgeDesk = new PurgeDesk(context, id, lock, visits, doors, deliveries, deletion);
    this.emptySinceNs = context.nowNs();
  }

  /** Reads the rooms' states from the disk, if that is not done; may wait for it. To be called before anybody enters. */
  void open(Meeting roster) {
    opening.lock();
    try {
      if (opened) {
        return;
      }
      Map<String, RoomState> states = new HashMap<>();
      states.put(ClientMessage.PLENARY, load(ClientMessage.PLENARY));
      states.put(ClientMessage.SCHEDULE, load(ClientMessage.SCHEDULE));
      Doors.SIDEBARS.forEach(room -> states.put(room, load(room)));
      for (Side side : roster.sides()) {
        states.put(side.id(), load(side.id()));
      }
      lock.locked(() -> {
        doors.roster(roster);
        states.forEach((room, state) -> {
          if (Doors.isPlenary(room)) {
            doors.plenary(state.book());
          } else if (Doors.isSidebar(room)) {
            doors.aside(room, state.book());
          }
        });
        deliveries.open(states);
      });
      opened = true;
    } finally {
      opening.unlock();
    }
  }

  private RoomState load(String room) {
    return context.logs().load(new Place(id, room));
  }

  /** How often the roster changed: read it before the roster. */
  long changes() {
    return lock.locked(() -> changes);
  }

  /**
   * Lets a connection in that shows a link.
   *
   * @param read the roster, read after {@code seenChanges} was
   * @return null where the roster has changed since, or this object is out of use: begin again
   */
  @Nullable
  Access enter(Meeting read, long seenChanges, String linkHash, ClientConnection connection) {
    return lock.<@Nullable Access>locked(() -> {
      if (closed || purged || changes != seenChanges) {
        return null;
      }
      return switch (read.link(linkHash)) {
        case LinkState.Open(Side side, Seat seat) -> {
          doors.roster(read);
          LiveVisit visit = new LiveVisit(this, connection, seat.id(), linkHash, context.nowNs());
          visits.add(visit);
          tellEntered(visit, side, read.papers().charter(), Messages.chartered(read, seat));
          yield new Access.Granted(visit);
        }
        case LinkState.Revoked() -> new Access.Refused(Reason.REVOKED_LINK);
        case LinkState.Over() -> new Access.Refused(Reason.MEETING_OVER);
        case LinkState.Unknown() -> new Access.Refused(Reason.UNKNOWN_LINK);
      };
    });
  }

  private void tellEntered(LiveVisit visit, Side side, String charter, Chartered papers) {
    visit.papers = papers;
    visit.send(new ServerMessage.Entered(
        ClientMessage.PROTOCOL_VERSION,
        visit.seat(),
        side.id(),
        papers.card(),
        charter,
        papers.roster(),
        papers.sides(),
        gathering.sight().whole(visit),
        ClientMessage.MAX_SLOTS,
        context.mails().isOpen() && doors.admits(visit.seat())));
  }

  void handle(LiveVisit visit, ClientMessage message) {
    switch (message) {
      case ClientMessage.Join join -> {
        locked(visit, () -> gathering.join(visit, join));
        deliveries.resend(visit);
      }
      case ClientMessage.Attend attend -> {
        locked(visit, () -> gathering.attend(visit, attend));
        deliveries.resend(visit);
      }
      case ClientMessage.Resume resume -> {
        locked(visit, () -> gathering.resume(visit, resume));
        deliveries.resend(visit);
      }
      case ClientMessage.Move move -> locked(visit, () -> gathering.move(visit, move));
      case ClientMessage.Renegotiate renegotiate ->
        locked(visit, () -> gathering.renegotiate(visit, renegotiate));
      case ClientMessage.Publish publish -> locked(visit, () -> gathering.publish(visit, publish));
      case ClientMessage.View view -> locked(visit, () -> gathering.view(visit, view));
      case ClientMessage.Leave leave -> locked(visit, () -> gathering.leave(visit));
      case ClientMessage.Follow follow -> deliveries.follow(visit, follow);
      case ClientMessage.Knock knock -> deliveries.knock(visit, knock);
      case ClientMessage.Found found -> deliveries.found(visit, found);
      case ClientMessage.Commit commit -> deliveries.commit(visit, commit);
      case ClientMessage.Append append -> deliveries.append(visit, append);
      case ClientMessage.Mail mail -> context.mails().send(visit, id, maySendMail(visit), mail);
      case ClientMessage.PublishLine publish -> publicDesk.publish(visit, publish);
      case ClientMessage.RemoveLine remove -> publicDesk.remove(visit, remove);
      case ClientMessage.ShutOutLine wish -> publicDesk.shutOut(visit, wish);
      case ClientMessage.Purge purge -> purgeDesk.purge(visit, purge);
      case ClientMessage.ShutOutPurge wish -> purgeDesk.shutOut(visit, wish);
      case ClientMessage.PutFile put -> context.files().put(holder(visit), put);
      case ClientMessage.FetchFile fetch -> context.files().fetch(holder(visit), fetch);
      case ClientMessage.AddSeat _,
          ClientMessage.ChangeSeat _,
          ClientMessage.RenewLink _,
          ClientMessage.RevokeLink _ -> keepRoster(visit, message);
      case ClientMessage.Enter enter -> throw new IllegalStateException("entered already");
      case ClientMessage.Ping ping -> throw new IllegalStateException("answered already");
    }
  }

  private FileDesk.Holder holder(LiveVisit visit) {
    String side = lock.locked(() -> doors.sideOf(visit.seat()));
    return new FileDesk.Holder(
        id, side, visit.seat(), visit::send, () -> lock.locked(() -> visits.contains(visit)));
  }

  private boolean maySendMail(LiveVisit visit) {
    return lock.locked(() -> visits.contains(visit) && doors.admits(visit.seat()));
  }

  /** Waits for the disk, and so without the lock. */
  private void keepRoster(LiveVisit visit, ClientMessage message) {
    if (!visit.changes().take(context.nowNs())) {
      visit.send(new NotKept(WhyNot.RATE_LIMITED));
      return;
    }
    String side = lock.locked(() -> doors.sideOf(visit.seat()));
    MeetingCommand.OfRoster command = Objects.requireNonNull(Messages.rosterCommand(message, side));
    visit.send(answer(visit, command));
  }

  private ServerMessage answer(LiveVisit visit, MeetingCommand.OfRoster command) {
    try {
      return switch (rosters.applyBy(id, visit.linkHash(), command)) {
        case null -> new NotKept(WhyNot.NOT_KEEPER);
        case Outcome.Refused refused -> new NotKept(Messages.whyNot(refused.reason()));
        case Outcome.Done _, Outcome.Unchanged _ -> new Kept(command.papers().version());
      };
    } catch (StorageException failure) {
      LOG.warn("a side's roster could not be saved", failure);
      return new NotKept(WhyNot.UNAVAILABLE);
    }
  }

  /** Does what a connection asks for, as long as it is one of the meeting's. */
  private void locked(LiveVisit visit, Runnable action) {
    lock.locked(() -> {
      if (visits.contains(visit)) {
        action.run();
      }
    });
  }

  void closed(LiveVisit visit, Closure closure) {
    lock.locked(() -> {
      if (visits.remove(visit)) {
        gathering.closed(visit, closure);
      }
    });
  }

  /** Tells the connections what was changed. */
  void changed(Meeting now) {
    lock.locked(() -> {
      changes++;
      if (now.over()) {
        gathering.endAll(new Ended(End.MEETING_OVER));
        return;
      }
      doors.roster(now);
      gathering.revoke(linkHash -> now.link(linkHash) instanceof LinkState.Open);
      for (LiveVisit visit : visits) {
        Seat seat = now.seat(visit.seat());
        if (seat == null) {
          continue;
        }
        Chartered papers = Messages.chartered(now, seat);
        Chartered news = Messages.news(papers, visit.papers);
        visit.papers = papers;
        if (news != null) {
          visit.send(news);
        }
      }
    });
  }

  /** All of it was deleted: tells everybody, and takes nobody more. */
  void purged(ServerMessage.Purged told) {
    lock.locked(() -> {
      purged = true;
      gathering.endAll(told);
    });
  }

  void on(RoomEvent event) {
    lock.locked(() -> gathering.on(event));
  }

  /** Does what time asks for; true where this object is out of use from now on. */
  boolean expire(long nowNs) {
    return lock.locked(() -> {
      gathering.expire(nowNs);
      if (!visits.isEmpty() || !gathering.isEmpty()) {
        emptySinceNs = nowNs;
      }
      closed = nowNs - emptySinceNs > LiveContext.LINGER.toNanos();
      return closed || purged;
    });
  }

  void stop() {
    lock.locked(() -> gathering.endAll(new Ended(End.SERVER_STOPPING)));
  }

  /** The seats of those who are present. */
  Set<String> present() {
    return lock.locked(gathering::present);
  }

  private void review() {
    deliveries.review();
  }
}
