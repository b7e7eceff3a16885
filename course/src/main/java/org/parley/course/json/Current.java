package org.parley.course.json;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Delegation;
import org.parley.course.Folded;

/**
 * Where a log's state has come to: what all that is {@link Followed} has in common.
 *
 * @param <S> the state
 * @param <C> its commands
 * @param <O> what becomes of one
 */
final class Current<S extends Folded<S, C, O>, C, O> {

  /**
   * How it is told.
   *
   * @param reading of a command; null for what is none
   * @param malformed what becomes of what is none
   * @param next the state that an outcome leads to; null where it leads to none
   * @param answer to a command that is none where it is null
   */
  record Telling<S, C, O>(
      Function<String, @Nullable C> reading,
      O malformed,
      Function<O, @Nullable S> next,
      Answering<S, C, O> answer) {}

  /** An answer, as it is told outside, to what somebody said in a state. */
  interface Answering<S, C, O> {
    Json of(S before, @Nullable C command, O outcome);
  }

  private final Telling<S, C, O> telling;

  private S state;

  Current(S state, Telling<S, C, O> telling) {
    this.state = state;
    this.telling = telling;
  }

  S state() {
    return state;
  }

  String apply(Act act, String command) {
    S before = state;
    C read = telling.reading().apply(command);
    O outcome = decide(act, read);
    take(outcome);
    return telling.answer().of(before, read, outcome).print();
  }

  String check(String seat, long atMs, String command) {
    C read = telling.reading().apply(command);
    return telling.answer().of(state, read, decide(next(seat, atMs), read)).print();
  }

  /** Takes what came about otherwise than by a command. */
  void take(O outcome) {
    S next = telling.next().apply(outcome);
    if (next != null) {
      state = next;
    }
  }

  /** As the next in the log. */
  Act next(String seat, long atMs) {
    return new Act(seat, state.seq() + 1, atMs);
  }

  boolean seat(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    if (read == null || !Delegation.areSameSides(state.delegations(), read)) {
      return false;
    }
    state = state.seated(read);
    return true;
  }

  private O decide(Act act, @Nullable C command) {
    return command == null ? telling.malformed() : state.decide(act, command);
  }
}
