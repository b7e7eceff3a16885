package org.parley.server.app;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomCommand;
import org.parley.media.RoomEvent;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Negotiation;
import org.parley.media.sdp.SourceKind;
import org.parley.meeting.Attendance;
import org.parley.meeting.AttendanceCommand;
import org.parley.meeting.AttendanceEvent;
import org.parley.meeting.Participant;
import org.parley.server.app.Presence.Endpoint;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.End;
import org.parley.server.signalling.protocol.ServerMessage.Ended;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;

/**
 * Those in a meeting: who sits where, with which sound and picture, and what each is told of the others. Guarded by its meeting. Room
 * commands go out before the messages that tell of them.
 */
final class Gathering {
  private final LiveContext context;
  private final String meeting;
  private final Set<LiveVisit> visits;
  private final Doors doors;
  private final Attendance attendance = new Attendance();
  private final Map<String, Presence> presences = new LinkedHashMap<>();
  private final Table table = new Table(attendance, presences, this::submit);
  private final Negotiations negotiations;
  private final Sight sight;
  private final Whereabouts whereabouts;

  Gathering(LiveContext context, String meeting, Set<LiveVisit> visits, Doors doors) {
    this.context = context;
    this.meeting = meeting;
    this.visits = visits;
    this.doors = doors;
    this.negotiations = new Negotiations(context, meeting);
    this.sight = new Sight(attendance, visits, doors);
    this.whereabouts = new Whereabouts(visits, presences, context.limits(), context.nowNs());
  }

  Sight sight() {
    return sight;
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  /** The seats of those who are present. */
  Set<String> present() {
    return Set.copyOf(presences.keySet());
  }

  void join(LiveVisit visit, ClientMessage.Join join) {
    if (!mayTakeSeat(visit, join.room())) {
      return;
    }
    switch (negotiations.answer(join.offer(), null)) {
      case Negotiation.Refused refused -> visit.send(new Refused(Reason.OFFER_INVALID));
      case Negotiation.Accepted accepted -> {
        if (takePlace(visit)) {
          seat(visit, join, accepted);
        }
      }
    }
  }

  void attend(LiveVisit visit, ClientMessage.Attend attend) {
    if (!mayTakeSeat(visit, attend.room()) || !takePlace(visit)) {
      return;
    }
    Presence presence = new Presence(Presence.newId(context.random()), visit, null);
    presences.put(visit.seat(), presence);
    handle(new AttendanceCommand.TakeSeat(visit.seat(), attend.room(), false, false));
    Set<String> reseated = table.reseat();
    visit.send(new ServerMessage.Attending(presence.session, sight.anew(visit)));
    tell(reseated);
  }

  private boolean mayTakeSeat(LiveVisit visit, String room) {
    Reason refused = null;
    if (!negotiations.take(visit.seat())) {
      refused = Reason.RATE_LIMITED;
    } else if (!doors.isOpen(visit.seat(), room)) {
      refused = Reason.NOT_ADMITTED;
    } else if (!presences.containsKey(visit.seat()) && context.places().availablePermits() == 0) {
      refused = Reason.SERVER_FULL;
    }
    if (refused != null) {
      visit.send(new Refused(refused));
    }
    return refused == null;
  }

  /** Takes one of the server's places, or over what another connection has; false where there is none left. */
  private boolean takePlace(LiveVisit visit) {
    Presence before = presences.get(visit.seat());
    if (before == null) {
      boolean free = context.places().tryAcquire();
      if (!free) {
        visit.send(new Refused(Reason.SERVER_FULL));
      }
      return free;
    }
    LiveVisit previous = before.visit;
    removeEndpoint(before);
    if (previous != null && previous != visit) {
      visits.remove(previous);
      previous.connection().end(new Ended(End.TAKEN_OVER));
    }
    return true;
  }

  private void seat(LiveVisit visit, ClientMessage.Join join, Negotiation.Accepted accepted) {
    Endpoint endpoint = new Endpoint(Presence.newId(context.random()), accepted.session());
    Presence presence = new Presence(Presence.newId(context.random()), visit, endpoint);
    presences.put(visit.seat(), presence);
    handle(new AttendanceCommand.TakeSeat(
        visit.seat(), join.room(), join.microphone(), join.camera()));
    // All its sources are off at first.
    submit(new RoomCommand.Admit(
        meeting, endpoint.id, doors.sideOf(visit.seat()), accepted.session()));
    stepAside(endpoint, ClientMessage.PLENARY, join.room());
    turnOn(visit.seat(), endpoint);
    Set<String> reseated = table.reseat();
    visit.send(new ServerMessage.Joined(
        presence.session, accepted.answer(), sight.anew(visit), endpoint.seating()));
    reseated.remove(visit.seat());
    tell(reseated);
  }

  void move(LiveVisit visit, ClientMessage.Move move) {
    Participant before = attendance.participant(visit.seat());
    if (presenceOf(visit) == null || before == null) {
      return;
    }
    if (!doors.isOpen(visit.seat(), move.room())) {
      visit.send(new Refused(Reason.NOT_ADMITTED));
    } else if (!before.room().equals(move.room())) {
      tell(relocate(before, move.room()));
    }
  }

  /** Moves somebody to another room; the seats of those who see another seating now. */
  private Set<String> relocate(Participant before, String room) {
    Presence presence = presences.get(before.seat());
    Endpoint endpoint = presence == null ? null : presence.endpoint;
    // In this order, so that nothing of one room is ever sent to those of another.
    if (endpoint != null) {
      turnOff(before, endpoint);
    }
    handle(new AttendanceCommand.Move(before.seat(), room));
    if (endpoint != null) {
      stepAside(endpoint, before.room(), room);
    }
    Set<String> reseated = table.reseat();
    if (endpoint != null) {
      turnOn(before.seat(), endpoint);
    }
    reseated.add(before.seat());
    return reseated;
  }

  /** Takes the plenary's book, which changed. */
  void plenary(Set<String> book) {
    Set<String> before = doors.admitted();
    doors.plenary(book);
    clear(before);
  }

  /** Takes a sidebar's book, which changed. */
  void aside(String room, Set<String> book) {
    doors.aside(room, book);
    clear(doors.admitted());
  }

  /** Takes the plenary's book after a founding: who was in it stays for a while, to be added again. */
  void foundedAnew(Set<String> book) {
    Set<String> before = doors.admitted();
    doors.foundedAnew(book, context.nowNs());
    clear(before);
  }

  /** Does what follows when others are admitted than before: whose room is not open any more goes to the side's. */
  private void clear(Set<String> before) {
    Set<String> reseated = new LinkedHashSet<>();
    for (Participant participant : attendance.participants()) {
      if (!doors.isOpen(participant.seat(), participant.room())) {
        reseated.addAll(relocate(participant, doors.sideOf(participant.seat())));
      }
    }
    for (LiveVisit visit : visits) {
      if (before.contains(visit.seat()) != doors.isAdmitted(visit.seat())) {
        visit.send(new ServerMessage.Participants(sight.whole(visit)));
      }
    }
    tell(reseated);
  }

  void resume(LiveVisit visit, ClientMessage.Resume resume) {
    Presence presence = presences.get(visit.seat());
    if (!negotiations.take(visit.seat())) {
      visit.send(new Refused(Reason.RATE_LIMITED));
    } else if (presence == null || !presence.canResume(resume.session())) {
      visit.send(new Refused(Reason.SESSION_GONE));
    } else {
      LiveVisit previous = presence.visit;
      if (previous != null && previous != visit) {
        visits.remove(previous);
        previous.connection().drop();
      }
      presence.visit = visit;
      handle(new AttendanceCommand.ComeBack(visit.seat()));
      visit.send(new ServerMessage.Resumed(sight.anew(visit), presence.seating()));
      tell(Set.of());
    }
  }

  void renegotiate(LiveVisit visit, ClientMessage.Renegotiate renegotiate) {
    Presence presence = presenceOf(visit);
    Endpoint endpoint = presence == null ? null : presence.endpoint;
    if (endpoint == null) {
      visit.send(new Refused(Reason.SESSION_GONE));
      return;
    }
    if (!negotiations.take(visit.seat())) {
      visit.send(new Refused(Reason.RATE_LIMITED));
      return;
    }
    switch (negotiations.answer(renegotiate.offer(), endpoint.session)) {
      case Negotiation.Refused refused -> visit.send(new Refused(Reason.OFFER_INVALID));
      case Negotiation.Accepted accepted -> {
        endpoint.session = accepted.session();
        submit(new RoomCommand.Renegotiate(endpoint.id, accepted.session()));
        Set<String> reseated = table.reseat();
        visit.send(new ServerMessage.Answer(accepted.answer(), endpoint.seating()));
        reseated.remove(visit.seat());
        table.tell(reseated);
      }
    }
  }

  void publish(LiveVisit visit, ClientMessage.Publish publish) {
    Presence presence = presenceOf(visit);
    Participant before = attendance.participant(visit.seat());
    if (presence == null || before == null || !presence.hasMedia) {
      return;
    }
    Endpoint endpoint = presence.endpoint;
    if (endpoint != null) {
      Chamber chamber = Doors.chamber(before.room());
      submitChange(
          endpoint, chamber, SourceKind.MICROPHONE, before.microphone(), publish.microphone());
      submitChange(endpoint, chamber, SourceKind.CAMERA, before.camera(), publish.camera());
      submitChange(endpoint, chamber, SourceKind.SCREEN, before.screen(), publish.screen());
    }
    handle(new AttendanceCommand.Publish(
        visit.seat(), publish.microphone(), publish.camera(), publish.screen()));
    Set<String> reseated = table.reseat();
    sight.knows(visit);
    tell(reseated);
  }

  void view(LiveVisit visit, ClientMessage.View view) {
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

  void leave(LiveVisit visit) {
    visits.remove(visit);
    if (presenceOf(visit) != null) {
      depart(visit.seat());
    }
    whereabouts.left(visit.seat(), context.nowNs());
    // Last: who sees the connection closed may rely on having left.
    visit.connection().close();
  }

  /** A connection is gone that was among the visits. */
  void closed(LiveVisit visit, Closure closure) {
    Presence presence = presenceOf(visit);
    if (presence == null) {
      whereabouts.broke(visit.seat(), context.nowNs());
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
  }

  /** Puts a seat's connections out. */
  void putOut(String seat, End reason) {
    for (LiveVisit visit : List.copyOf(visits)) {
      if (visit.seat().equals(seat)) {
        visits.remove(visit);
        visit.connection().end(new Ended(reason));
      }
    }
    depart(seat);
    whereabouts.left(seat, context.nowNs());
  }

  /** Ends connections and sessions that began with a link which is not good any more. */
  void revoke(Predicate<String> isGood) {
    for (LiveVisit visit : List.copyOf(visits)) {
      if (!isGood.test(visit.linkHash())) {
        visits.remove(visit);
        visit.connection().end(new Ended(End.REVOKED_LINK));
        whereabouts.left(visit.seat(), context.nowNs());
      }
    }
    // Also one who is interrupted, and whose session would else still be good.
    for (Map.Entry<String, Presence> entry : List.copyOf(presences.entrySet())) {
      if (!isGood.test(entry.getValue().linkHash)) {
        depart(entry.getKey());
      }
    }
  }

  /** @param last what everybody is told before the connection is closed */
  void endAll(ServerMessage last) {
    visits.forEach(visit -> visit.connection().end(last));
    visits.clear();
    List.copyOf(presences.keySet()).forEach(this::depart);
  }

  private void depart(String seat) {
    change(new AttendanceCommand.Leave(seat));
  }

  void on(RoomEvent event) {
    switch (event) {
      case RoomEvent.Connected connected -> {}
      case RoomEvent.Lost lost -> mediaLost(lost.endpoint());
      case RoomEvent.Speaking speaking -> {
        String room = switch (speaking.chamber()) {
          case PLENARY -> ClientMessage.PLENARY;
          case CAUCUS, SIDEBAR -> speaking.hall();
        };
        sight.speaking(
            room, speaking.endpoints().stream().flatMap(e -> seatOf(e).stream()).toList());
        sight.tellSpeakers();
      }
    }
  }

  private void mediaLost(String endpointId) {
    for (String seat : seatOf(endpointId)) {
      Presence presence = presences.get(seat);
      if (presence != null) {
        presence.endpoint = null;
        if (presence.visit != null) {
          presence.visit.send(new ServerMessage.MediaLost());
        }
        change(new AttendanceCommand.Interrupt(seat, context.limits().grace().toNanos()));
      }
    }
  }

  /** Does what time asks for. */
  void expire(long nowNs) {
    Set<String> before = doors.admitted();
    if (doors.expire(nowNs)) {
      clear(before);
    }
    follow(attendance.expire(nowNs));
  }

  boolean isEmpty() {
    return presences.isEmpty();
  }

  /** Changes the attendance, does what follows, and lets everybody know. */
  private void change(AttendanceCommand command) {
    follow(attendance.handle(context.nowNs(), command));
  }

  private void follow(List<AttendanceEvent> events) {
    for (AttendanceEvent event : events) {
      if (event instanceof AttendanceEvent.Departed departed) {
        Presence gone = presences.remove(departed.seat());
        if (gone != null) {
          removeEndpoint(gone);
          context.places().release();
          whereabouts.left(departed.seat(), context.nowNs());
        }
      }
    }
    tell(table.reseat());
  }

  /** Changes the attendance where the caller does what follows; nobody departs by it. */
  private void handle(AttendanceCommand command) {
    attendance.handle(context.nowNs(), command);
  }

  /** Tells everybody what changed, and those who are seated anew their seating. */
  private void tell(Set<String> reseated) {
    sight.tell();
    table.tell(reseated);
    sight.tellSpeakers();
  }

  private void stepAside(Endpoint endpoint, String before, String room) {
    if (!Doors.sidebar(before).equals(Doors.sidebar(room))) {
      submit(new RoomCommand.StepAside(endpoint.id, Doors.sidebar(room)));
    }
  }

  private void turnOn(String seat, Endpoint endpoint) {
    Participant now = attendance.participant(seat);
    if (now != null) {
      Chamber chamber = Doors.chamber(now.room());
      submitChange(endpoint, chamber, SourceKind.MICROPHONE, false, now.microphone());
      submitChange(endpoint, chamber, SourceKind.CAMERA, false, now.camera());
      submitChange(endpoint, chamber, SourceKind.SCREEN, false, now.screen());
    }
  }

  private void turnOff(Participant before, Endpoint endpoint) {
    Chamber chamber = Doors.chamber(before.room());
    submitChange(endpoint, chamber, SourceKind.MICROPHONE, before.microphone(), false);
    submitChange(endpoint, chamber, SourceKind.CAMERA, before.camera(), false);
    submitChange(endpoint, chamber, SourceKind.SCREEN, before.screen(), false);
  }

  private void submitChange(
      Endpoint endpoint, Chamber chamber, SourceKind kind, boolean before, boolean now) {
    if (before != now) {
      submit(new RoomCommand.Publish(endpoint.id, chamber, kind, now));
    }
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
    context.media().submit(meeting, command);
  }
}
