-- Rooms and their logs. What is in an entry the server cannot read.
-- BYTEA is PostgreSQL's word for bytes; SQLite keeps bytes as they are, however a column is declared.

-- head is the next free place in the log, chain the hash of all that stands in it.
CREATE TABLE rooms (
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  head INTEGER NOT NULL,
  chain BYTEA NOT NULL,
  size_bytes BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, id)
);

-- chain is the hash up to and with the entry.
CREATE TABLE entries (
  meeting_id TEXT NOT NULL,
  room_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  seat_id TEXT NOT NULL,
  bytes BYTEA NOT NULL,
  chain BYTEA NOT NULL,
  PRIMARY KEY (meeting_id, room_id, seq),
  FOREIGN KEY (meeting_id, room_id) REFERENCES rooms (meeting_id, id)
);

-- The members of a room's group. A welcome_seq is that of a welcome that the member has not fetched.
CREATE TABLE members (
  meeting_id TEXT NOT NULL,
  room_id TEXT NOT NULL,
  seat_id TEXT NOT NULL,
  welcome_seq INTEGER,
  PRIMARY KEY (meeting_id, room_id, seat_id),
  FOREIGN KEY (meeting_id, room_id) REFERENCES rooms (meeting_id, id)
);

-- By the place of the commit that they belong to, as long as a member waits for them.
CREATE TABLE welcomes (
  meeting_id TEXT NOT NULL,
  room_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (meeting_id, room_id, seq),
  FOREIGN KEY (meeting_id, room_id) REFERENCES rooms (meeting_id, id)
);
