package org.parley.media.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a clear RTCP datagram, compound or reduced-size (RFC 3550, section 6.1; RFC 5506). What it allocates is bounded by the
 * datagram's size, and by {@link #MAX_STATUSES} for the one format that compresses.
 */
public final class RtcpParser {

  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int BYE = 203;
  static final int TRANSPORT_LAYER_FEEDBACK = 205;
  static final int PAYLOAD_SPECIFIC_FEEDBACK = 206;

  static final int NACK = 1;
  static final int TRANSPORT_CC = 15;
  static final int PLI = 1;
  static final int FIR = 4;
  static final int APPLICATION_LAYER = 15;
  static final int REMB_MAGIC = 0x52454d42;

  static final int HEADER_BYTES = 4;
  static final int REPORT_BLOCK_BYTES = 24;
  private static final int SENDER_INFO_BYTES = 20;
  private static final int CNAME = 1;

  /**
   * Packets that the transport feedback of one datagram may speak of. Two bytes can claim 8191 lost ones, so without it a datagram
   * could make megabytes. Lower bounds that tighter; higher lets a sender learn of a longer gap (16 s at 1000 packets/s).
   */
  public static final int MAX_STATUSES = 16384;

  private final byte[] buffer;
  private final List<Rtcp> packets = new ArrayList<>();
  private int statusesLeft = MAX_STATUSES;

  private RtcpParser(byte[] buffer) {
    this.buffer = buffer;
  }

  /** All packets of a datagram in their order; null where any of them is malformed. */
  public static @Nullable List<Rtcp> parse(byte[] buffer, int offset, int sizeBytes) {
    RtcpParser parser = new RtcpParser(buffer);
    int end = offset + sizeBytes;
    int at = offset;
    do {
      if (end - at < HEADER_BYTES || (buffer[at] & 0xc0) != 0x80) {
        return null;
      }
      int next = at + HEADER_BYTES + 4 * Bytes.u16(buffer, at + 2);
      if (next > end) {
        return null;
      }
      int bodyEnd = next;
      if ((buffer[at] & 0x20) != 0) {
        // RFC 3550, section 6.4.1 wants it in whole words and in the last packet alone; libwebrtc
        // pads transport feedback by 1 to 3
        // bytes, wherever it is.
        int padding = Bytes.u8(buffer, next - 1);
        bodyEnd = next - padding;
        if (padding == 0 || bodyEnd < at + HEADER_BYTES) {
          return null;
        }
      }
      Rtcp packet = parser.packet(at, bodyEnd);
      if (packet == null) {
        return null;
      }
      parser.packets.add(packet);
      at = next;
    } while (at < end);
    return parser.packets;
  }

  private @Nullable Rtcp packet(int start, int end) {
    int count = buffer[start] & 0x1f;
    int type = Bytes.u8(buffer, start + 1);
    int at = start + HEADER_BYTES;
    return switch (type) {
      case SENDER_REPORT -> senderReport(at, end, count);
      case RECEIVER_REPORT -> receiverReport(at, end, count);
      case SOURCE_DESCRIPTION -> sourceDescription(at, end, count);
      case BYE -> bye(at, end, count);
      case TRANSPORT_LAYER_FEEDBACK -> transportLayer(at, end, count);
      case PAYLOAD_SPECIFIC_FEEDBACK -> payloadSpecific(at, end, count);
      default -> new Rtcp.Unknown(type, count);
    };
  }

  private @Nullable Rtcp senderReport(int at, int end, int count) {
    int blocksAt = at + 4 + SENDER_INFO_BYTES;
    if (blocksAt + count * REPORT_BLOCK_BYTES > end) {
      return null;
    }
    return new Rtcp.SenderReport(
        Bytes.i32(buffer, at),
        Bytes.i64(buffer, at + 4),
        Bytes.i32(buffer, at + 12),
        Bytes.u32(buffer, at + 16),
        Bytes.u32(buffer, at + 20),
        reportBlocks(blocksAt, count));
  }

  private @Nullable Rtcp receiverReport(int at, int end, int count) {
    if (at + 4 + count * REPORT_BLOCK_BYTES > end) {
      return null;
    }
    return new Rtcp.ReceiverReport(Bytes.i32(buffer, at), reportBlocks(at + 4, count));
  }

  private List<Rtcp.ReportBlock> reportBlocks(int first, int count) {
    List<Rtcp.ReportBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = first + i * REPORT_BLOCK_BYTES;
      blocks.add(new Rtcp.ReportBlock(
          Bytes.i32(buffer, at),
          Bytes.u8(buffer, at + 4),
          signed24(at + 5),
          Bytes.u32(buffer, at + 8),
          Bytes.u32(buffer, at + 12),
          Bytes.i32(buffer, at + 16),
          Bytes.u32(buffer, at + 20)));
    }
    return blocks;
  }

  private @Nullable Rtcp sourceDescription(int start, int end, int count) {
    List<Rtcp.SourceDescription.Chunk> chunks = new ArrayList<>();
    int at = start;
    for (int i = 0; i < count; i++) {
      if (at + 4 > end) {
        return null;
      }
      int ssrc = Bytes.i32(buffer, at);
      String cname = "";
      at += 4;
      while (at < end && buffer[at] != 0) {
        if (at + 2 > end || at + 2 + Bytes.u8(buffer, at + 1) > end) {
          return null;
        }
        int length = Bytes.u8(buffer, at + 1);
        if (buffer[at] == CNAME) {
          cname = new String(buffer, at + 2, length, StandardCharsets.UTF_8);
        }
        at += 2 + length;
      }
      // At least one null octet, then to the next word (RFC 3550, section 6.5).
      at = start + (at - start) / 4 * 4 + 4;
      if (at > end) {
        return null;
      }
      chunks.add(new Rtcp.SourceDescription.Chunk(ssrc, cname));
    }
    return new Rtcp.SourceDescription(chunks);
  }

  private @Nullable Rtcp bye(int at, int end, int count) {
    return at + 4 * count > end ? null : new Rtcp.Bye(ssrcs(at, count));
  }

  private int[] ssrcs(int at, int count) {
    int[] ssrcs = new int[count];
    for (int i = 0; i < count; i++) {
      ssrcs[i] = Bytes.i32(buffer, at + 4 * i);
    }
    return ssrcs;
  }

  private @Nullable Rtcp transportLayer(int at, int end, int format) {
    if (at + 8 > end) {
      return null;
    }
    return switch (format) {
      case NACK -> nack(at, end);
      case TRANSPORT_CC -> {
        Rtcp.TransportFeedback feedback =
            TransportFeedbackParser.parse(buffer, at, end, statusesLeft);
        statusesLeft -= feedback == null ? 0 : feedback.deltaTicks().length;
        yield feedback;
      }
      default -> new Rtcp.Unknown(TRANSPORT_LAYER_FEEDBACK, format);
    };
  }

  private Rtcp nack(int at, int end) {
    // Each word names one packet and up to 16 after it.
    int[] seq16s = new int[(end - at - 8) / 4 * 17];
    int count = 0;
    for (int word = at + 8; word + 4 <= end; word += 4) {
      int first = Bytes.u16(buffer, word);
      seq16s[count++] = first;
      int following = Bytes.u16(buffer, word + 2);
      for (int bit = 0; bit < 16; bit++) {
        if ((following >> bit & 1) != 0) {
          seq16s[count++] = (first + 1 + bit) & 0xffff;
        }
      }
    }
    return new Rtcp.Nack(
        Bytes.i32(buffer, at), Bytes.i32(buffer, at + 4), Arrays.copyOf(seq16s, count));
  }

  private @Nullable Rtcp payloadSpecific(int at, int end, int format) {
    if (at + 8 > end) {
      return null;
    }
    int sender = Bytes.i32(buffer, at);
    return switch (format) {
      case PLI -> new Rtcp.PictureLossIndication(sender, Bytes.i32(buffer, at + 4));
      case FIR -> fullIntraRequest(sender, at + 8, end);
      case APPLICATION_LAYER -> applicationLayer(sender, at + 8, end);
      default -> new Rtcp.Unknown(PAYLOAD_SPECIFIC_FEEDBACK, format);
    };
  }

  private Rtcp fullIntraRequest(int sender, int first, int end) {
    List<Rtcp.FullIntraRequest.Entry> entries = new ArrayList<>((end - first) / 8);
    for (int at = first; at + 8 <= end; at += 8) {
      entries.add(new Rtcp.FullIntraRequest.Entry(Bytes.i32(buffer, at), Bytes.u8(buffer, at + 4)));
    }
    return new Rtcp.FullIntraRequest(sender, entries);
  }

  private @Nullable Rtcp applicationLayer(int sender, int at, int end) {
    if (at + 4 > end || Bytes.i32(buffer, at) != REMB_MAGIC) {
      return new Rtcp.Unknown(PAYLOAD_SPECIFIC_FEEDBACK, APPLICATION_LAYER);
    }
    if (at + 8 > end) {
      return null;
    }
    int count = Bytes.u8(buffer, at + 4);
    if (at + 8 + 4 * count > end) {
      return null;
    }
    int exponent = Bytes.u8(buffer, at + 5) >> 2;
    long mantissa = Bytes.u24(buffer, at + 5) & 0x3ffff;
    // 18 bits shifted by more than 45 may leave the 63 that a long has.
    boolean fits = exponent <= 45 || mantissa == 0;
    long rateBps = fits ? mantissa << exponent : Long.MAX_VALUE;
    return new Rtcp.Remb(sender, rateBps, ssrcs(at + 8, count));
  }

  private int signed24(int at) {
    return Bytes.u24(buffer, at) << 8 >> 8;
  }
}
