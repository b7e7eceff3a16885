package org.parley.media.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The header extensions that are negotiated: their names in SDP and how their data is read. Readers answer -1 for an absent element. */
public final class HeaderExtensions {

  /** RFC 9143, section 16.2. */
  public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

  /** RFC 8852, section 4.1. */
  public static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

  /** RFC 8852, section 4.2. */
  public static final String REPAIRED_RID =
      "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

  /** draft-holmer-rmcat-transport-wide-cc-extensions-01, section 2. */
  public static final String TRANSPORT_CC =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

  public static final String ABS_SEND_TIME =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

  /** RFC 6464. */
  public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

  /** The RTP payload format for AV1, appendix A. */
  public static final String DEPENDENCY_DESCRIPTOR =
      "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

  /** What RFC 6464 says of silence: -127 dBov or less. */
  public static final int SILENCE = 127;

  /** Longer than any browser's; RFC 8852 sets no limit. A higher one lets a packet make a longer key. */
  private static final int MAX_ID_BYTES = 16;

  private HeaderExtensions() {}

  /** The level in -dBov, 0 (loudest) to 127 (silence); -1 if absent (RFC 6464, section 3). */
  public static int audioLevel(RtpPacket packet, int id) {
    int at = packet.extensionOffset(id);
    return at < 0 || packet.extensionBytes(id) < 1 ? -1 : packet.buffer()[at] & 0x7f;
  }

  /** Whether the sender thinks that the packet has voice (the V bit); false if absent. */
  public static boolean voice(RtpPacket packet, int id) {
    int at = packet.extensionOffset(id);
    return at >= 0 && packet.extensionBytes(id) >= 1 && (packet.buffer()[at] & 0x80) != 0;
  }

  /** The transport-wide sequence number, 0 to 65535; -1 if absent. */
  public static int transportSeq16(RtpPacket packet, int id) {
    int at = packet.extensionOffset(id);
    return at < 0 || packet.extensionBytes(id) < 2 ? -1 : Bytes.u16(packet.buffer(), at);
  }

  /** The send time in 2^-18 s, 24 bits that wrap every 64 s; -1 if absent. */
  public static int absSendTime(RtpPacket packet, int id) {
    int at = packet.extensionOffset(id);
    return at < 0 || packet.extensionBytes(id) < 3 ? -1 : Bytes.u24(packet.buffer(), at);
  }

  /** A time as {@link #absSendTime} reads it. */
  public static int absSendTimeOf(long nowNs) {
    long seconds = Math.floorDiv(nowNs, 1_000_000_000L);
    long fraction = (Math.floorMod(nowNs, 1_000_000_000L) << 18) / 1_000_000_000L;
    return (int) ((seconds << 18 | fraction) & 0xff_ffff);
  }

  /** Whether a MID or RID element has just these bytes; false if absent. Allocates nothing. */
  public static boolean equalsAscii(RtpPacket packet, int id, byte[] expected) {
    int at = packet.extensionOffset(id);
    return at >= 0 && equalsAscii(packet.buffer(), at, packet.extensionBytes(id), expected);
  }

  public static boolean equalsAscii(byte[] buffer, int offset, int sizeBytes, byte[] expected) {
    return Arrays.equals(buffer, offset, offset + sizeBytes, expected, 0, expected.length);
  }

  /** A MID or RID; null if absent, empty, longer than 16 bytes or with anything but printable ASCII. */
  public static @Nullable String text(RtpPacket packet, int id) {
    int at = packet.extensionOffset(id);
    int sizeBytes = packet.extensionBytes(id);
    if (at < 0 || sizeBytes < 1 || sizeBytes > MAX_ID_BYTES) {
      return null;
    }
    for (int i = at; i < at + sizeBytes; i++) {
      if (packet.buffer()[i] <= ' ' || packet.buffer()[i] > '~') {
        return null;
      }
    }
    return new String(packet.buffer(), at, sizeBytes, StandardCharsets.US_ASCII);
  }
}
