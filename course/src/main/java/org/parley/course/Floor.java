package org.parley.course;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks, who wishes to, and for how long each side has spoken.
 *
 * <p>Time is measured from one act to the next by what their authors' clocks say, and no further: a clock that went back makes it none,
 * one that jumped ahead at most {@link #MAX_STRETCH_MS}. So a lie counts for the speeches that it ends and begins, and for none after.
 *
 * @param hands raised, in their order; none twice, and not the speaker's
 * @param speech null where nobody speaks
 * @param balances one for each side, in the charter's order
 * @param turns the sides that had the floor, the latest last
 */
public record Floor(
    List<Hand> hands, @Nullable Speech speech, List<Balance> balances, List<String> turns) {

  /** Lower limits what a clock that lies does; higher counts longer speeches in full. */
  public static final long MAX_STRETCH_MS = 60L * 60 * 1000;

  /** Somebody's wish to speak. */
  public record Hand(String seat, String side) {}

  /**
   * @param seq the place in the log at which it began
   * @param running whether its clock runs: not in a recess
   * @param sinceMs when the clock began to run, by the clock of whoever let it
   * @param spentMs what was counted before that
   */
  public record Speech(
      String seat, String side, int seq, boolean running, long sinceMs, long spentMs) {}

  /** For how long a side has spoken, but for the stretch that runs. */
  public record Balance(String side, long spentMs) {}

  public Floor {
    hands = List.copyOf(hands);
    balances = List.copyOf(balances);
    turns = List.copyOf(turns);
  }

  static Floor of(List<Delegation> delegations) {
    return new Floor(
        List.of(),
        null,
        delegations.stream().map(side -> new Balance(side.id(), 0)).toList(),
        List.of());
  }

  /** The hands in the order in which they will have the floor, if all speak and no hand is raised any more. */
  public List<Hand> line() {
    List<Hand> left = new ArrayList<>(hands);
    List<String> spoken = new ArrayList<>(turns);
    List<Hand> line = new ArrayList<>();
    while (!left.isEmpty()) {
      Hand next = first(left, spoken);
      line.add(next);
      left.remove(next);
      spoken.remove(next.side());
      spoken.add(next.side());
    }
    return List.copyOf(line);
  }

  /** The side that has the floor or gets it next; null where it is nobody's. */
  @Nullable
  String turn() {
    if (speech != null) {
      return speech.side();
    }
    return hands.isEmpty() ? null : first(hands, turns).side();
  }

  boolean isRaised(String seat) {
    return hands.stream().anyMatch(hand -> hand.seat().equals(seat));
  }

  boolean isSpeaking(String seat) {
    return speech != null && speech.seat().equals(seat);
  }

  Floor raised(Hand hand) {
    List<Hand> more = new ArrayList<>(hands);
    more.add(hand);
    return new Floor(more, speech, balances, turns);
  }

  Floor lowered(String seat) {
    List<Hand> left = hands.stream().filter(hand -> !hand.seat().equals(seat)).toList();
    return new Floor(left, speech, balances, turns);
  }

  Floor given(Hand hand, Act act) {
    List<String> order = new ArrayList<>(turns);
    order.remove(hand.side());
    order.add(hand.side());
    return new Floor(
        lowered(hand.seat()).hands(),
        new Speech(hand.seat(), hand.side(), act.seq(), true, act.atMs(), 0),
        stopped(act.atMs()).balances(),
        order);
  }

  /** Whoever speaks has spoken, and the next in line does. */
  Floor passed(Act act) {
    return hands.isEmpty()
        ? new Floor(hands, null, stopped(act.atMs()).balances(), turns)
        : given(first(hands, turns), act);
  }

  /** The speech's clock stands still, and what it showed is counted. */
  Floor stopped(long atMs) {
    if (speech == null || !speech.running()) {
      return this;
    }
    Speech was = speech;
    long stretchMs = Math.max(0, Math.min(atMs - was.sinceMs(), MAX_STRETCH_MS));
    List<Balance> counted = balances.stream()
        .map(one -> one.side().equals(was.side())
            ? new Balance(one.side(), one.spentMs() + stretchMs)
            : one)
        .toList();
    Speech still = new Speech(
        was.seat(), was.side(), was.seq(), false, was.sinceMs(), was.spentMs() + stretchMs);
    return new Floor(hands, still, counted, turns);
  }

  /** The clock of a speech that was interrupted runs again. */
  Floor resumed(long atMs) {
    if (speech == null) {
      return this;
    }
    Speech again =
        new Speech(speech.seat(), speech.side(), speech.seq(), true, atMs, speech.spentMs());
    return new Floor(hands, again, balances, turns);
  }

  /** Nobody speaks any more, nor will in this meeting. */
  Floor closed(long atMs) {
    return new Floor(List.of(), null, stopped(atMs).balances(), turns);
  }

  /** Without those who have no seat any more. A speech that ends so counts as far as it was counted. */
  Floor among(List<Delegation> delegations) {
    List<Hand> left = hands.stream()
        .filter(hand -> isSeated(hand.seat(), hand.side(), delegations))
        .toList();
    boolean speaks = speech != null && isSeated(speech.seat(), speech.side(), delegations);
    return new Floor(left, speaks ? speech : null, balances, turns);
  }

  private static boolean isSeated(String seat, String side, List<Delegation> delegations) {
    return delegations.stream().anyMatch(one -> one.id().equals(side) && one.roleOf(seat) != null);
  }

  /** Of the sides with raised hands the one whose turn is longest ago, one that had none before all others; and its first hand. */
  private static Hand first(List<Hand> hands, List<String> turns) {
    Hand first = hands.getFirst();
    for (Hand hand : hands) {
      if (turns.indexOf(hand.side()) < turns.indexOf(first.side())) {
        first = hand;
      }
    }
    return first;
  }
}
