@NullMarked
package org.parley.course.actions;

import org.jspecify.annotations.NullMarked;
