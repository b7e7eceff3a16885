package org.parley.server.signalling.protocol;

import java.util.List;

/** What the server sends over the signalling socket, one JSON object a frame, told apart by {@code type}. */
public sealed interface ServerMessage {

  /**
   * The link is good.
   *
   * @param you one's own seat's id
   * @param side one's own side's id
   * @param card what was sealed for this seat
   * @param charter what the organiser signed: which sides there are, and by which keys their rosters are kept
   * @param roster what the organiser sealed for those who keep a roster: title and sides' names; empty for others
   * @param sides the papers of each, in the charter's order
   * @param participants those in the meeting of whom one is told
   * @param maxSlots the most slots that an offer may hold
   * @param mails whether one may have mails sent
   */
  record Entered(
      int protocol,
      String you,
      String side,
      String card,
      String charter,
      String roster,
      List<SidePart> sides,
      List<Participant> participants,
      int maxSlots,
      boolean mails)
      implements ServerMessage {}

  /**
   * The organiser, or a side its own, changed something: what {@link Entered} says of it, as it is now.
   *
   * @param sides those that changed
   */
  record Chartered(String card, String roster, List<SidePart> sides) implements ServerMessage {}

  /**
   * The change of one's side's people is made, and on the disk.
   *
   * @param version of the side's papers now
   */
  record Kept(int version) implements ServerMessage {}

  /** It is not made. */
  record NotKept(WhyNot why) implements ServerMessage {}

  /** The request was refused. After a refused {@code enter} the server closes the connection. */
  record Refused(Reason reason) implements ServerMessage {}

  /**
   * The seat is taken.
   *
   * @param session names this session for {@code resume}; a secret
   * @param answer the SDP answer
   * @param participants those in the meeting of whom one is told, oneself included
   */
  record Joined(
      String session, String answer, List<Participant> participants, List<Occupant> seating)
      implements ServerMessage {
    @Override
    public String toString() {
      return "Joined[" + participants + ", " + seating + "]";
    }
  }

  /**
   * The seat is taken, without media.
   *
   * @param session names this session for {@code resume}; a secret
   */
  record Attending(String session, List<Participant> participants) implements ServerMessage {
    @Override
    public String toString() {
      return "Attending[" + participants + "]";
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

  /** Those in the meeting of whom one is told, all anew: the plenary opened or closed to one. */
  record Participants(List<Participant> participants) implements ServerMessage {}

  /** Someone is gone, or out of sight. */
  record Left(String seat) implements ServerMessage {}

  /** Who sits in one's slots now: the whole list, slots left out are empty. */
  record Seating(List<Occupant> seating) implements ServerMessage {}

  /** Who speaks in the room that one is in, loudest first; seats' ids. */
  record Speaking(List<String> seats) implements ServerMessage {}

  /** A page of a room's log, from the asked place on. There is more where {@code from} and the entries don't reach {@code head}. */
  record Log(String room, int from, int head, List<Entry> entries) implements ServerMessage {}

  /** A new entry in the log of a room that one follows. */
  record Appended(String room, int seq, Entry entry) implements ServerMessage {}

  /** One's entry is in the log, and on the disk. */
  record Accepted(String room, int seq) implements ServerMessage {}

  /**
   * One's entry came too late for its place, or a founding with another generation than the next.
   *
   * @param head the next free place
   */
  record Conflict(String room, int head) implements ServerMessage {}

  /**
   * One's entry is not written, and would not be if it were sent again.
   *
   * @param seq the place that it was for
   */
  record NotWritten(String room, int seq, Why why) implements ServerMessage {}

  /** One may not read or write there. */
  record NotMember(String room) implements ServerMessage {}

  /** Somebody asks to be added to the group of a room that one follows. */
  record Knocked(String room, String seat, String keyPackage) implements ServerMessage {}

  /** Somebody asks no more: added, or gone. */
  record Unknocked(String room, String seat) implements ServerMessage {}

  /**
   * Nobody is there who could add one: one may found the room's group.
   *
   * @param generation to found it with
   * @param seq the next free place in the log
   */
  record MayFound(String room, int generation, int seq) implements ServerMessage {}

  /**
   * One was added to a room's group.
   *
   * @param generation of the group
   * @param seq of the commit that did it
   * @param welcome an MLS welcome
   */
  record Welcome(String room, int generation, int seq, String welcome) implements ServerMessage {}

  /** The members of a room's group who are not in the meeting: all of them, whenever that changes. */
  record Absent(String room, List<String> seats) implements ServerMessage {}

  /**
   * The answer to {@code mail}.
   *
   * @param fates of the attendees' mails, in their order
   */
  record Mailed(int number, List<Fate> fates) implements ServerMessage {}

  /** The line is on the public page, and on the disk. */
  record LinePublished(int meeting, int place) implements ServerMessage {}

  /** Nothing is on the public page of that meeting, and no line up to that place will be. */
  record LineTakenDown(int meeting, int place) implements ServerMessage {}

  /** No line of that meeting up to that place will be published; one that is published stays. */
  record LineShutOut(int meeting, int place) implements ServerMessage {}

  /**
   * All that the server held of the process was deleted, as its sides wished. The server then closes the connection; so it does where
   * somebody comes later by a link of it, whatever link.
   *
   * @param atMs when, by the server's clock
   * @param bothSides whether it had two sides, and not more
   */
  record Purged(long atMs, boolean bothSides) implements ServerMessage {}

  /** No purge that was proposed up to that place will be carried out. */
  record PurgeShutOut(int place) implements ServerMessage {}

  /** Nothing was deleted, or shut out. */
  record PurgeRefused(int place, PurgeRefusal why) implements ServerMessage {}

  /** Nothing was published, taken down or shut out. */
  record LineRefused(int meeting, int place, LineRefusal why) implements ServerMessage {}

  /**
   * One may send, or fetch, that file over HTTP: once, and soon.
   *
   * @param ticket to be shown there; a secret
   */
  record FileTicket(String file, String ticket) implements ServerMessage {
    @Override
    public String toString() {
      return "FileTicket[" + file + "]";
    }
  }

  /** One may not. */
  record FileRefused(String file, FileRefusal why) implements ServerMessage {}

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
    /** That room is not open to one. */
    NOT_ADMITTED,
    /** The server could not say whether it was written: ask the very same again in a moment. */
    UNAVAILABLE,
    /** The message was not of the protocol, or came at the wrong time. The connection is closed. */
    MESSAGE_INVALID
  }

  /** Why a change of a side's people is not made. */
  enum WhyNot {
    /** The papers were not made from those that are stored: somebody else was faster. */
    STALE,
    /** The roster of that side is not one's own to keep, or not any more. */
    NOT_KEEPER,
    TOO_MANY_SEATS,
    /** Of that one seat. */
    TOO_MANY_LINKS,
    /** An id, hash, card or paper is not of its form, or taken. */
    INVALID,
    /** Too many changes in too short a time. */
    RATE_LIMITED,
    /** The server could not say whether it is made: look, and ask again. */
    UNAVAILABLE
  }

  /** Why an entry is not written. */
  enum Why {
    /** The commit is none, or not of this group and epoch, or adds whom it may not. */
    COMMIT_INVALID,
    /** The room's log takes no more. */
    LOG_FULL
  }

  /** What became of a mail. */
  enum Fate {
    /** The mail server took it. */
    SENT,
    /** The mail server does not take it for that address; or it is none. */
    REFUSED,
    /** The mail server does not take it now, or too many wait to be sent. */
    BUSY,
    /** The mail server was not reached, or was lost before it had said that it took it. */
    UNREACHABLE,
    /** More were sent within an hour than may be. */
    TOO_MANY,
    /** It is not one's to send mails, or this server sends none. */
    NOT_ALLOWED
  }

  /** Why nothing was published or taken down. */
  enum PurgeRefusal {
    /** One is no head of a side, and no deputy. */
    NOT_ENTITLED,
    /** No such place is in the log. */
    PLACE_INVALID,
    /** There is not one good key of each side, by a link that counts now. */
    KEYS_INVALID,
    /** A side has shut that place out. */
    WITHDRAWN,
    /** Too many in too short a time. */
    TOO_FAST,
    /** The server could not say whether it was done: come again by the link. */
    NOT_SURE
  }

  enum LineRefusal {
    /** One is no head of a side, and no deputy. */
    NOT_ENTITLED,
    /** What is to be published is no line, or no such place is in the log. */
    LINE_INVALID,
    /** There is not one good key of each side, by a link that counts now. */
    KEYS_INVALID,
    /** It is a readout, and by the server's clock it is not to go public yet. */
    TOO_EARLY,
    /** That place, or a later one, was published, taken down or shut out. */
    STALE,
    /** The process has as many lines or readouts as it may, or its page as much text. */
    TOO_MANY,
    /** One's side has taken down or shut out lines, or readouts, of as many meetings as it may. */
    TOO_MANY_SHUT_OUT,
    /** Too many in too short a time. */
    TOO_FAST,
    /** The server could not say whether it was written: ask the very same again in a moment. */
    NOT_SURE
  }

  /** Why a file is not taken, or not handed out. */
  enum FileRefusal {
    /** Its id is none, or there is one of that id. */
    ID_INVALID,
    TOO_LARGE,
    /** The meeting's files are as large together as they may be. */
    MEETING_FULL,
    /** The meeting has as many files as it may. */
    TOO_MANY,
    /** The server's disk is full. */
    NO_SPACE,
    /** The meeting has no such file. */
    UNKNOWN_FILE,
    /** Too many in too short a time. */
    TOO_FAST,
    /** The server cannot say now: ask again in a moment. */
    UNAVAILABLE
  }

  enum End {
    /** The seat was taken on another connection. */
    TAKEN_OVER,
    MEETING_OVER,
    REVOKED_LINK,
    /** One's own side removed one. */
    PUT_OUT,
    /** The server stops; it may be back soon. */
    SERVER_STOPPING
  }

  /**
   * Someone in the meeting.
   *
   * @param room where the person is; in another side's room nothing else is told
   * @param microphone whether it is on
   * @param interrupted whether the person's connection broke and may come back
   */
  record Participant(
      String seat,
      String room,
      boolean microphone,
      boolean camera,
      boolean screen,
      boolean interrupted) {}

  /**
   * One entry of a log.
   *
   * @param seat whose it is
   * @param bytes base64url
   */
  record Entry(Kind kind, String seat, String bytes) {}

  enum Kind {
    FOUNDING,
    COMMIT,
    OBJECT
  }

  /**
   * A side's papers, as one may have them.
   *
   * @param version of them all
   * @param charter what the side's keeper signed: who has which role in which seat
   * @param roster everybody's names, sealed for those who keep a roster; empty for others
   * @param dossier sealed for those who keep this side's; empty for others
   */
  record SidePart(String side, int version, String charter, String roster, String dossier) {}

  /** @param seat whose microphone and camera, or whose screen, the slot carries */
  record Occupant(int slot, String seat, Showing showing) {}

  enum Showing {
    PERSON,
    SCREEN
  }
}
