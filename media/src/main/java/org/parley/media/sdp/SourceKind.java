package org.parley.media.sdp;

/** What a source is. */
public enum SourceKind {
  MICROPHONE,
  CAMERA,
  SCREEN
}
