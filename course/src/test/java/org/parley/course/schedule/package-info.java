@NullMarked
package org.parley.course.schedule;

import org.jspecify.annotations.NullMarked;
