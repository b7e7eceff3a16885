@NullMarked
package org.parley.meeting.log;

import org.jspecify.annotations.NullMarked;
