-- What people put on the table, sealed by their browsers: the bytes are files beside the database, and here stands which of them were
-- acknowledged. A name, a form and a key are in neither.

CREATE TABLE sealed_files (
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  id TEXT NOT NULL,
  side_id TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, id)
);
