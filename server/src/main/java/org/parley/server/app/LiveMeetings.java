package org.parley.server.app;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomEvent;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.Outcome;
import org.parley.meeting.Rules;
import org.parley.server.signalling.ClientConnection;
import org.parley.server.signalling.MeetingAccess;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage.Purged;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.PurgedMeetings;
import org.parley.server.storage.PurgedMeetings.Tombstone;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meetings that have connections. */
public final class LiveMeetings
    implements MeetingAccess, RosterDesk, PurgeDesk.Deletion, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveMeetings.class);

  /** How often seats are looked at whose time runs out; grace is as coarse as this. */
  private static final long TICK_MS = 250;

  private final MeetingStore store;
  private final PurgedMeetings purges;
  private final LiveLimits limits;
  private final FileDesk files;
  private final LiveContext context;
  private final Map<String, LiveMeeting> meetings = new ConcurrentHashMap<>();
  private final Thread ticker;

  /** Keeps the order in which changes reach the store and the meetings the same. */
  private final ReentrantLock organising = new ReentrantLock();

  private volatile boolean stopped;

  LiveMeetings(
      LiveStores stores, MediaPlane media, MailDesk mails, LiveLimits limits, Clocks clocks) {
    this.store = stores.meetings();
    this.purges = stores.purged();
    this.limits = limits;
    SecureRandom random = new SecureRandom();
    this.files = new FileDesk(stores.files(), random, clocks.ns());
    this.context = new LiveContext(
        stores.logs(),
        stores.lines(),
        media,
        mails,
        files,
        limits,
        new Semaphore(limits.maxParticipants()),
        random,
        clocks);
    this.ticker = Thread.ofVirtual().name("live-meetings").start(this::tick);
  }

  @Override
  public Access enter(ClientMessage.Enter enter, ClientConnection connection) {
    String linkHash = linkHash(enter);
    while (linkHash != null) {
      if (stopped) {
        return new Access.Stopping();
      }
      // Read before a live meeting is made, so that strangers cannot make any.
      Meeting known = store.findByLink(enter.meeting(), linkHash);
      if (known == null) {
        break;
      }
      LiveMeeting live =
          meetings.computeIfAbsent(enter.meeting(), id -> new LiveMeeting(context, this, this, id));
      live.open(known);
      long seenChanges = live.changes();
      Meeting roster = store.findByLink(enter.meeting(), linkHash);
      if (roster == null) {
        break;
      }
      Access access = live.enter(roster, seenChanges, linkHash, connection);
      if (access != null) {
        return access;
      }
    }
    // Whoever knows the id had a link once: which one is not asked, since none is known any more.
    Tombstone left = linkHash == null ? null : purges.find(enter.meeting());
    return left == null
        ? new Access.Refused(Reason.UNKNOWN_LINK)
        : new Access.Purged(new Purged(left.atMs(), left.bothSides()));
  }

  @Override
  public boolean purge(String meetingId, int place, boolean bothSides) {
    organising.lock();
    try {
      Tombstone left = deleted(meetingId, place, bothSides);
      LiveMeeting live = meetings.get(meetingId);
      if (left != null && live != null) {
        live.purged(new Purged(left.atMs(), left.bothSides()));
      }
      return left != null;
    } finally {
      organising.unlock();
    }
  }

  @Override
  public void shutOut(String meetingId, int place) {
    purges.shutOut(meetingId, place);
  }

  private @Nullable Tombstone deleted(String meetingId, int place, boolean bothSides) {
    try {
      return purges.purge(meetingId, place, System.currentTimeMillis(), bothSides);
    } catch (StorageException failure) {
      Tombstone left = purges.find(meetingId);
      if (left == null) {
        throw failure;
      }
      LOG.warn("what is left of a meeting that was deleted goes at the next start", failure);
      return left;
    }
  }

  /** Carries out an organiser's command: on the disk, then for those in the meeting. Null where there is no such meeting. */
  public @Nullable Outcome apply(String meetingId, MeetingCommand command) {
    return change(meetingId, () -> store.apply(meetingId, command));
  }

  @Override
  public @Nullable Outcome applyBy(
      String meetingId, String linkHash, MeetingCommand.OfRoster command) {
    return change(meetingId, () -> store.applyBy(meetingId, linkHash, command));
  }

  private @Nullable Outcome change(String meetingId, Supplier<@Nullable Outcome> decide) {
    organising.lock();
    try {
      Outcome outcome = decide.get();
      if (outcome instanceof Outcome.Done done) {
        LiveMeeting live = meetings.get(meetingId);
        if (live != null) {
          live.changed(done.meeting());
        }
      }
      return outcome;
    } finally {
      organising.unlock();
    }
  }

  /** The seats of those who are present in a meeting. */
  public Set<String> present(String meetingId) {
    LiveMeeting live = meetings.get(meetingId);
    return live == null ? Set.of() : live.present();
  }

  /** Takes an event of a media loop; may wait for a meeting's other business. */
  public void on(RoomEvent event) {
    String room = switch (event) {
      case RoomEvent.Connected connected -> connected.room();
      case RoomEvent.Lost lost -> lost.room();
      case RoomEvent.Speaking speaking -> speaking.room();
    };
    LiveMeeting live = meetings.get(room);
    if (live != null) {
      live.on(event);
    }
  }

  /** Where tickets for sealed files are good. */
  FileDesk files() {
    return files;
  }

  /** Participants in all meetings. */
  public int participants() {
    return limits.maxParticipants() - context.places().availablePermits();
  }

  /** Tells everybody that the server stops. */
  @Override
  public void close() {
    stopped = true;
    ticker.interrupt();
    meetings.values().forEach(LiveMeeting::stop);
  }

  /** One meeting's fault leaves the others their time. */
  private boolean expires(LiveMeeting live) {
    try {
      return live.expire(context.nowNs());
    } catch (RuntimeException e) {
      LOG.error("a meeting's time could not be kept", e);
      return false;
    }
  }

  private void tick() {
    while (!stopped) {
      try {
        Thread.sleep(TICK_MS);
        meetings.values().removeIf(this::expires);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // A fault in one meeting; the others go on.
        LOG.error("A meeting failed", e);
      }
    }
  }

  /** The hash by which the link is known; null where id or secret are not of their form. */
  private static @Nullable String linkHash(ClientMessage.Enter enter) {
    if (!Rules.isId(enter.meeting()) || !Rules.isHash(enter.secret())) {
      return null;
    }
    byte[] secret = Base64.getUrlDecoder().decode(enter.secret());
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
