-- Each side keeps its own roster: papers that stand for good, and papers of each side with a version of their own. What was signed and
-- sealed before is of another form, which nobody can read any more, so the meetings that it was for are dropped.

DELETE FROM public_lines;
DELETE FROM welcomes;
DELETE FROM members;
DELETE FROM entries;
DELETE FROM rooms;
DELETE FROM links;
DELETE FROM seats;
DELETE FROM sides;
DROP TABLE papers;
DELETE FROM meetings;

CREATE TABLE papers (
  meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
  charter TEXT NOT NULL,
  roster TEXT NOT NULL
);

CREATE TABLE side_papers (
  meeting_id TEXT NOT NULL,
  side_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  charter TEXT NOT NULL,
  roster TEXT NOT NULL,
  dossier TEXT NOT NULL,
  PRIMARY KEY (meeting_id, side_id),
  FOREIGN KEY (meeting_id, side_id) REFERENCES sides (meeting_id, id)
);

-- keeps: whether who sits there keeps the side's roster.
ALTER TABLE seats ADD COLUMN keeps BOOLEAN NOT NULL DEFAULT FALSE;
