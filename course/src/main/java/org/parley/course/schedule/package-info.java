/**
 * How the sides of a process agree on the dates of its meetings. Each client folds the process's log through these rules and comes to the same
 * state as all others. What a zone's clocks show at an instant is nobody's business here: no rule depends on it.
 */
@NullMarked
package org.parley.course.schedule;

import org.jspecify.annotations.NullMarked;
