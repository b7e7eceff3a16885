@NullMarked
package org.parley.course.json;

import org.jspecify.annotations.NullMarked;
