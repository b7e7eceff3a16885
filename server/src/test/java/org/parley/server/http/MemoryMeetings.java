package org.parley.server.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;

/** Meetings in memory, by the domain's own rules. */
final class MemoryMeetings implements Meetings {

  private final Map<String, Meeting> meetings = new ConcurrentHashMap<>();
  private final Set<String> present = ConcurrentHashMap.newKeySet();
  final Map<String, Long> purged = new ConcurrentHashMap<>();
  final Map<String, List<PublicLine>> pages = new ConcurrentHashMap<>();
  private volatile boolean broken;

  void breakDown() {
    broken = true;
  }

  void arrive(String seat) {
    present.add(seat);
  }

  @Override
  public Outcome create(MeetingDraft draft) throws Unavailable {
    check();
    Outcome outcome = Meeting.create(draft);
    if (outcome instanceof Outcome.Done && meetings.containsKey(draft.id())) {
      return new Outcome.Refused(Outcome.Refusal.ID_TAKEN, "taken");
    }
    keep(outcome);
    return outcome;
  }

  @Override
  public @Nullable Long purgedAtMs(String meetingId) throws Unavailable {
    check();
    return purged.get(meetingId);
  }

  @Override
  public @Nullable String organiserHash(String meetingId) throws Unavailable {
    check();
    Meeting meeting = meetings.get(meetingId);
    return meeting == null ? null : meeting.organiserHash();
  }

  @Override
  public @Nullable Meeting find(String meetingId) throws Unavailable {
    check();
    return meetings.get(meetingId);
  }

  @Override
  public @Nullable Outcome apply(String meetingId, MeetingCommand command) throws Unavailable {
    check();
    Meeting meeting = meetings.get(meetingId);
    Outcome outcome = meeting == null ? null : meeting.apply(command);
    keep(outcome);
    return outcome;
  }

  @Override
  public Set<String> present(String meetingId) {
    return present;
  }

  @Override
  public List<PublicLine> publicLines(String pageId) throws Unavailable {
    check();
    return pages.getOrDefault(pageId, List.of());
  }

  private void keep(@Nullable Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      meetings.put(done.meeting().id(), done.meeting());
    }
  }

  private void check() throws Unavailable {
    if (broken) {
      throw new Unavailable(false, new IllegalStateException("the disk is gone"));
    }
  }
}
