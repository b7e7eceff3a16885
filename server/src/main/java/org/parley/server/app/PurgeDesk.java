package org.parley.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Purge;
import org.parley.server.signalling.protocol.ClientMessage.ShutOutPurge;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefusal;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefused;
import org.parley.server.signalling.protocol.ServerMessage.PurgeShutOut;
import org.parley.server.signalling.protocol.ServerMessage.SidePart;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a process deleted by the keys of all its sides, and by nothing else, unless one of them has shut the proposal out. What waits for the
 * disk does so on its connection's own thread, without the meeting's lock.
 */
final class PurgeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PurgeDesk.class);

  /** Of a seat, to purge and to shut out each. Higher forgives more tries; lower bounds the signatures that are verified. */
  static final int BURST = 5;

  private static final double PER_SECOND = 0.1;

  /** Calls throw {@link StorageException} where it is not done, or not known to be. */
  interface Deletion {
    /** Deletes, and tells everybody who is there; false where the proposal's place is shut out. */
    boolean purge(String meeting, int place, boolean bothSides);

    /** Carries out no proposal any more up to a place. */
    void shutOut(String meeting, int place);
  }

  private final LiveContext context;
  private final String meeting;
  private final MeetingLock lock;
  private final Set<LiveVisit> visits;
  private final Doors doors;
  private final DeliveryService deliveries;
  private final Deletion deletion;
  private final Map<String, TokenBucket> purging = new HashMap<>();
  private final Map<String, TokenBucket> shuttingOut = new HashMap<>();

  /** @param visits the connections; guarded, as doors, by the lock */
  PurgeDesk(
      LiveContext context,
      String meeting,
      MeetingLock lock,
      Set<LiveVisit> visits,
      Doors doors,
      DeliveryService deliveries,
      Deletion deletion) {
    this.context = context;
    this.meeting = meeting;
    this.lock = lock;
    this.visits = visits;
    this.doors = doors;
    this.deliveries = deliveries;
    this.deletion = deletion;
  }

  void purge(LiveVisit visit, Purge purge) {
    PurgeRefusal refusal = refusal(visit, purging, purge.place());
    PurgeRefusal why = refusal == null ? carryOut(visit, purge) : refusal;
    // Of one that is done everybody was told.
    if (why != null) {
      send(visit, new PurgeRefused(purge.place(), why));
    }
  }

  void shutOut(LiveVisit visit, ShutOutPurge wish) {
    int place = wish.place();
    PurgeRefusal refusal = refusal(visit, shuttingOut, place);
    PurgeRefusal why = refusal == null ? shutOut(place) : refusal;
    send(visit, why == null ? new PurgeShutOut(place) : new PurgeRefused(place, why));
  }

  /** Of what is known without looking at signatures. */
  private @Nullable PurgeRefusal refusal(
      LiveVisit visit, Map<String, TokenBucket> buckets, int place) {
    return lock.<@Nullable PurgeRefusal>locked(() -> {
      if (!visits.contains(visit) || !doors.admits(visit.seat())) {
        return PurgeRefusal.NOT_ENTITLED;
      }
      long nowNs = context.nowNs();
      if (!buckets
          .computeIfAbsent(visit.seat(), _ -> new TokenBucket(BURST, PER_SECOND, nowNs))
          .take(nowNs)) {
        return PurgeRefusal.TOO_FAST;
      }
      // A place to come would shut out what is proposed there one day.
      return place < deliveries.head(ClientMessage.SCHEDULE) ? null : PurgeRefusal.PLACE_INVALID;
    });
  }

  private @Nullable PurgeRefusal carryOut(LiveVisit visit, Purge purge) {
    List<SidePart> parts = lock.locked(() -> visit.papers.sides());
    CharterKeys charter = CharterKeys.read(parts);
    if (charter == null
        || !HeadSignatures.areOfAllSides(signed(purge.place()), purge.keys(), charter)) {
      return PurgeRefusal.KEYS_INVALID;
    }
    try {
      return deletion.purge(meeting, purge.place(), charter.sides().size() == 2)
          ? null
          : PurgeRefusal.WITHDRAWN;
    } catch (StorageException failure) {
      LOG.error("a meeting could not be deleted", failure);
      return PurgeRefusal.NOT_SURE;
    }
  }

  private @Nullable PurgeRefusal shutOut(int place) {
    try {
      deletion.shutOut(meeting, place);
      return null;
    } catch (StorageException failure) {
      LOG.error("a purge could not be shut out", failure);
      return PurgeRefusal.NOT_SURE;
    }
  }

  private void send(LiveVisit visit, ServerMessage message) {
    lock.locked(() -> {
      if (visits.contains(visit)) {
        visit.send(message);
      }
    });
  }

  private byte[] signed(int place) {
    return String.join("\0", "parley purge", meeting, Integer.toString(place)).getBytes(UTF_8);
  }
}
