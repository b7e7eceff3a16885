package org.parley.course.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Act;
import org.parley.course.Command;
import org.parley.course.Course;
import org.parley.course.Delegation;
import org.parley.course.Event;
import org.parley.course.Outcome;
import org.parley.course.Reason;

/**
 * A table that is followed: a {@link Course} that moves on with what is taken from the log. Commands are {@link Command}s, answers
 * {@link Answer}s, the view a {@link View}.
 */
public final class Table implements Followed {

  private Course course;

  private Table(Course course) {
    this.course = course;
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
  public String apply(Act act, String command) {
    Outcome outcome = decide(act, command);
    if (outcome instanceof Outcome.Done(Course next, List<Event> _)) {
      course = next;
    }
    return print(outcome);
  }

  @Override
  public String check(String seat, long atMs, String command) {
    return print(decide(new Act(seat, course.seq() + 1, atMs), command));
  }

  @Override
  public boolean seat(String delegations) {
    List<Delegation> read = Reading.delegations(delegations);
    if (read == null || !Delegation.areSameSides(course.delegations(), read)) {
      return false;
    }
    course = course.seated(read);
    return true;
  }

  @Override
  public String view() {
    return Writing.of(View.of(course)).print();
  }

  private Outcome decide(Act act, String command) {
    Command read = Reading.command(command);
    return read == null ? new Outcome.Refused(Reason.MALFORMED) : course.decide(act, read);
  }

  private static String print(Outcome outcome) {
    Answer answer = switch (outcome) {
      case Outcome.Done done -> new Answer.Done(done.events());
      case Outcome.Refused refused -> new Answer.Refused(refused.reason());
    };
    return Writing.of(answer).print();
  }
}
