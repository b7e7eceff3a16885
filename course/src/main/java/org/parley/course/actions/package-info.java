/** The rules of what the sides have agreed to do: who, what, and by when. Pure, as the rest: commands in, events out. */
@NullMarked
package org.parley.course.actions;

import org.jspecify.annotations.NullMarked;
