/**
 * The rules of a room's log: who may write what next. What is in an entry the server cannot read, but for the header of a commit, and
 * no secret hangs on these rules.
 */
@NullMarked
package org.parley.meeting.log;

import org.jspecify.annotations.NullMarked;
