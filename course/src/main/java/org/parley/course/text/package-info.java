/**
 * How the sides come to a joint text. What is agreed, which brackets are open and who has accepted what is judged here, by each client alike; how
 * several people write one wording at once is not: what their writing comes to is taken from outside.
 */
@NullMarked
package org.parley.course.text;

import org.jspecify.annotations.NullMarked;
