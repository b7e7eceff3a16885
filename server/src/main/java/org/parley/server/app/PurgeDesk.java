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
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefusal;
import org.parley.server.signalling.protocol.ServerMessage.PurgeRefused;
import org.parley.server.signalling.protocol.ServerMessage.SidePart;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a process deleted by the keys of all its sides, and by nothing else. What waits for the disk does so on its connection's own thread,
 * without the meeting's lock.
 */
final class PurgeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PurgeDesk.class);

  /** Of a seat. Higher forgives more tries; lower bounds the signatures that are verified. */
  static final int BURST = 5;

  private static final double PER_SECOND = 0.1;

  /** Deletes, and tells everybody who is there. */
  @FunctionalInterface
  interface Deletion {
    /** @throws StorageException where it is not done, or not known to be */
    void purge(String meeting, boolean bothSides);
  }

  private final LiveContext context;
  private final String meeting;
  private final MeetingLock lock;
  private final Set<LiveVisit> visits;
  private final Doors doors;
  private final DeliveryService deliveries;
  private final Deletion deletion;
  private final Map<String, TokenBucket> asking = new HashMap<>();

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
    @Nullable
    PurgeRefusal refusal = lock.<@Nullable PurgeRefusal>locked(() -> refusal(visit, purge));
    @Nullable PurgeRefusal why = refusal == null ? carryOut(visit, purge) : refusal;
    if (why != null) {
      lock.locked(() -> {
        if (visits.contains(visit)) {
          visit.send(new PurgeRefused(purge.place(), why));
        }
      });
    }
  }

  /** Of what is known without looking at signatures. */
  private @Nullable PurgeRefusal refusal(LiveVisit visit, Purge purge) {
    if (!visits.contains(visit) || !doors.admits(visit.seat())) {
      return PurgeRefusal.NOT_ENTITLED;
    }
    long nowNs = context.nowNs();
    if (!asking
        .computeIfAbsent(visit.seat(), _ -> new TokenBucket(BURST, PER_SECOND, nowNs))
        .take(nowNs)) {
      return PurgeRefusal.TOO_FAST;
    }
    return purge.place() < deliveries.head(ClientMessage.SCHEDULE)
        ? null
        : PurgeRefusal.PLACE_INVALID;
  }

  private @Nullable PurgeRefusal carryOut(LiveVisit visit, Purge purge) {
    List<SidePart> parts = lock.locked(() -> visit.papers.sides());
    CharterKeys charter = CharterKeys.read(parts);
    if (charter == null
        || !HeadSignatures.areOfAllSides(signed(purge.place()), purge.keys(), charter)) {
      return PurgeRefusal.KEYS_INVALID;
    }
    try {
      deletion.purge(meeting, charter.sides().size() == 2);
      return null;
    } catch (StorageException failure) {
      LOG.error("a meeting could not be deleted", failure);
      return PurgeRefusal.NOT_SURE;
    }
  }

  private byte[] signed(int place) {
    return String.join("\0", "parley purge", meeting, Integer.toString(place)).getBytes(UTF_8);
  }
}
