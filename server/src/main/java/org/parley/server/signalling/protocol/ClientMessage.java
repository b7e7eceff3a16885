package org.parley.server.signalling.protocol;

import java.util.List;

/**
 * What a client sends over the signalling socket, one JSON object a frame, told apart by {@code type}. Constructors refuse what is out
 * of the ranges told here with an {@link IllegalArgumentException}, so a message that exists is well-formed.
 */
public sealed interface ClientMessage {

  /** Rises with a change that an older client or server would not understand; {@link Enter} keeps its form for ever. */
  int PROTOCOL_VERSION = 3;

  /** More lets larger tables be seen at once; fewer bounds offers, and what one client may make the server send. */
  int MAX_SLOTS = 32;

  /** Chromium's offer with {@link #MAX_SLOTS} slots and trimmed codec lists stays below. */
  int MAX_SDP_CHARS = 200_000;

  /** Ids, secrets and mids are shorter. */
  int MAX_TOKEN_CHARS = 128;

  /** Larger than any screen, in each dimension. */
  int MAX_PIXELS = 8192;

  /** The room of all sides; a side's own room is named by the side's id. */
  String PLENARY = "plenary";

  /** The room in which the heads and deputies of all sides are aside from the table. */
  String HEADS = "heads";

  /** The room in which the experts and advisers of all sides are aside from the table. */
  String EXPERTS = "experts";

  /** What all who were invited read and write, whether they are in the meeting or not: a log alone, without a group. */
  String SCHEDULE = "schedule";

  // Sizes are of the bytes, before base64url. A commit that adds everyone of a full table takes
  // half of what it may; more room would let one seat fill the log sooner.

  int MAX_KEY_PACKAGE_BYTES = 4 * 1024;

  int MAX_FOUNDING_BYTES = 4 * 1024;

  int MAX_COMMIT_BYTES = 64 * 1024;

  int MAX_WELCOME_BYTES = 208 * 1024;

  int MAX_OBJECT_BYTES = 64 * 1024;

  /** A readout of the longest texts in two languages, quotation marks alone, has some 32,100. */
  int MAX_LINE_CHARS = 33_000;

  /** As many as a meeting has sides. */
  int MAX_LINE_KEYS = 8;

  /** Of a paper or a card, in characters: the rules of a meeting say for each what is too long. */
  int MAX_PAPER_CHARS = 128 * 1024;

  /** As many as a meeting has seats. */
  int MAX_CHANGED_SEATS = 200;

  /** Of one message. More reaches a larger delegation at once; fewer leaves less to misuse. */
  int MAX_ATTENDEES = 20;

  /** RFC 5321, section 4.5.3.1.3. */
  int MAX_MAIL_ADDRESS_CHARS = 254;

  /** The year 9999, the last with a date in calendars. */
  long MAX_START_MS = 253_370_764_800_000L;

  /** Two weeks. */
  int MAX_MINUTES = 14 * 24 * 60;

  /**
   * Shows a link; nobody else notices. First message of every connection. Answer: {@code entered} or {@code refused}.
   *
   * @param protocol the version that the client speaks: {@link #PROTOCOL_VERSION}
   * @param secret derived from the link's seed to be shown, base64url without padding, 43 characters
   */
  record Enter(int protocol, String meeting, String secret) implements ClientMessage {
    public Enter {
      Ranges.token(meeting);
      Ranges.token(secret);
    }

    @Override
    public String toString() {
      return "Enter[" + meeting + "]";
    }
  }

  /**
   * Takes the seat; whoever sat there on another connection is told {@code takenOver}. Answer: {@code joined} or {@code refused}.
   *
   * @param room in which the person begins
   * @param microphone whether the microphone is on
   * @param camera whether the camera is on
   */
  record Join(Offer offer, String room, boolean microphone, boolean camera)
      implements ClientMessage {
    public Join {
      Ranges.token(room);
    }
  }

  /** Takes the seat without media, to read and write alone. Answer: {@code attending} or {@code refused}. */
  record Attend(String room) implements ClientMessage {
    public Attend {
      Ranges.token(room);
    }
  }

  /** Goes to another room. No answer but {@code changed} and {@code seating}, or {@code refused} with {@code notAdmitted}. */
  record Move(String room) implements ClientMessage {
    public Move {
      Ranges.token(room);
    }
  }

  /**
   * After a broken connection: takes up the session where it was, media untouched. Answer: {@code resumed}, or {@code refused} with
   * {@code sessionGone}, upon which the client joins anew.
   */
  record Resume(String session) implements ClientMessage {
    public Resume {
      Ranges.token(session);
    }

    @Override
    public String toString() {
      return "Resume[]";
    }
  }

  /** A new offer on the same session: more slots, or an ICE restart. Answer: {@code answer} or {@code refused}. */
  record Renegotiate(Offer offer) implements ClientMessage {}

  /** Which of one's own sources are on, in the room that one is in. No answer. */
  record Publish(boolean microphone, boolean camera, boolean screen) implements ClientMessage {}

  /** In which size each slot's picture is shown; the server sends what suits. Slots left out keep theirs. No answer. */
  record View(List<Tile> tiles) implements ClientMessage {
    public View {
      tiles = Ranges.list(tiles, 0, MAX_SLOTS);
    }
  }

  /**
   * Adds a person to the own side, whose roster one keeps. Answer to this and the three that follow: {@code chartered} and {@code kept}, or
   * {@code notKept}.
   *
   * @param papers with the new person in them
   */
  record AddSeat(SidePapers papers, NewSeat seat) implements ClientMessage {}

  /**
   * Gives somebody of the own side another name or role: the link stays, and opens another card.
   *
   * @param seat whose
   * @param admits whether the person may let others of the side to the table, from now on
   * @param keeps whether the person keeps the side's roster, from now on
   */
  record ChangeSeat(SidePapers papers, String seat, boolean admits, boolean keeps, String card)
      implements ClientMessage {
    public ChangeSeat {
      Ranges.token(seat);
      Ranges.text(card, MAX_PAPER_CHARS);
    }

    @Override
    public String toString() {
      return "ChangeSeat[" + seat + ", " + papers + "]";
    }
  }

  /** Gives a seat of the own side a new link. */
  record RenewLink(SidePapers papers, String seat, String linkHash, String card)
      implements ClientMessage {
    public RenewLink {
      Ranges.token(seat);
      Ranges.token(linkHash);
      Ranges.text(card, MAX_PAPER_CHARS);
    }

    @Override
    public String toString() {
      return "RenewLink[" + seat + ", " + papers + "]";
    }
  }

  /** Withdraws the link of a seat of the own side. */
  record RevokeLink(SidePapers papers, String seat) implements ClientMessage {
    public RevokeLink {
      Ranges.token(seat);
    }
  }

  /** Leaves the meeting at once; the server closes the connection. */
  record Leave() implements ClientMessage {}

  /** Answer: {@code pong} with the same number. */
  record Ping(int number) implements ClientMessage {}

  /**
   * Asks for a room's log, and from the first time on for each new entry as {@code appended}. Answer: one page, {@code log}, or {@code
   * notMember}.
   *
   * @param from the first entry that the client does not have
   */
  record Follow(String room, int from) implements ClientMessage {
    public Follow {
      Ranges.token(room);
      Ranges.number(from, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * Asks the members of a room's group to be added. It stays until that is done, until a newer one, or until the connection is gone.
   *
   * @param keyPackage an MLS key package, at most {@link #MAX_KEY_PACKAGE_BYTES} bytes in base64url
   */
  record Knock(String room, String keyPackage) implements ClientMessage {
    public Knock {
      Ranges.token(room);
      Ranges.bytes(keyPackage, 1, MAX_KEY_PACKAGE_BYTES);
    }
  }

  /**
   * Founds a room's group, or founds it anew. Answer: {@code accepted}, {@code conflict} or {@code notMember}.
   *
   * @param generation the room's generation + 1
   * @param seq the place in the log
   * @param bytes at most {@link #MAX_FOUNDING_BYTES} bytes in base64url
   */
  record Found(String room, int generation, int seq, String bytes) implements ClientMessage {
    public Found {
      Ranges.token(room);
      Ranges.number(generation, 1, Integer.MAX_VALUE);
      Ranges.number(seq, 0, Integer.MAX_VALUE);
      Ranges.bytes(bytes, 1, MAX_FOUNDING_BYTES);
    }
  }

  /**
   * Changes a room's group. Answer: {@code accepted}, {@code conflict}, {@code notMember} or {@code refused}.
   *
   * @param seq the place in the log
   * @param epoch the one that the commit ends
   * @param bytes an MLS commit as a public message, at most {@link #MAX_COMMIT_BYTES} bytes in base64url
   * @param welcome an MLS welcome for those added, at most {@link #MAX_WELCOME_BYTES} bytes in base64url; empty where nobody is
   * @param added seats that join the group
   * @param removed seats that leave it
   */
  record Commit(
      String room,
      int seq,
      int epoch,
      String bytes,
      String welcome,
      List<String> added,
      List<String> removed)
      implements ClientMessage {
    public Commit {
      Ranges.token(room);
      Ranges.number(seq, 0, Integer.MAX_VALUE);
      Ranges.number(epoch, 0, Integer.MAX_VALUE);
      Ranges.bytes(bytes, 1, MAX_COMMIT_BYTES);
      Ranges.bytes(welcome, 0, MAX_WELCOME_BYTES);
      added = Ranges.list(added, 0, MAX_CHANGED_SEATS);
      removed = Ranges.list(removed, 0, MAX_CHANGED_SEATS);
      added.forEach(Ranges::token);
      removed.forEach(Ranges::token);
    }
  }

  /**
   * Puts a sealed object into a room's log. Answer: {@code accepted}, {@code conflict}, {@code notMember} or {@code refused}.
   *
   * @param seq the place in the log
   * @param bytes at most {@link #MAX_OBJECT_BYTES} bytes in base64url
   */
  record Append(String room, int seq, String bytes) implements ClientMessage {
    public Append {
      Ranges.token(room);
      Ranges.number(seq, 0, Integer.MAX_VALUE);
      Ranges.bytes(bytes, 1, MAX_OBJECT_BYTES);
    }
  }

  /**
   * Has mails sent to calendars (RFC 5546), one for each attendee; {@code reply} and {@code counter} go from the one attendee to the
   * organizer. It says of a meeting when it is, and no more. Answer: {@code mailed}.
   *
   * @param number names it in the answer
   * @param meeting the meeting's id in the schedule, which with that of the process makes the UID
   * @param sequence the calendar's SEQUENCE
   * @param confirmed whether all sides have agreed to the date
   * @param startMs since 1970
   * @param minutes how long it is
   * @param organizer whose word the entry is; an address
   */
  record Mail(
      int number,
      Method method,
      int meeting,
      int sequence,
      boolean confirmed,
      long startMs,
      int minutes,
      String organizer,
      List<Attendee> attendees,
      Language language)
      implements ClientMessage {
    public Mail {
      Ranges.number(meeting, 0, Integer.MAX_VALUE);
      Ranges.number(sequence, 0, Integer.MAX_VALUE);
      Ranges.number(startMs, 0, MAX_START_MS);
      Ranges.number(minutes, 1, MAX_MINUTES);
      Ranges.text(organizer, MAX_MAIL_ADDRESS_CHARS);
      boolean isAnswer = method == Method.REPLY || method == Method.COUNTER;
      attendees = Ranges.list(attendees, 1, isAnswer ? 1 : MAX_ATTENDEES);
    }

    @Override
    public String toString() {
      return "Mail[" + method + "]";
    }
  }

  /** What is said to a calendar: RFC 5546, section 1.4. */
  enum Method {
    /** A date, or another than before. */
    REQUEST,
    /** Yes or no to it. */
    REPLY,
    /** It no longer holds. */
    CANCEL,
    /** Another one instead. */
    COUNTER,
    /** No to that. */
    DECLINECOUNTER
  }

  /** RFC 5545, section 3.2.12. */
  enum Part {
    NEEDS_ACTION,
    ACCEPTED,
    DECLINED
  }

  /** In which a mail is written. */
  enum Language {
    EN,
    FR,
    AR,
    HE
  }

  /**
   * Publishes what the public may read of a meeting of the schedule, its line or its readout: the server reads it, and so does everybody. A
   * readout is published at its time and not before. Answer: {@code linePublished} or {@code lineRefused}.
   *
   * @param meeting by its place in the schedule's log
   * @param place of the line's proposal there
   * @param line its JSON, at most {@link #MAX_LINE_CHARS} characters
   * @param keys one of each side
   */
  record PublishLine(int meeting, int place, String line, List<LineKey> keys)
      implements ClientMessage {
    public PublishLine {
      Ranges.number(meeting, 0, Integer.MAX_VALUE);
      Ranges.number(place, 0, Integer.MAX_VALUE);
      Ranges.text(line, MAX_LINE_CHARS);
      keys = Ranges.list(keys, 1, MAX_LINE_KEYS);
    }
  }

  /**
   * Takes down the line or the readout that the public reads of a meeting of the schedule. Answer: {@code lineTakenDown} or {@code
   * lineRefused}.
   *
   * @param meeting by its place in the schedule's log
   * @param place of the latest proposal there that is not to be published any more
   * @param readout whether it is the readout
   */
  record RemoveLine(int meeting, int place, boolean readout) implements ClientMessage {
    public RemoveLine {
      Ranges.number(meeting, 0, Integer.MAX_VALUE);
      Ranges.number(place, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * Has no line, or no readout, of a meeting of the schedule published any more up to a place; what is published stays. A side that takes
   * its key back says so before it writes that into the log. Answer: {@code lineShutOut} or {@code lineRefused}.
   *
   * @param meeting by its place in the schedule's log
   * @param place of the latest proposal there that is not to be published any more
   * @param readout whether it is the readout
   */
  record ShutOutLine(int meeting, int place, boolean readout) implements ClientMessage {
    public ShutOutLine {
      Ranges.number(meeting, 0, Integer.MAX_VALUE);
      Ranges.number(place, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * Has all deleted that the server holds of the process, which every side's head or deputy has signed. Answer: {@code purged}, to
   * everybody who is there, or {@code purgeRefused}.
   *
   * @param place of the proposal in the schedule's log
   * @param keys of all sides; of each one
   */
  record Purge(int place, List<LineKey> keys) implements ClientMessage {
    public Purge {
      Ranges.number(place, 0, Integer.MAX_VALUE);
      keys = Ranges.list(keys, 1, MAX_LINE_KEYS);
    }
  }

  /**
   * Has no purge carried out any more that was proposed up to a place. A side that ends a proposal says so before it writes that into the
   * log. Answer: {@code purgeShutOut} or {@code purgeRefused}.
   *
   * @param place of the latest such proposal in the schedule's log
   */
  record ShutOutPurge(int place) implements ClientMessage {
    public ShutOutPurge {
      Ranges.number(place, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * Asks to put a sealed file on the server, which one then sends over HTTP. Answer: {@code fileTicket} or {@code fileRefused}.
   *
   * @param file its id, 16 random bytes in base64url
   * @param sizeBytes as it is sealed
   */
  record PutFile(String file, int sizeBytes) implements ClientMessage {
    public PutFile {
      Ranges.token(file);
      Ranges.number(sizeBytes, 1, Integer.MAX_VALUE);
    }
  }

  /** Asks to fetch a sealed file of the meeting. Answer: {@code fileTicket} or {@code fileRefused}. */
  record FetchFile(String file) implements ClientMessage {
    public FetchFile {
      Ranges.token(file);
    }
  }

  /**
   * A side's papers, as they are to be.
   *
   * @param version one more than that of the papers that one has
   * @param charter signed by the side's keeper's key
   * @param roster signed by it, and sealed for those who keep a roster
   * @param dossier sealed for those who keep this one
   */
  record SidePapers(int version, String charter, String roster, String dossier) {
    public SidePapers {
      Ranges.text(charter, MAX_PAPER_CHARS);
      Ranges.text(roster, MAX_PAPER_CHARS);
      Ranges.text(dossier, MAX_PAPER_CHARS);
    }

    @Override
    public String toString() {
      return "SidePapers[" + version + "]";
    }
  }

  /**
   * @param slot index into the offer's slots
   * @param width in pixels of the screen; 0 where it is not visible
   * @param height in pixels of the screen; 0 where it is not visible
   */
  record Tile(int slot, int width, int height) {
    public Tile {
      Ranges.number(slot, 0, MAX_SLOTS - 1);
      Ranges.number(width, 0, MAX_PIXELS);
      Ranges.number(height, 0, MAX_PIXELS);
    }
  }
}
