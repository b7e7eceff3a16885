package org.parley.course;

import java.util.List;

/**
 * What rules make of a log. Immutable: what is decided gives the next one.
 *
 * @param <S> itself
 * @param <C> the commands that it takes
 * @param <O> what becomes of one
 */
public interface Folded<S extends Folded<S, C, O>, C, O> {

  /** Of the charter, in its order. */
  List<Delegation> delegations();

  /** The place of the last act that had an effect; -1 before the first. None before it has any more. */
  int seq();

  /** What becomes of a command. */
  O decide(Act act, C command);

  /** The same under a charter that changed: people come and go, the sides and what they did stay. */
  S seated(List<Delegation> changed);
}
