package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Command;
import org.parley.course.Course;
import org.parley.course.Delegation;
import org.parley.course.Event;
import org.parley.course.Outcome;
import org.parley.course.Reason;
import org.parley.course.Recorded;

/**
 * A table that is followed: a {@link Course} that moves on with what is taken from the log. Commands are {@link Command}s, answers
 * {@link Answer}s, the view a {@link View}.
 */
public final class Table extends Followed {

  private static final Current.Telling<Course, Command, Outcome> TELLING = new Current.Telling<>(
      Reading::command, new Outcome.Refused(Reason.MALFORMED), Table::next, Table::answer);

  private final Current<Course, Command, Outcome> current;

  private Table(Course course) {
    current = new Current<>(course, TELLING);
  }

  /**
   * A table at which nothing happened yet; null for what are no delegations.
   *
   * @param delegations an array of {@link Delegation}
   */
  public static @Nullable Table open(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    return read == null ? null : new Table(Course.of(read));
  }

  @Override
  Current<?, ?, ?> current() {
    return current;
  }

  @Override
  public String view() {
    return Writing.of(View.of(current.state())).print();
  }

  private static @Nullable Course next(Outcome outcome) {
    return outcome instanceof Outcome.Done(Course next, List<Event> _) ? next : null;
  }

  private static Json answer(Course before, @Nullable Command command, Outcome outcome) {
    return Writing.of(
        switch (outcome) {
          case Outcome.Done done ->
            new Answer.Done(done.events(), command != null && Recorded.is(before, command));
          case Outcome.Refused refused -> new Answer.Refused(refused.reason());
        });
  }
}
