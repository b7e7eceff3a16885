/** The rules behind a narrow door: JSON text in and out, for those who don't speak Java's types. Texts from outside are only data. */
@NullMarked
package org.parley.course.json;

import org.jspecify.annotations.NullMarked;
