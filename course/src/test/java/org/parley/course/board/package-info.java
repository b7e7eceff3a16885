@NullMarked
package org.parley.course.board;

import org.jspecify.annotations.NullMarked;
