package org.parley.meeting.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A room's group and log, as far as the server follows them. Immutable: an accepted command gives a new one.
 *
 * @param groupId what the commits of the room name it by, up to the generation: {@code meeting/room/}
 * @param generation of the group; 0 where none was founded yet
 * @param epoch of the group: 0 at its founding, one more with each commit
 * @param head the next free place
 * @param sizeBytes of all entries
 * @param book the group's members, as its commits declare them: seats' ids
 * @param welcomes of members who have not fetched theirs yet: the place of the commit that added them
 */
public record RoomState(
    String groupId,
    int generation,
    int epoch,
    int head,
    long sizeBytes,
    Set<String> book,
    Map<String, Integer> welcomes) {

  /** A long negotiation has some thousands; more costs disk, and time for those who come anew. */
  public static final int MAX_ENTRIES = 100_000;

  /** Of a room's log. Higher holds more and larger drafts, lower keeps one meeting from filling the disk. */
  public static final long MAX_LOG_BYTES = 256L * 1024 * 1024;

  /** Of either limit, for objects: with the rest somebody can still be removed from a group whose log others filled. */
  private static final double OBJECTS_SHARE = 0.9;

  public RoomState {
    book = Set.copyOf(book);
    welcomes = Map.copyOf(welcomes);
  }

  /** A room in which nothing was written. */
  public static RoomState empty(String meeting, String room) {
    return new RoomState(meeting + "/" + room + "/", 0, 0, 0, 0, Set.of(), Map.of());
  }

  /** What becomes of a command. */
  public LogOutcome decide(LogCommand command) {
    LogOutcome outcome = switch (command) {
      case LogCommand.Found found -> decide(found);
      case LogCommand.Commit commit -> decide(commit);
      case LogCommand.Append append -> decide(append);
    };
    return command.seq() < head ? new LogOutcome.Taken(outcome) : outcome;
  }

  /** The state in which a member's welcome was fetched. */
  public RoomState fetched(String seat) {
    Map<String, Integer> left = new HashMap<>(welcomes);
    left.remove(seat);
    return new RoomState(groupId, generation, epoch, head, sizeBytes, book, left);
  }

  private LogOutcome decide(LogCommand.Found found) {
    if (!book.contains(found.seat()) && !found.entitled()) {
      return new LogOutcome.NotMember();
    }
    if (found.seq() != head || found.generation() != generation + 1) {
      return new LogOutcome.Conflict();
    }
    return accept(found, new Group(generation + 1, 0, Set.of(found.seat()), Map.of()));
  }

  private LogOutcome decide(LogCommand.Commit commit) {
    if (!book.contains(commit.seat())) {
      return new LogOutcome.NotMember();
    }
    if (commit.seq() != head) {
      return new LogOutcome.Conflict();
    }
    MlsHeader header = MlsHeader.read(commit.entry().bytes());
    if (commit.epoch() != epoch
        || header == null
        || !header.isMembersCommit()
        || header.epoch() != epoch
        || !Arrays.equals(header.groupId(), ascii(groupId + generation))
        || !commit.addable().containsAll(commit.added())
        || commit.added().isEmpty() != (commit.welcome().length == 0)) {
      return new LogOutcome.CommitInvalid();
    }
    // What a commit does is sealed: its author's word suffices for nobody to be shut out.
    Set<String> removed = new HashSet<>(commit.removed());
    removed.retainAll(commit.removable());
    removed.remove(commit.seat());
    Set<String> members = new HashSet<>(book);
    members.removeAll(removed);
    members.addAll(commit.added());
    Map<String, Integer> waiting = new HashMap<>(welcomes);
    waiting.keySet().removeAll(removed);
    commit.added().forEach(seat -> waiting.put(seat, head));
    return accept(commit, new Group(generation, epoch + 1, members, waiting));
  }

  private LogOutcome decide(LogCommand.Append append) {
    if (!book.contains(append.seat()) && !append.entitled()) {
      return new LogOutcome.NotMember();
    }
    if (append.seq() != head) {
      return new LogOutcome.Conflict();
    }
    return accept(append, new Group(generation, epoch, book, welcomes));
  }

  private LogOutcome accept(LogCommand command, Group group) {
    long size = sizeBytes + command.entry().bytes().length;
    double share = command instanceof LogCommand.Append ? OBJECTS_SHARE : 1;
    if (head >= MAX_ENTRIES * share || size > MAX_LOG_BYTES * share) {
      return new LogOutcome.Full();
    }
    return new LogOutcome.Accepted(new RoomState(
        groupId, group.generation, group.epoch, head + 1, size, group.book, group.welcomes));
  }

  private record Group(
      int generation, int epoch, Set<String> book, Map<String, Integer> welcomes) {}

  /** Ids and numbers are ASCII. */
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }
}
