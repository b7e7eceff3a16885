package org.parley.media.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes RTCP packets. Each method writes one packet from {@code offset} on and returns where it ends, so that the next makes it
 * compound. The caller leaves room in the buffer: a datagram's worth is enough for any one packet.
 */
public final class RtcpWriter {

  /** The count field has five bits (RFC 3550, section 6.4.1). */
  public static final int MAX_REPORT_BLOCKS = 31;

  /** Fits a datagram; what does not is left for the next NACK. */
  public static final int MAX_NACK_WORDS = 256;

  private static final int MAX_CNAME_BYTES = 255;
  private static final int MAX_MANTISSA = (1 << 18) - 1;

  private RtcpWriter() {}

  /** Writes at most {@link #MAX_REPORT_BLOCKS} of the blocks. */
  public static int sr(byte[] buffer, int offset, Rtcp.SenderReport report) {
    int at = offset + RtcpParser.HEADER_BYTES;
    Bytes.put32(buffer, at, report.ssrc());
    Bytes.put64(buffer, at + 4, report.ntpTimestamp());
    Bytes.put32(buffer, at + 12, report.rtpTimestamp());
    Bytes.put32(buffer, at + 16, (int) report.packets());
    Bytes.put32(buffer, at + 20, (int) report.octets());
    int end = blocks(buffer, at + 24, report.blocks());
    int count = Math.min(report.blocks().size(), MAX_REPORT_BLOCKS);
    return header(buffer, offset, RtcpParser.SENDER_REPORT, count, end);
  }

  /** Writes at most {@link #MAX_REPORT_BLOCKS} of the blocks. */
  public static int rr(byte[] buffer, int offset, Rtcp.ReceiverReport report) {
    Bytes.put32(buffer, offset + 4, report.ssrc());
    int end = blocks(buffer, offset + 8, report.blocks());
    int count = Math.min(report.blocks().size(), MAX_REPORT_BLOCKS);
    return header(buffer, offset, RtcpParser.RECEIVER_REPORT, count, end);
  }

  private static int blocks(byte[] buffer, int offset, List<Rtcp.ReportBlock> blocks) {
    int at = offset;
    for (int i = 0; i < Math.min(blocks.size(), MAX_REPORT_BLOCKS); i++) {
      Rtcp.ReportBlock block = blocks.get(i);
      Bytes.put32(buffer, at, block.ssrc());
      Bytes.put8(buffer, at + 4, block.fractionLost());
      Bytes.put24(buffer, at + 5, block.cumulativeLost());
      Bytes.put32(buffer, at + 8, (int) block.highestSeq());
      Bytes.put32(buffer, at + 12, (int) block.jitter());
      Bytes.put32(buffer, at + 16, block.lastSr());
      Bytes.put32(buffer, at + 20, (int) block.delaySinceLastSr());
      at += RtcpParser.REPORT_BLOCK_BYTES;
    }
    return at;
  }

  /** One chunk with a canonical name, cut after 255 bytes of UTF-8. */
  public static int sdes(byte[] buffer, int offset, int ssrc, String cname) {
    byte[] name = cname.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(name.length, MAX_CNAME_BYTES);
    Bytes.put32(buffer, offset + 4, ssrc);
    buffer[offset + 8] = 1;
    Bytes.put8(buffer, offset + 9, length);
    System.arraycopy(name, 0, buffer, offset + 10, length);
    int at = offset + 10 + length;
    do {
      buffer[at] = 0;
      at++;
    } while ((at - offset) % 4 != 0);
    return header(buffer, offset, RtcpParser.SOURCE_DESCRIPTION, 1, at);
  }

  public static int bye(byte[] buffer, int offset, int ssrc) {
    Bytes.put32(buffer, offset + 4, ssrc);
    return header(buffer, offset, RtcpParser.BYE, 1, offset + 8);
  }

  /**
   * Asks for the first {@code count} of the sequence numbers, packed; those in ascending order (wrap included) pack best. Stops after
   * {@link #MAX_NACK_WORDS}.
   */
  public static int nack(
      byte[] buffer, int offset, int senderSsrc, int mediaSsrc, int[] seq16s, int count) {
    int at = feedback(buffer, offset, senderSsrc, mediaSsrc);
    int next = 0;
    for (int words = 0; next < count && words < MAX_NACK_WORDS; words++) {
      int first = seq16s[next++] & 0xffff;
      int following = 0;
      while (next < count) {
        int distance = (seq16s[next] - first) & 0xffff;
        if (distance > 16) {
          break;
        }
        following |= distance == 0 ? 0 : 1 << (distance - 1);
        next++;
      }
      Bytes.put16(buffer, at, first);
      Bytes.put16(buffer, at + 2, following);
      at += 4;
    }
    int type = RtcpParser.TRANSPORT_LAYER_FEEDBACK;
    return header(buffer, offset, type, RtcpParser.NACK, at);
  }

  public static int pli(byte[] buffer, int offset, int senderSsrc, int mediaSsrc) {
    int at = feedback(buffer, offset, senderSsrc, mediaSsrc);
    return header(buffer, offset, RtcpParser.PAYLOAD_SPECIFIC_FEEDBACK, RtcpParser.PLI, at);
  }

  /**
   * @param seq8 rises by one with each new request, and stays in a repeated one
   */
  public static int fir(byte[] buffer, int offset, int senderSsrc, int ssrc, int seq8) {
    // The media source field is not used (RFC 5104, section 4.3.1.2).
    int at = feedback(buffer, offset, senderSsrc, 0);
    Bytes.put32(buffer, at, ssrc);
    Bytes.put32(buffer, at + 4, seq8 << 24);
    return header(buffer, offset, RtcpParser.PAYLOAD_SPECIFIC_FEEDBACK, RtcpParser.FIR, at + 8);
  }

  /**
   * @param rateBps rounded down to 18 significant bits
   * @param ssrcs at most 255 of them are named
   */
  public static int remb(byte[] buffer, int offset, int senderSsrc, long rateBps, int... ssrcs) {
    int at = feedback(buffer, offset, senderSsrc, 0);
    int count = Math.min(ssrcs.length, 255);
    int exponent = 0;
    while (rateBps >> exponent > MAX_MANTISSA) {
      exponent++;
    }
    Bytes.put32(buffer, at, RtcpParser.REMB_MAGIC);
    Bytes.put8(buffer, at + 4, count);
    Bytes.put24(buffer, at + 5, exponent << 18 | (int) (rateBps >> exponent));
    at += 8;
    for (int i = 0; i < count; i++) {
      Bytes.put32(buffer, at, ssrcs[i]);
      at += 4;
    }
    int type = RtcpParser.PAYLOAD_SPECIFIC_FEEDBACK;
    return header(buffer, offset, type, RtcpParser.APPLICATION_LAYER, at);
  }

  /** The fields that all feedback starts with (RFC 4585, section 6.1). */
  static int feedback(byte[] buffer, int offset, int senderSsrc, int mediaSsrc) {
    Bytes.put32(buffer, offset + 4, senderSsrc);
    Bytes.put32(buffer, offset + 8, mediaSsrc);
    return offset + 12;
  }

  static int header(byte[] buffer, int offset, int type, int count, int end) {
    buffer[offset] = (byte) (0x80 | count);
    buffer[offset + 1] = (byte) type;
    Bytes.put16(buffer, offset + 2, (end - offset) / 4 - 1);
    return end;
  }
}
