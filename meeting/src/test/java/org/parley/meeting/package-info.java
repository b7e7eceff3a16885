@NullMarked
package org.parley.meeting;

import org.jspecify.annotations.NullMarked;
