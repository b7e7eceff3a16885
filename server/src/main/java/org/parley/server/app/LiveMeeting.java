package org.parley.server.app;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Negotiation;
import org.parley.media.sdp.Negotiator;
import org.parley.media.sdp.Session;
import org.parley.media.sdp.SourceKind;
import org.parley.meeting.Attendance;
import org.parley.meeting.AttendanceCommand;
import org.parley.meeting.AttendanceEvent;
import org.parley.meeting.LinkState;
import org.parley.meeting.Meeting;
import org.parley.meeting.Participant;
import org.parley.meeting.Seat;
import org.parley.server.app.Presence.Endpoint;
import org.parley.server.signalling.ClientConnection;
import org.parley.server.signalling.MeetingAccess.Access;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Changed;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Left;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;

/**
 * One meeting's connections, and what they make of its attendance and its room. One lock guards it all: signalling is not the packet
 * path, nothing under the lock blocks, and so every client sees changes in one order. Room commands go out before the messages that
 * tell of them.
 */
final class LiveMeeting {

  /** Joins, resumes and renegotiations of a seat, which cost an SDP exchange: a flapping line needs a few. */
  private static final int NEGOTIATION_BURST = 10;

  private static final double NEGOTIATIONS_PER_SECOND = 1;

  private final LiveContext context;
  private final String id;
  private final ReentrantLock lock = new ReentrantLock();
  private final Attendance attendance = new Attendance();
  private final Set<LiveVisit> visits = new LinkedHashSet<>();
  private final Map<String, Presence> presences = new LinkedHashMap<>();
  private final Table table = new Table(attendance, presences, this::submit);
  private final Map<String, TokenBucket> negotiations = new HashMap<>();
  private @Nullable Meeting roster;
  private List<String> speakers = List.of();
  private long changes;
  private long emptySinceNs;
  private boolean closed;

  LiveMeeting(LiveContext context, String id) {
    this.context = context;
    this.id = id;
    this.emptySinceNs = context.nowNs();
  }

  /** How often the roster changed: read it before the roster. */
  long changes() {
    return locked(() -> changes);
  }

  /**
   * Lets a connection in that shows a link.
   *
   * @param read the roster, read after {@code seenChanges} was
   * @return null where the roster has changed since, or this object is out of use: begin again
   */
  @Nullable
  Access enter(Meeting read, long seenChanges, String linkHash, ClientConnection connection) {
    return this.<@Nullable Access>locked(() -> {
      if (closed || changes != seenChanges) {
        return null;
      }
      return switch (read.link(linkHash)) {
        case LinkState.Open(var side, Seat seat) -> {
          roster = read;
          yield admit(new LiveVisit(this, connection, seat.id(), linkHash), read);
        }
        case LinkState.Revoked() -> new Access.Refused(Reason.REVOKED_LINK);
        case LinkState.Over() -> new Access.Refused(Reason.MEETING_OVER);
        case LinkState.Unknown() -> new Access.Refused(Reason.UNKNOWN_LINK);
      };
    });
  }

  private Access admit(LiveVisit visit, Meeting read) {
    visits.add(visit);
    visit
        .connection()
        .send(new ServerMessage.Entered(
            ClientMessage.PROTOCOL_VERSION,
            Messages.view(read),
            visit.seat(),
            Messages.participants(attendance),
            ClientMessage.MAX_SLOTS));
    return new Access.Granted(visit);
  }

  void handle(LiveVisit visit, ClientMessage message) {
    locked(() -> {
      if (!visits.contains(visit)) {
        return;
      }
      switch (message) {
        case ClientMessage.Join join -> join(visit, join);
        case ClientMessage.Resume resume -> resume(visit, resume);
        case ClientMessage.Renegotiate renegotiate -> renegotiate(visit, renegotiate);
        case ClientMessage.Publish publish -> publish(visit, publish);
        case ClientMessage.View view -> view(visit, view);
        case ClientMessage.Leave leave -> leave(visit);
        case ClientMessage.Enter enter -> throw new IllegalStateException("entered already");
        case ClientMessage.Ping ping -> throw new IllegalStateException("answered already");
      }
    });
  }

  void closed(LiveVisit visit, Closure closure) {
    locked(() -> {
      visits.remove(visit);
      Presence presence = presenceOf(visit);
      if (presence == null) {
        return;
      }
      presence.visit = null;
      if (closure == Closure.PAGE_GONE) {
        // Its media went with the page: nobody shall look at a frozen picture.
        removeEndpoint(presence);
      }
      long graceNs = switch (closure) {
        case PAGE_GONE -> context.limits().reloadGrace().toNanos();
        case BROKEN -> context.limits().grace().toNanos();
      };
      change(new AttendanceCommand.Interrupt(visit.seat(), graceNs));
    });
  }

  /** Tells the connections what the organiser changed. */
  void changed(Meeting now) {
    locked(() -> {
      changes++;
      Meeting before = roster;
      roster = now;
      if (now.over()) {
        endAll(End.MEETING_OVER);
        return;
      }
      for (LiveVisit visit : List.copyOf(visits)) {
        if (!(now.link(visit.linkHash()) instanceof LinkState.Open)) {
          visits.remove(visit);
          visit.connection().end(new Ended(End.REVOKED_LINK));
        }
      }
      // Also one who is interrupted, and whose session would else still be good.
      for (String seat : List.copyOf(presences.keySet())) {
        Presence presence = presences.get(seat);
        if (presence != null && !(now.link(presence.linkHash) instanceof LinkState.Open)) {
          change(new AttendanceCommand.Leave(seat));
        }
      }
      if (before == null || !Messages.view(now).equals(Messages.view(before))) {
        broadcast(new ServerMessage.MeetingChanged(Messages.view(now)), null);
      }
    });
  }

  void on(RoomEvent event) {
    locked(() -> {
      switch (event) {
        case RoomEvent.Connected connected -> {}
        case RoomEvent.Lost lost -> mediaLost(lost.endpoint());
        case RoomEvent.Speaking speaking -> {
          speakers =
              speaking.endpoints().stream().flatMap(e -> seatOf(e).stream()).toList();
          broadcast(new ServerMessage.Speaking(speakers), null);
        }
      }
    });
  }

  /** Does what time asks for; true where this object is out of use from now on. */
  boolean expire(long nowNs) {
    return locked(() -> {
      follow(attendance.expire(nowNs), null);
      if (!visits.isEmpty() || !presences.isEmpty()) {
        emptySinceNs = nowNs;
      }
      closed = nowNs - emptySinceNs > LiveContext.LINGER.toNanos();
      return closed;
    });
  }

  void stop() {
    locked(() -> endAll(End.SERVER_STOPPING));
  }

  /** The seats of those who are present. */
  Set<String> present() {
    return locked(() -> Set.copyOf(presences.keySet()));
  }

  private void join(LiveVisit visit, ClientMessage.Join join) {
    if (!mayNegotiate(visit)) {
      visit.connection().send(new Refused(Reason.RATE_LIMITED));
      return;
    }
    Presence before = presences.get(visit.seat());
    if (before == null && context.places().availablePermits() == 0) {
      visit.connection().send(new Refused(Reason.SERVER_FULL));
      return;
    }
    switch (negotiate(join.offer(), null)) {
      case Negotiation.Refused refused ->
        visit.connection().send(new Refused(Reason.OFFER_INVALID));
      case Negotiation.Accepted accepted -> {
        if (before != null) {
          takeOver(before, visit);
        } else if (!context.places().tryAcquire()) {
          visit.connection().send(new Refused(Reason.SERVER_FULL));
          return;
        }
        seat(visit, join, accepted);
      }
    }
  }

  private void takeOver(Presence before, LiveVisit by) {
    LiveVisit previous = before.visit;
    removeEndpoint(before);
    if (previous != null && previous != by) {
      visits.remove(previous);
      previous.connection().end(new Ended(End.TAKEN_OVER));
    }
  }

  private void seat(LiveVisit visit, ClientMessage.Join join, Negotiation.Accepted accepted) {
    Endpoint endpoint = new Endpoint(Presence.newId(context.random()), accepted.session());
    Presence presence = new Presence(Presence.newId(context.random()), visit, endpoint);
    presences.put(visit.seat(), presence);
    List<AttendanceEvent> events = attendance.handle(
        context.nowNs(),
        new AttendanceCommand.TakeSeat(visit.seat(), join.microphone(), join.camera()));
    submit(new RoomCommand.Admit(id, endpoint.id, accepted.session()));
    submit(new RoomCommand.Publish(endpoint.id, SourceKind.MICROPHONE, join.microphone()));
    submit(new RoomCommand.Publish(endpoint.id, SourceKind.CAMERA, join.camera()));
    submit(new RoomCommand.Publish(endpoint.id, SourceKind.SCREEN, false));
    Set<String> reseated = table.reseat();
    visit
        .connection()
        .send(new ServerMessage.Joined(
            presence.session,
            accepted.answer(),
            Messages.participants(attendance),
            endpoint.seating()));
    tellSpeakers(visit);
    tell(events, visit);
    reseated.remove(visit.seat());
    table.tell(reseated);
  }

  private void resume(LiveVisit visit, ClientMessage.Resume resume) {
    Presence presence = presences.get(visit.seat());
    if (!mayNegotiate(visit)) {
      visit.connection().send(new Refused(Reason.RATE_LIMITED));
    } else if (presence == null
        || presence.endpoint == null
        || !presence.isSession(resume.session())) {
      visit.connection().send(new Refused(Reason.SESSION_GONE));
    } else {
      LiveVisit previous = presence.visit;
      if (previous != null && previous != visit) {
        visits.remove(previous);
        previous.connection().drop();
      }
      presence.visit = visit;
      List<AttendanceEvent> events =
          attendance.handle(context.nowNs(), new AttendanceCommand.ComeBack(visit.seat()));
      visit
          .connection()
          .send(new ServerMessage.Resumed(
              Messages.participants(attendance), presence.endpoint.seating()));
      tellSpeakers(visit);
      tell(events, visit);
    }
  }

  /** A newcomer heard none of the changes. */
  private void tellSpeakers(LiveVisit visit) {
    if (!speakers.isEmpty()) {
      visit.connection().send(new ServerMessage.Speaking(speakers));
    }
  }

  private void renegotiate(LiveVisit visit, ClientMessage.Renegotiate renegotiate) {
    Presence presence = presenceOf(visit);
    Endpoint endpoint = presence == null ? null : presence.endpoint;
    if (endpoint == null) {
      visit.connection().send(new Refused(Reason.SESSION_GONE));
      return;
    }
    if (!mayNegotiate(visit)) {
      visit.connection().send(new Refused(Reason.RATE_LIMITED));
      return;
    }
    switch (negotiate(renegotiate.offer(), endpoint.session)) {
      case Negotiation.Refused refused ->
        visit.connection().send(new Refused(Reason.OFFER_INVALID));
      case Negotiation.Accepted accepted -> {
        endpoint.session = accepted.session();
        submit(new RoomCommand.Renegotiate(endpoint.id, accepted.session()));
        Set<String> reseated = table.reseat();
        visit.connection().send(new ServerMessage.Answer(accepted.answer(), endpoint.seating()));
        reseated.remove(visit.seat());
        table.tell(reseated);
      }
    }
  }

  private void publish(LiveVisit visit, ClientMessage.Publish publish) {
    Presence presence = presenceOf(visit);
    Participant before = attendance.participant(visit.seat());
    if (presence == null || before == null) {
      return;
    }
    Endpoint endpoint = presence.endpoint;
    if (endpoint != null) {
      submitChange(endpoint, SourceKind.MICROPHONE, before.microphone(), publish.microphone());
      submitChange(endpoint, SourceKind.CAMERA, before.camera(), publish.camera());
      submitChange(endpoint, SourceKind.SCREEN, before.screen(), publish.screen());
    }
    List<AttendanceEvent> events = attendance.handle(
        context.nowNs(),
        new AttendanceCommand.Publish(
            visit.seat(), publish.microphone(), publish.camera(), publish.screen()));
    follow(events, visit);
  }

  private void submitChange(Endpoint endpoint, SourceKind kind, boolean before, boolean now) {
    if (before != now) {
      submit(new RoomCommand.Publish(endpoint.id, kind, now));
    }
  }

  private void view(LiveVisit visit, ClientMessage.View view) {
    Presence presence = presenceOf(visit);
    Endpoint endpoint = presence == null ? null : presence.endpoint;
    if (endpoint == null) {
      return;
    }
    for (ClientMessage.Tile tile : view.tiles()) {
      if (tile.slot() < endpoint.session.slots().size()) {
        submit(new RoomCommand.View(endpoint.id, tile.slot(), tile.width(), tile.height()));
      }
    }
  }

  private void leave(LiveVisit visit) {
    visits.remove(visit);
    if (presenceOf(visit) != null) {
      change(new AttendanceCommand.Leave(visit.seat()));
    }
    // Last: who sees the connection closed may rely on having left.
    visit.connection().close();
  }

  private void mediaLost(String endpointId) {
    for (Map.Entry<String, Presence> entry : presences.entrySet()) {
      Presence presence = entry.getValue();
      if (presence.endpoint != null && presence.endpoint.id.equals(endpointId)) {
        presence.endpoint = null;
        if (presence.visit != null) {
          presence.visit.connection().send(new ServerMessage.MediaLost());
        }
        change(new AttendanceCommand.Interrupt(
            entry.getKey(), context.limits().grace().toNanos()));
        return;
      }
    }
  }

  private void endAll(End reason) {
    visits.forEach(visit -> visit.connection().end(new Ended(reason)));
    visits.clear();
    for (String seat : List.copyOf(presences.keySet())) {
      change(new AttendanceCommand.Leave(seat));
    }
  }

  /** Changes the attendance, and lets everybody know. */
  private void change(AttendanceCommand command) {
    follow(attendance.handle(context.nowNs(), command), null);
  }

  /** Does what follows from changes of the attendance, and tells everybody but one. */
  private void follow(List<AttendanceEvent> events, @Nullable LiveVisit except) {
    for (AttendanceEvent event : events) {
      if (event instanceof AttendanceEvent.Departed departed) {
        Presence gone = presences.remove(departed.seat());
        if (gone != null) {
          removeEndpoint(gone);
          context.places().release();
        }
      }
    }
    Set<String> reseated = table.reseat();
    tell(events, except);
    table.tell(reseated);
  }

  private void tell(List<AttendanceEvent> events, @Nullable LiveVisit except) {
    for (AttendanceEvent event : events) {
      switch (event) {
        case AttendanceEvent.Arrived arrived ->
          broadcast(new Changed(Messages.participant(arrived.participant())), except);
        case AttendanceEvent.Changed changed ->
          broadcast(new Changed(Messages.participant(changed.participant())), except);
        case AttendanceEvent.Departed departed -> broadcast(new Left(departed.seat()), except);
      }
    }
  }

  private void broadcast(ServerMessage message, @Nullable LiveVisit except) {
    for (LiveVisit visit : visits) {
      if (visit != except) {
        visit.connection().send(message);
      }
    }
  }

  private Negotiation negotiate(ClientMessage.Offer offer, @Nullable Session previous) {
    return Negotiator.negotiate(
        Messages.offer(offer), context.media().parameters(id), previous, context.random());
  }

  private boolean mayNegotiate(LiveVisit visit) {
    long nowNs = context.nowNs();
    return negotiations
        .computeIfAbsent(
            visit.seat(),
            seat -> new TokenBucket(NEGOTIATION_BURST, NEGOTIATIONS_PER_SECOND, nowNs))
        .take(nowNs);
  }

  private void removeEndpoint(Presence presence) {
    Endpoint endpoint = presence.endpoint;
    if (endpoint != null) {
      presence.endpoint = null;
      submit(new RoomCommand.Remove(endpoint.id));
    }
  }

  /** The presence that this connection holds now; null before a join, and after another connection took over. */
  private @Nullable Presence presenceOf(LiveVisit visit) {
    Presence presence = presences.get(visit.seat());
    return presence != null && presence.visit == visit ? presence : null;
  }

  private List<String> seatOf(String endpointId) {
    return presences.entrySet().stream()
        .filter(e -> e.getValue().endpoint != null && e.getValue().endpoint.id.equals(endpointId))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void submit(RoomCommand command) {
    context.media().submit(id, command);
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
