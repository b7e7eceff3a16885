package org.parley.server.app;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.server.http.Meetings;
import org.parley.server.storage.MeetingStore;
import org.parley.server.storage.StorageException;

/** The organiser's calls: first to the disk, then to those who are in the meeting. */
final class StoredMeetings implements Meetings {

  private final MeetingStore store;

  StoredMeetings(MeetingStore store) {
    this.store = store;
  }

  @Override
  public Outcome create(MeetingDraft draft) throws Unavailable {
    return ask(() -> store.create(draft));
  }

  @Override
  public @Nullable String organiserHash(String meetingId) throws Unavailable {
    return StoredMeetings.<@Nullable String>ask(() -> store.organiserHash(meetingId));
  }

  @Override
  public @Nullable Meeting find(String meetingId) throws Unavailable {
    return StoredMeetings.<@Nullable Meeting>ask(() -> store.find(meetingId));
  }

  @Override
  public @Nullable Outcome apply(String meetingId, MeetingCommand command) throws Unavailable {
    return StoredMeetings.<@Nullable Outcome>ask(() -> store.apply(meetingId, command));
  }

  @Override
  public Set<String> present(String meetingId) {
    return Set.of();
  }

  private static <T extends @Nullable Object> T ask(Supplier<T> call) throws Unavailable {
    try {
      return call.get();
    } catch (StorageException failure) {
      throw new Unavailable(failure.reason() == StorageException.Reason.FULL, failure);
    }
  }
}
