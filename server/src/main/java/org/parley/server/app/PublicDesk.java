package org.parley.server.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.PublishLine;
import org.parley.server.signalling.protocol.ClientMessage.RemoveLine;
import org.parley.server.signalling.protocol.ClientMessage.ShutOutLine;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Chartered;
import org.parley.server.signalling.protocol.ServerMessage.LinePublished;
import org.parley.server.signalling.protocol.ServerMessage.LineRefusal;
import org.parley.server.signalling.protocol.ServerMessage.LineRefused;
import org.parley.server.signalling.protocol.ServerMessage.LineShutOut;
import org.parley.server.signalling.protocol.ServerMessage.LineTakenDown;
import org.parley.server.signalling.protocol.ServerMessage.SidePart;
import org.parley.server.storage.PublicLines.Outcome;
import org.parley.server.storage.PublicLines.Publication;
import org.parley.server.storage.PublicLines.ShutOut;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what all sides of a process have agreed that the public may read, and takes it down, or shuts it out, for any of them. The one place where the
 * server reads what people wrote, and it does so by nobody's word but their keys. What waits for the disk does so on its connection's own
 * thread, without the meeting's lock.
 */
final class PublicDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PublicDesk.class);

  /** Of a seat, to publish, to take down and to shut out each. Higher forgives more tries; lower bounds the signatures that are verified. */
  static final int BURST = 10;

  private static final double PER_SECOND = 0.5;

  private final LiveContext context;
  private final String meeting;
  private final MeetingLock lock;
  private final Set<LiveVisit> visits;
  private final Doors doors;
  private final DeliveryService deliveries;
  private final Map<String, TokenBucket> publishing = new HashMap<>();
  private final Map<String, TokenBucket> removing = new HashMap<>();
  private final Map<String, TokenBucket> shuttingOut = new HashMap<>();

  /** @param visits the connections; guarded, as doors, by the lock */
  PublicDesk(
      LiveContext context,
      String meeting,
      MeetingLock lock,
      Set<LiveVisit> visits,
      Doors doors,
      DeliveryService deliveries) {
    this.context = context;
    this.meeting = meeting;
    this.lock = lock;
    this.visits = visits;
    this.doors = doors;
    this.deliveries = deliveries;
  }

  /** What is known of a request under the lock. */
  private sealed interface Admission {
    /**
     * @param charter that counts now, a part of each side
     * @param side whose wish it is
     */
    record Granted(List<SidePart> charter, String side) implements Admission {
      public Granted {
        charter = List.copyOf(charter);
      }
    }

    record Refused(LineRefusal why) implements Admission {}

    /** The connection is gone. */
    record Gone() implements Admission {}
  }

  void publish(LiveVisit visit, PublishLine publish) {
    int about = publish.meeting();
    int place = publish.place();
    switch (admit(visit, publishing, about, place)) {
      case Admission.Gone() -> {}
      case Admission.Refused(LineRefusal why) -> refuse(visit, about, place, why);
      case Admission.Granted(List<SidePart> charter, String _) -> {
        LineRefusal why = publish(publish, CharterKeys.read(charter));
        tell(visit, about, place, why, new LinePublished(about, place));
      }
    }
  }

  void remove(LiveVisit visit, RemoveLine remove) {
    int about = remove.meeting();
    int place = remove.place();
    switch (admit(visit, removing, about, place)) {
      case Admission.Gone() -> {}
      case Admission.Refused(LineRefusal why) -> refuse(visit, about, place, why);
      case Admission.Granted(List<SidePart> _, String side) -> {
        LineRefusal why = ask(() ->
            context.lines().takeDown(new ShutOut(meeting, side, about, remove.readout(), place)));
        tell(visit, about, place, why, new LineTakenDown(about, place));
      }
    }
  }

  void shutOut(LiveVisit visit, ShutOutLine wish) {
    int about = wish.meeting();
    int place = wish.place();
    switch (admit(visit, shuttingOut, about, place)) {
      case Admission.Gone() -> {}
      case Admission.Refused(LineRefusal why) -> refuse(visit, about, place, why);
      case Admission.Granted(List<SidePart> _, String side) -> {
        LineRefusal why = ask(() ->
            context.lines().shutOut(new ShutOut(meeting, side, about, wish.readout(), place)));
        tell(visit, about, place, why, new LineShutOut(about, place));
      }
    }
  }

  private Admission admit(LiveVisit visit, Map<String, TokenBucket> buckets, int about, int place) {
    return lock.locked(() -> {
      Chartered papers = visit.papers;
      if (!visits.contains(visit)) {
        return new Admission.Gone();
      }
      if (!doors.admits(visit.seat())) {
        return new Admission.Refused(LineRefusal.NOT_ENTITLED);
      }
      long nowNs = context.nowNs();
      if (!buckets
          .computeIfAbsent(visit.seat(), _ -> new TokenBucket(BURST, PER_SECOND, nowNs))
          .take(nowNs)) {
        return new Admission.Refused(LineRefusal.TOO_FAST);
      }
      // A place to come would shut out what stands there one day.
      boolean isWritten = about < place && place < deliveries.head(ClientMessage.SCHEDULE);
      return isWritten
          ? new Admission.Granted(papers.sides(), doors.sideOf(visit.seat()))
          : new Admission.Refused(LineRefusal.LINE_INVALID);
    });
  }

  /** Why not; null where it is on the disk. */
  private @Nullable LineRefusal publish(PublishLine publish, @Nullable CharterKeys charter) {
    LineText.Line line = LineText.of(publish.line());
    if (line == null) {
      return LineRefusal.LINE_INVALID;
    }
    long nowMs = context.nowMs();
    if (nowMs < line.notBeforeMs()) {
      return LineRefusal.TOO_EARLY;
    }
    if (charter == null || !LineSignatures.areOfAllSides(meeting, publish, charter)) {
      return LineRefusal.KEYS_INVALID;
    }
    Publication publication = new Publication(
        meeting,
        publish.meeting(),
        line.isReadout(),
        publish.place(),
        LineSignatures.pageId(meeting),
        publish.line(),
        LineSignatures.lineId(meeting, publish),
        charter.sides().size() == 2,
        line.isReadout() ? (Long) nowMs : null);
    return ask(() -> context.lines().publish(publication));
  }

  private @Nullable LineRefusal ask(Supplier<Outcome> call) {
    try {
      return switch (call.get()) {
        case DONE -> null;
        case STALE -> LineRefusal.STALE;
        case FULL -> LineRefusal.TOO_MANY;
        case SHUT_OUT_FULL -> LineRefusal.TOO_MANY_SHUT_OUT;
      };
    } catch (StorageException failure) {
      LOG.error("the public lines of {} failed", meeting, failure);
      return LineRefusal.NOT_SURE;
    }
  }

  private void tell(
      LiveVisit visit, int about, int place, @Nullable LineRefusal why, ServerMessage done) {
    if (why == null) {
      send(visit, done);
    } else {
      refuse(visit, about, place, why);
    }
  }

  private void refuse(LiveVisit visit, int about, int place, LineRefusal why) {
    send(visit, new LineRefused(about, place, why));
  }

  private void send(LiveVisit visit, ServerMessage message) {
    lock.locked(() -> {
      if (visits.contains(visit)) {
        visit.send(message);
      }
    });
  }
}
