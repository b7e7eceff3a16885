/**
 * What the sides weigh: a plan and its alternatives, what each side says of them, and the criteria that they agree on. It stands in the
 * plenary's log beside the course, and whatever the phase; each client folds it and comes to the same state as all others.
 */
@NullMarked
package org.parley.course.board;

import org.jspecify.annotations.NullMarked;
