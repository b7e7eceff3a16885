-- Up to which place of the schedule's log nothing is published any more of a meeting, its line or its readout, and by which side's wish: each
-- has room of its own here, so that none can use up another's. side_id is empty where it was not kept.

CREATE TABLE shut_out_lines (
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  side_id TEXT NOT NULL,
  schedule_meeting INTEGER NOT NULL,
  readout BOOLEAN NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, side_id, schedule_meeting, readout)
);

-- From here on public_lines holds what is published, and nothing else.
INSERT INTO shut_out_lines
  SELECT meeting_id, '', schedule_meeting, readout, place FROM public_lines WHERE line = '';

DELETE FROM public_lines WHERE line = '';

-- Up to which place there no purge is carried out any more; -1 where all are.
ALTER TABLE meetings ADD COLUMN purge_shut_out INTEGER NOT NULL DEFAULT -1;
