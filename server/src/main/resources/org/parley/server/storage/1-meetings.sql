-- Hashes are SHA-256 values, base64url without padding: no secret is stored. Papers and cards are sealed or signed by the organiser's
-- browser: no name and no title is stored in a form that the server can read.
-- Plain SQL that SQLite and PostgreSQL both take.

CREATE TABLE meetings (
  id TEXT PRIMARY KEY,
  organiser_hash TEXT NOT NULL,
  ended BOOLEAN NOT NULL
);

CREATE TABLE papers (
  meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
  version INTEGER NOT NULL,
  charter TEXT NOT NULL,
  roster TEXT NOT NULL,
  dossier TEXT NOT NULL
);

CREATE TABLE sides (
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, id)
);

CREATE TABLE seats (
  meeting_id TEXT NOT NULL,
  id TEXT NOT NULL,
  side_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  admits BOOLEAN NOT NULL,
  PRIMARY KEY (meeting_id, id),
  FOREIGN KEY (meeting_id, side_id) REFERENCES sides (meeting_id, id)
);

-- A seat's links, replaced ones included: the one of the highest generation counts. The others' cards are empty.
CREATE TABLE links (
  meeting_id TEXT NOT NULL,
  seat_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  hash TEXT NOT NULL,
  revoked BOOLEAN NOT NULL,
  card TEXT NOT NULL,
  PRIMARY KEY (meeting_id, seat_id, generation),
  UNIQUE (meeting_id, hash),
  FOREIGN KEY (meeting_id, seat_id) REFERENCES seats (meeting_id, id)
);
