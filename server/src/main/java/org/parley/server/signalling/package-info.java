/**
 * The signalling socket: strict JSON, limits, and one connection's life. What the messages do is the application's, behind {@link
 * org.parley.server.signalling.MeetingAccess}.
 */
@NullMarked
package org.parley.server.signalling;

import org.jspecify.annotations.NullMarked;
