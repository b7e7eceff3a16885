package org.parley.meeting.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.parley.meeting.log.LogEntry.Kind;
import org.parley.meeting.log.LogOutcome.Accepted;
import org.parley.meeting.log.LogOutcome.CommitInvalid;
import org.parley.meeting.log.LogOutcome.Conflict;
import org.parley.meeting.log.LogOutcome.Full;
import org.parley.meeting.log.LogOutcome.NotMember;
import org.parley.meeting.log.LogOutcome.Taken;

class RoomStateTest {
  private static final Set<String> SEATS = Set.of("robin", "kim", "alex");
  private static final RoomState EMPTY = RoomState.empty("m", "plenary");
  private static final RoomState FOUNDED = accept(EMPTY, found("robin", 1, 0, true));

  @Test
  void isFoundedByOneWhoIsEntitled() {
    assertThat(FOUNDED)
        .isEqualTo(new RoomState("m/plenary/", 1, 0, 1, 2, Set.of("robin"), Map.of()));
    assertThat(EMPTY.decide(found("robin", 1, 0, false))).isEqualTo(new NotMember());
    assertThat(EMPTY.decide(found("robin", 2, 0, true))).isEqualTo(new Conflict());
    assertThat(EMPTY.decide(found("robin", 1, 1, true))).isEqualTo(new Conflict());
  }

  @Test
  void isFoundedAnewByAMemberAtAnyTime() {
    RoomState two = accept(FOUNDED, commit("robin", 1, 0, Set.of("kim"), Set.of()));
    RoomState anew = accept(two, found("kim", 2, 2, false));
    assertThat(anew)
        .isEqualTo(new RoomState("m/plenary/", 2, 0, 3, anew.sizeBytes(), Set.of("kim"), Map.of()));
    assertThat(two.decide(found("alex", 2, 2, false))).isEqualTo(new NotMember());
    assertThat(two.decide(found("kim", 1, 2, false))).isEqualTo(new Conflict());
  }

  @Test
  void commitsChangeTheBook() {
    RoomState added = accept(FOUNDED, commit("robin", 1, 0, Set.of("kim", "alex"), Set.of()));
    assertThat(added.epoch()).isEqualTo(1);
    assertThat(added.book()).isEqualTo(SEATS);
    assertThat(added.welcomes()).isEqualTo(Map.of("kim", 1, "alex", 1));
    RoomState removed =
        accept(added.fetched("alex"), commit("kim", 2, 1, Set.of(), Set.of("robin")));
    assertThat(removed.book()).containsExactlyInAnyOrder("kim", "alex");
    assertThat(removed.welcomes()).isEqualTo(Map.of("kim", 1));
    RoomState replaced = accept(removed, commit("alex", 3, 2, Set.of("kim"), Set.of("kim")));
    assertThat(replaced.book()).isEqualTo(removed.book());
    assertThat(replaced.welcomes()).isEqualTo(Map.of("kim", 3));
  }

  @Test
  void whoMayNotBeRemovedStaysInTheBook() {
    RoomState all = accept(FOUNDED, commit("robin", 1, 0, Set.of("kim", "alex"), Set.of()));
    LogCommand.Commit declared = commit("kim", 2, 1, Set.of(), SEATS);
    RoomState after = accept(
        all,
        new LogCommand.Commit(
            2, declared.entry(), 1, new byte[0], Set.of(), SEATS, SEATS, Set.of("alex")));
    assertThat(after.epoch()).isEqualTo(2);
    assertThat(after.head()).isEqualTo(3);
    assertThat(after.book()).containsExactlyInAnyOrder("robin", "kim");
    assertThat(after.welcomes()).isEqualTo(Map.of("kim", 1));
    assertThat(accept(all, declared).book()).as("nobody removes itself").containsExactly("kim");
  }

  @Test
  void aCommitHasToBeOfTheGroupAndEpoch() {
    LogCommand.Commit good = commit("robin", 1, 0, Set.of(), Set.of());
    assertThat(FOUNDED.decide(good)).isInstanceOf(Accepted.class);
    assertThat(FOUNDED.decide(commit("kim", 1, 0, Set.of(), Set.of()))).isEqualTo(new NotMember());
    assertThat(FOUNDED.decide(commit("robin", 2, 0, Set.of(), Set.of()))).isEqualTo(new Conflict());
    for (byte[] bytes : List.of(
        new byte[] {1, 2},
        Commits.commit("m/plenary/1", 1),
        Commits.commit("m/plenary/2", 0),
        Commits.commit("m/plenary/", 0),
        Commits.commit("m/other/1", 0),
        Commits.message(1, 2, "m/plenary/1", 0, 1, new byte[0], 3),
        Commits.message(1, 1, "m/plenary/1", 0, 4, new byte[0], 3),
        Commits.message(1, 1, "m/plenary/1", 0, 1, new byte[0], 2))) {
      assertThat(FOUNDED.decide(with(good, bytes))).isEqualTo(new CommitInvalid());
    }
    assertThat(FOUNDED.decide(commit("robin", 1, 1, Set.of(), Set.of())))
        .isEqualTo(new CommitInvalid());
    assertThat(FOUNDED.decide(commit("robin", 1, 0, Set.of("stranger"), Set.of())))
        .isEqualTo(new CommitInvalid());
    assertThat(FOUNDED.decide(new LogCommand.Commit(
            1, good.entry(), 0, new byte[0], Set.of("kim"), Set.of(), SEATS, SEATS)))
        .as("added without a welcome")
        .isEqualTo(new CommitInvalid());
    assertThat(FOUNDED.decide(new LogCommand.Commit(
            1, good.entry(), 0, new byte[1], Set.of(), Set.of(), SEATS, SEATS)))
        .as("a welcome for nobody")
        .isEqualTo(new CommitInvalid());
  }

  @Test
  void membersAppendInTurn() {
    RoomState one = accept(FOUNDED, append("robin", 1));
    assertThat(one.head()).isEqualTo(2);
    assertThat(one.epoch()).isZero();
    assertThat(one.decide(append("kim", 2))).isEqualTo(new NotMember());
    assertThat(one.decide(append("robin", 3))).isEqualTo(new Conflict());
    assertThat(one.decide(append("robin", 1))).isEqualTo(new Taken(new Conflict()));
    assertThat(one.decide(append("kim", 0))).isEqualTo(new Taken(new NotMember()));
  }

  @Test
  void aFullLogTakesNoMoreObjectsAndAfterwardsNothing() {
    int objects = RoomState.MAX_ENTRIES / 10 * 9;
    assertThat(at(objects - 1, 0).decide(append("robin", objects - 1)))
        .isInstanceOf(Accepted.class);
    assertThat(at(objects, 0).decide(append("robin", objects))).isEqualTo(new Full());
    assertThat(at(objects, 0).decide(commit("robin", objects, 0, Set.of(), Set.of())))
        .isInstanceOf(Accepted.class);
    int all = RoomState.MAX_ENTRIES;
    assertThat(at(all, 0).decide(commit("robin", all, 0, Set.of(), Set.of())))
        .isEqualTo(new Full());
    assertThat(at(9, RoomState.MAX_LOG_BYTES / 10 * 9 + 10).decide(append("robin", 9)))
        .isEqualTo(new Full());
    assertThat(at(9, RoomState.MAX_LOG_BYTES).decide(found("robin", 2, 9, false)))
        .isEqualTo(new Full());
  }

  private static RoomState at(int head, long sizeBytes) {
    return new RoomState("m/plenary/", 1, 0, head, sizeBytes, Set.of("robin"), Map.of());
  }

  private static RoomState accept(RoomState state, LogCommand command) {
    LogOutcome outcome = state.decide(command);
    assertThat(outcome).isInstanceOf(Accepted.class);
    return ((Accepted) outcome).after();
  }

  private static LogCommand.Found found(String seat, int generation, int seq, boolean entitled) {
    LogEntry entry = new LogEntry(Kind.FOUNDING, seat, new byte[2]);
    return new LogCommand.Found(seq, entry, generation, entitled);
  }

  private static LogCommand.Commit commit(
      String seat, int seq, int epoch, Set<String> added, Set<String> removed) {
    LogEntry entry = new LogEntry(Kind.COMMIT, seat, Commits.commit("m/plenary/1", epoch));
    byte[] welcome = new byte[added.isEmpty() ? 0 : 5];
    return new LogCommand.Commit(seq, entry, epoch, welcome, added, removed, SEATS, SEATS);
  }

  private static LogCommand.Commit with(LogCommand.Commit commit, byte[] bytes) {
    return new LogCommand.Commit(
        commit.seq(),
        new LogEntry(Kind.COMMIT, commit.seat(), bytes),
        commit.epoch(),
        commit.welcome(),
        commit.added(),
        commit.removed(),
        commit.addable(),
        commit.removable());
  }

  private static LogCommand.Append append(String seat, int seq) {
    return new LogCommand.Append(seq, new LogEntry(Kind.OBJECT, seat, new byte[3]), false);
  }
}
