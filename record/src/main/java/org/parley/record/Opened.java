package org.parley.record;

/** What became of opening a file. */
public sealed interface Opened permits RecordFile, Unreadable {}
