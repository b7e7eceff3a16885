-- Meetings of which all was deleted, as their sides wished. id_hash is the SHA-256 of the meeting's id, base64url without padding: whoever
-- has a link is told what became of it, and who has this table alone does not learn an id.

CREATE TABLE purged_meetings (
  id_hash TEXT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  both_sides BOOLEAN NOT NULL
);
