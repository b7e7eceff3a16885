package org.parley.course.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What the sides have come to about what the public may read of a meeting: of its status, or of what came of it.
 *
 * @param proposed the line that waits for keys; null where none does
 * @param inForce the line that has every side's key; null where nothing may be read
 * @param isOutdated whether the line in force is not true any more
 */
public record Publicity(
    @Nullable LineProposal proposed, @Nullable LineProposal inForce, boolean isOutdated) {

  static final Publicity NOTHING = new Publicity(null, null, false);

  Publicity proposing(@Nullable LineProposal changed) {
    return new Publicity(changed, inForce, isOutdated);
  }

  /** What was proposed has every side's key. */
  Publicity agreed(LineProposal complete) {
    return new Publicity(null, complete, false);
  }

  Publicity takenDown() {
    return new Publicity(proposed, null, false);
  }

  /** Something else is true of the meeting: what was proposed is over. */
  Publicity after(Meeting changed) {
    return new Publicity(null, inForce, inForce != null && !inForce.line().holds(changed));
  }

  /** The place of what is proposed; {@link Meeting#NONE} where nothing is. */
  int standing() {
    return proposed == null ? Meeting.NONE : proposed.seq();
  }
}
