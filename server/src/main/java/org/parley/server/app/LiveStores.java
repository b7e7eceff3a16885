package org.parley.server.app;

import org.parley.server.storage.Database;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.PublicLines;
import org.parley.server.storage.RoomLogs;

/** What live meetings keep on the disk. */
record LiveStores(MeetingStore meetings, RoomLogs logs, PublicLines lines) {

  static LiveStores of(Database database) {
    return new LiveStores(
        new MeetingStore(database), new RoomLogs(database), new PublicLines(database));
  }
}
