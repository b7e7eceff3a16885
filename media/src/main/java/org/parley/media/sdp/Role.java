package org.parley.media.sdp;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a section is for, and what follows from that for its answer. */
enum Role {
  AUDIO_SOURCE(Codec.OPUS),
  VIDEO_SOURCE(Codec.VP8),
  AUDIO_SLOT(Codec.OPUS),
  VIDEO_SLOT(Codec.VP8);

  private final Codec codec;

  Role(Codec codec) {
    this.codec = codec;
  }

  Codec codec() {
    return codec;
  }

  boolean isSource() {
    return this == AUDIO_SOURCE || this == VIDEO_SOURCE;
  }

  /** The direction that the offer must give, if it is not sendrecv. */
  String offeredDirection() {
    return isSource() ? "sendonly" : "recvonly";
  }

  /** The direction of the answer. */
  String answeredDirection() {
    return isSource() ? "recvonly" : "sendonly";
  }

  /** The extensions that the answer keeps, if offered. */
  Set<HeaderExtension> extensions() {
    return switch (this) {
      case AUDIO_SOURCE ->
        EnumSet.of(
            HeaderExtension.MID,
            HeaderExtension.TRANSPORT_CC,
            HeaderExtension.ABS_SEND_TIME,
            HeaderExtension.AUDIO_LEVEL);
      case VIDEO_SOURCE ->
        EnumSet.of(
            HeaderExtension.MID,
            HeaderExtension.RID,
            HeaderExtension.REPAIRED_RID,
            HeaderExtension.TRANSPORT_CC,
            HeaderExtension.ABS_SEND_TIME,
            HeaderExtension.DEPENDENCY_DESCRIPTOR);
      // Without transport-cc a browser estimates by abs-send-time and reports by REMB.
      case AUDIO_SLOT, VIDEO_SLOT -> EnumSet.of(HeaderExtension.MID, HeaderExtension.ABS_SEND_TIME);
    };
  }

  /** The feedback (RFC 4585) that the answer keeps, if offered. */
  List<String> feedback() {
    return switch (this) {
      case AUDIO_SOURCE -> List.of("transport-cc");
      case VIDEO_SOURCE -> List.of("transport-cc", "ccm fir", "nack", "nack pli");
      case AUDIO_SLOT -> List.of();
      case VIDEO_SLOT -> List.of("goog-remb", "nack", "nack pli");
    };
  }

  /** The codecs that the server forwards. */
  enum Codec {
    OPUS("audio", "opus/48000/2"),
    VP8("video", "VP8/90000");

    private final String media;
    private final String encoding;

    Codec(String media, String encoding) {
      this.media = media;
      this.encoding = encoding;
    }

    String media() {
      return media;
    }

    /** As rtpmap names it. */
    String encoding() {
      return encoding;
    }
  }
}
