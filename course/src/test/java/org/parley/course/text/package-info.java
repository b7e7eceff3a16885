@NullMarked
package org.parley.course.text;

import org.jspecify.annotations.NullMarked;
