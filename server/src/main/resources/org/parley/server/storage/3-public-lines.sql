-- What the sides have the public read of a process's meetings: the one content here that is not sealed.

-- place is that of the line's proposal in the schedule's log, or up to which lines were taken down: then line and line_id are empty, and the
-- row is kept, so that none of them is published again. page_id follows from the meeting's id, which does not follow from it.
CREATE TABLE public_lines (
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  schedule_meeting INTEGER NOT NULL,
  place INTEGER NOT NULL,
  page_id TEXT NOT NULL,
  line TEXT NOT NULL,
  line_id TEXT NOT NULL,
  both_sides BOOLEAN NOT NULL,
  PRIMARY KEY (meeting_id, schedule_meeting)
);

CREATE INDEX public_lines_by_page ON public_lines (page_id);
