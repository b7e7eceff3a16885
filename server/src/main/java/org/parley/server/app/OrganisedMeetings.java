package org.parley.server.app;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.server.http.Meetings;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.PublicLines;
import org.parley.server.storage.PurgedMeetings;
import org.parley.server.storage.StorageException;

/** The organiser's calls: to the disk, and by way of the live meetings to those who are present. */
final class OrganisedMeetings implements Meetings {

  private final MeetingStore store;
  private final PublicLines lines;
  private final LiveMeetings live;
  private final PurgedMeetings purges;

  OrganisedMeetings(LiveStores stores, LiveMeetings live) {
    this.store = stores.meetings();
    this.lines = stores.lines();
    this.live = live;
    this.purges = stores.purged();
  }

  @Override
  public Outcome create(MeetingDraft draft) throws Unavailable {
    return ask(() -> store.create(draft));
  }

  @Override
  public @Nullable String organiserHash(String meetingId) throws Unavailable {
    return OrganisedMeetings.<@Nullable String>ask(() -> store.organiserHash(meetingId));
  }

  @Override
  public @Nullable Long purgedAtMs(String meetingId) throws Unavailable {
    PurgedMeetings.Tombstone left =
        OrganisedMeetings.<PurgedMeetings.@Nullable Tombstone>ask(() -> purges.find(meetingId));
    return left == null ? null : (Long) left.atMs();
  }

  @Override
  public @Nullable Meeting find(String meetingId) throws Unavailable {
    return OrganisedMeetings.<@Nullable Meeting>ask(() -> store.find(meetingId));
  }

  @Override
  public @Nullable Outcome apply(String meetingId, MeetingCommand command) throws Unavailable {
    return OrganisedMeetings.<@Nullable Outcome>ask(() -> live.apply(meetingId, command));
  }

  @Override
  public Set<String> present(String meetingId) {
    return live.present(meetingId);
  }

  @Override
  public List<PublicLine> publicLines(String pageId) throws Unavailable {
    return ask(() -> lines.shown(pageId)).stream()
        .map(shown -> new PublicLine(
            shown.lineId(), shown.number(), shown.bothSides(), shown.releasedMs(), shown.line()))
        .toList();
  }

  private static <T extends @Nullable Object> T ask(Supplier<T> call) throws Unavailable {
    try {
      return call.get();
    } catch (StorageException failure) {
      throw new Unavailable(failure.reason() == StorageException.Reason.FULL, failure);
    }
  }
}
