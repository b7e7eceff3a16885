package org.parley.server.app;

import org.parley.server.storage.Database;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.PublicLines;
import org.parley.server.storage.PurgedMeetings;
import org.parley.server.storage.RoomLogs;
import org.parley.server.storage.SealedFiles;

/** What live meetings keep on the disk. */
record LiveStores(
    MeetingStore meetings,
    RoomLogs logs,
    PublicLines lines,
    SealedFiles files,
    PurgedMeetings purged) {

  static LiveStores of(Database database, SealedFiles files) {
    return new LiveStores(
        new MeetingStore(database),
        new RoomLogs(database),
        new PublicLines(database),
        files,
        new PurgedMeetings(database, files));
  }
}
