package org.parley.server.signalling.protocol;

import java.util.List;

/** What the server sends over the signalling socket, one JSON object a frame, told apart by {@code type}. */
public sealed interface ServerMessage {

  /**
   * The link is good.
   *
   * @param you one's own seat's id
   * @param participants who is in the meeting now
   * @param maxSlots the most slots that an offer may hold
   */
  record Entered(
      int protocol, MeetingView meeting, String you, List<Participant> participants, int maxSlots)
      implements ServerMessage {}

  /** The request was refused. After a refused {@code enter} the server closes the connection. */
  record Refused(Reason reason) implements ServerMessage {}

  /**
   * The seat is taken.
   *
   * @param session names this session for {@code resume}; a secret
   * @param answer the SDP answer
   * @param participants all who are in the meeting, oneself included
   */
  record Joined(
      String session, String answer, List<Participant> participants, List<Occupant> seating)
      implements ServerMessage {
    @Override
    public String toString() {
      return "Joined[" + participants + ", " + seating + "]";
    }
  }

  /** The session goes on. */
  record Resumed(List<Participant> participants, List<Occupant> seating) implements ServerMessage {}

  /** The answer to {@code renegotiate}. */
  record Answer(String answer, List<Occupant> seating) implements ServerMessage {
    @Override
    public String toString() {
      return "Answer[" + seating + "]";
    }
  }

  /** Someone joined, or one who is here changed. */
  record Changed(Participant participant) implements ServerMessage {}

  /** Someone is gone. */
  record Left(String seat) implements ServerMessage {}

  /** Who sits in one's slots now: the whole list, slots left out are empty. */
  record Seating(List<Occupant> seating) implements ServerMessage {}

  /** Who speaks, loudest first; seats' ids. */
  record Speaking(List<String> seats) implements ServerMessage {}

  /** The roster changed: a person was added. */
  record MeetingChanged(MeetingView meeting) implements ServerMessage {}

  /** One's media connection is over (nothing was received for too long, or it was closed): join anew. */
  record MediaLost() implements ServerMessage {}

  /** The last message of a connection: why it ends. */
  record Ended(End reason) implements ServerMessage {}

  /** The answer to {@code ping}. */
  record Pong(int number) implements ServerMessage {}

  enum Reason {
    /** No such meeting, seat or secret: which one is not told. */
    UNKNOWN_LINK,
    /** The link was withdrawn or replaced. */
    REVOKED_LINK,
    /** The meeting is over. */
    MEETING_OVER,
    /** The server carries as many participants as it may. */
    SERVER_FULL,
    /** The client speaks a protocol version that the server does not. */
    PROTOCOL_VERSION,
    /** The offer cannot be answered. */
    OFFER_INVALID,
    /** There is no such session any more. */
    SESSION_GONE,
    /** Too many requests in too short a time. */
    RATE_LIMITED,
    /** The message was not of the protocol, or came at the wrong time. The connection is closed. */
    MESSAGE_INVALID
  }

  enum End {
    /** The seat was taken on another connection. */
    TAKEN_OVER,
    MEETING_OVER,
    REVOKED_LINK,
    /** The server stops; it may be back soon. */
    SERVER_STOPPING
  }

  /** A meeting and its roster. */
  record MeetingView(String id, String title, List<SideView> sides) {}

  record SideView(String id, String name, List<SeatView> seats) {}

  /**
   * @param name the person's
   * @param title the person's function; may be empty
   */
  record SeatView(String id, String name, String title) {}

  /**
   * Someone in the meeting.
   *
   * @param microphone whether it is on
   * @param interrupted whether the person's connection broke and may come back
   */
  record Participant(
      String seat, boolean microphone, boolean camera, boolean screen, boolean interrupted) {}

  /** @param seat whose microphone and camera, or whose screen, the slot carries */
  record Occupant(int slot, String seat, Showing showing) {}

  enum Showing {
    PERSON,
    SCREEN
  }
}
