/** The door through which the web client comes to the rules, and what is made beside the compiled module. */
@NullMarked
package org.parley.course.web;

import org.jspecify.annotations.NullMarked;
