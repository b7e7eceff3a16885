-- Beside the line of a meeting its readout, in a row of its own. released_ms is when a readout was first shown, in milliseconds since 1970;
-- null of a line, of which that is not told.
CREATE TABLE public_lines_and_readouts (
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  schedule_meeting INTEGER NOT NULL,
  readout BOOLEAN NOT NULL,
  place INTEGER NOT NULL,
  page_id TEXT NOT NULL,
  line TEXT NOT NULL,
  line_id TEXT NOT NULL,
  both_sides BOOLEAN NOT NULL,
  released_ms INTEGER,
  PRIMARY KEY (meeting_id, schedule_meeting, readout)
);

INSERT INTO public_lines_and_readouts
  SELECT meeting_id, schedule_meeting, FALSE, place, page_id, line, line_id, both_sides, NULL FROM public_lines;

DROP TABLE public_lines;

ALTER TABLE public_lines_and_readouts RENAME TO public_lines;

CREATE INDEX public_lines_by_page ON public_lines (page_id);
