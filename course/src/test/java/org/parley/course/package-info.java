@NullMarked
package org.parley.course;

import org.jspecify.annotations.NullMarked;
