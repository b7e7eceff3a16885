@NullMarked
package org.parley.course.web;

import org.jspecify.annotations.NullMarked;
