package org.parley.media.sdp;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The RTP header extensions that the server knows. */
enum HeaderExtension {
  MID("urn:ietf:params:rtp-hdrext:sdes:mid"),
  RID("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
  REPAIRED_RID("urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"),
  TRANSPORT_CC("http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"),
  ABS_SEND_TIME("http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"),
  AUDIO_LEVEL("urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
  DEPENDENCY_DESCRIPTOR(
      "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension");

  private final String uri;

  HeaderExtension(String uri) {
    this.uri = uri;
  }

  String uri() {
    return uri;
  }

  static @Nullable HeaderExtension of(String uri) {
    for (HeaderExtension extension : values()) {
      if (extension.uri.equals(uri)) {
        return extension;
      }
    }
    return null;
  }

  /**
   * One that both ends agreed on.
   *
   * @param id 1 to 14
   * @param restricted whether the offer restricts it to one direction, so that the answer must too (RFC 8285, section 6)
   */
  record Agreed(int id, boolean restricted) {}

  static Extensions ids(Map<HeaderExtension, Agreed> agreed) {
    EnumMap<HeaderExtension, Integer> ids = new EnumMap<>(HeaderExtension.class);
    agreed.forEach((extension, how) -> ids.put(extension, how.id()));
    return new Extensions(
        ids.getOrDefault(MID, 0),
        ids.getOrDefault(RID, 0),
        ids.getOrDefault(REPAIRED_RID, 0),
        ids.getOrDefault(TRANSPORT_CC, 0),
        ids.getOrDefault(ABS_SEND_TIME, 0),
        ids.getOrDefault(AUDIO_LEVEL, 0),
        ids.getOrDefault(DEPENDENCY_DESCRIPTOR, 0));
  }
}
