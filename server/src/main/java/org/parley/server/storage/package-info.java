/** What must survive a restart: meetings, sides, seats and the hashes of their links, in SQLite. */
@NullMarked
package org.parley.server.storage;

import org.jspecify.annotations.NullMarked;
