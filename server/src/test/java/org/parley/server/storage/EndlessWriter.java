package org.parley.server.storage;

import java.nio.file.Path;
import java.util.Objects;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;

/** A program that makes meetings, adds a person to each, says so, and goes on until it is killed. */
final class EndlessWriter {

  private EndlessWriter() {}

  public static void main(String[] args) {
    MeetingStore store = new MeetingStore(Database.open(Path.of(args[0])));
    while (!System.out.checkError()) {
      MeetingDraft draft = Drafts.draft();
      String meeting = ((Outcome.Done) store.create(draft)).meeting().id();
      MeetingDraft.Seat seat = Drafts.seat();
      Outcome added = Objects.requireNonNull(store.apply(
          meeting, new MeetingCommand.AddSeat(draft.sides().get(1).id(), seat, Drafts.papers(2))));
      if (added instanceof Outcome.Done) {
        System.out.println(meeting + seat.id());
      }
    }
  }
}
