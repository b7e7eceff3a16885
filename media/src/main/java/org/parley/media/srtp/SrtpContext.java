package org.parley.media.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SRTP and SRTCP of one association, both directions (RFC 3711, RFC 7714); for one thread. Each call works in place on the packet of
 * {@code sizeBytes} at {@code offset} and returns its new size, or one of the negative constants; then the packet is not to be used.
 *
 * <p>What a failed or replayed packet says is forgotten: only authenticated ones change state.
 */
public final class SrtpContext {

  /** Not an RTP or RTCP packet, or too short for its profile; or an SRTCP packet that is not encrypted. */
  public static final int MALFORMED = -1;

  /** Its index was used before, or is too old to know. */
  public static final int REPLAYED = -2;

  /** The tag does not match. */
  public static final int AUTH_FAILED = -3;

  /** A new SSRC, and the limit is reached. */
  public static final int TOO_MANY_SSRCS = -4;

  /** The keys' index space is used up: 2^48 packets of an SSRC, or 2^31 control packets. */
  public static final int EXHAUSTED = -5;

  /** The most that protection adds: a caller of {@code protect} leaves so much room behind the packet. */
  public static final int MAX_TRAILER_BYTES = 20;

  /**
   * How many SSRCs a peer may send from. Higher survives a peer that changes its SSRCs often; lower bounds what an authenticated peer
   * can make us keep, at about 200 bytes each. A browser uses nine in each chamber, and one more for each change.
   */
  public static final int MAX_INGRESS_SSRCS = 256;

  /** How many we send from: three for each slot of the largest meeting, and room to spare. */
  public static final int MAX_EGRESS_SSRCS = 1024;

  static final int RTP_HEADER_BYTES = 12;
  static final int RTCP_HEADER_BYTES = 8;
  static final int RTCP_INDEX_BYTES = 4;

  /** The E flag beside the 31-bit SRTCP index. */
  static final int RTCP_ENCRYPTED = 0x8000_0000;

  private static final long MAX_RTP_INDEX = (1L << 48) - 1;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final PacketCipher ingress;
  private final PacketCipher egress;
  private final SsrcTable ingressRtp = new SsrcTable(MAX_INGRESS_SSRCS);
  private final SsrcTable ingressRtcp = new SsrcTable(MAX_INGRESS_SSRCS);
  private final SsrcTable egressRtp = new SsrcTable(MAX_EGRESS_SSRCS);
  private int nextRtcpIndex;

  SrtpContext(PacketCipher ingress, PacketCipher egress) {
    this.ingress = ingress;
    this.egress = egress;
  }

  /**
   * @throws IllegalArgumentException where a key's or salt's size is not the profile's
   */
  public static SrtpContext create(SrtpKeys keys) {
    SrtpProfile profile = keys.profile();
    return new SrtpContext(
        PacketCipher.create(
            profile, SessionKeys.derive(profile, keys.ingressKey(), keys.ingressSalt())),
        PacketCipher.create(
            profile, SessionKeys.derive(profile, keys.egressKey(), keys.egressSalt())));
  }

  /**
   * Protects an RTP packet. Packets of an SSRC may come out of order, within 1024 of the highest; the same sequence number twice within
   * a rollover is refused as {@link #REPLAYED}, since it would repeat a nonce: retransmissions go by RTX, under an SSRC of their own.
   */
  public int protectRtp(byte[] bytes, int offset, int sizeBytes) {
    Objects.checkFromIndexSize(offset, sizeBytes + egress.rtpTrailerBytes(), bytes.length);
    int headerBytes = rtpHeaderBytes(bytes, offset, sizeBytes);
    if (headerBytes < 0) {
      return MALFORMED;
    }
    int ssrc = (int) INT.get(bytes, offset + 8);
    IndexWindow window = egressRtp.find(ssrc);
    if (window == null) {
      if (egressRtp.isFull()) {
        return TOO_MANY_SSRCS;
      }
      window = new IndexWindow();
      egressRtp.add(ssrc, window);
    }
    long index = window.estimate(seq16(bytes, offset));
    if (index > MAX_RTP_INDEX) {
      return EXHAUSTED;
    }
    if (index < 0 || !window.isFresh(index)) {
      return REPLAYED;
    }
    window.mark(index);
    return egress.protectRtp(bytes, offset, sizeBytes, headerBytes, index);
  }

  public int unprotectRtp(byte[] bytes, int offset, int sizeBytes) {
    int headerBytes = rtpHeaderBytes(bytes, offset, sizeBytes);
    if (headerBytes < 0 || sizeBytes < headerBytes + ingress.rtpTrailerBytes()) {
      return MALFORMED;
    }
    int ssrc = (int) INT.get(bytes, offset + 8);
    IndexWindow known = ingressRtp.find(ssrc);
    if (known == null && ingressRtp.isFull()) {
      return TOO_MANY_SSRCS;
    }
    int seq16 = seq16(bytes, offset);
    long index = known == null ? seq16 : known.estimate(seq16);
    if (index > MAX_RTP_INDEX) {
      return EXHAUSTED;
    }
    if (index < 0 || (known != null && !known.isFresh(index))) {
      return REPLAYED;
    }
    int clearBytes = ingress.unprotectRtp(bytes, offset, sizeBytes, headerBytes, index);
    if (clearBytes >= 0) {
      markIn(ingressRtp, ssrc, known, index);
    }
    return clearBytes;
  }

  /** Protects a compound or reduced-size RTCP packet. */
  public int protectRtcp(byte[] bytes, int offset, int sizeBytes) {
    Objects.checkFromIndexSize(offset, sizeBytes + egress.rtcpTrailerBytes(), bytes.length);
    if (!isRtcp(bytes, offset, sizeBytes)) {
      return MALFORMED;
    }
    if (nextRtcpIndex < 0) {
      return EXHAUSTED;
    }
    // One counter for all our SSRCs: indices only have to grow, and so need no table.
    return egress.protectRtcp(bytes, offset, sizeBytes, nextRtcpIndex++);
  }

  public int unprotectRtcp(byte[] bytes, int offset, int sizeBytes) {
    int clearBytes = sizeBytes - ingress.rtcpTrailerBytes();
    if (!isRtcp(bytes, offset, clearBytes)) {
      return MALFORMED;
    }
    int end = offset + sizeBytes - ingress.bytesAfterRtcpIndex();
    int indexWord = (int) INT.get(bytes, end - RTCP_INDEX_BYTES);
    if ((indexWord & RTCP_ENCRYPTED) == 0) {
      return MALFORMED;
    }
    int index = indexWord & ~RTCP_ENCRYPTED;
    int ssrc = (int) INT.get(bytes, offset + 4);
    IndexWindow known = ingressRtcp.find(ssrc);
    if (known == null && ingressRtcp.isFull()) {
      return TOO_MANY_SSRCS;
    }
    if (known != null && !known.isFresh(index)) {
      return REPLAYED;
    }
    clearBytes = ingress.unprotectRtcp(bytes, offset, sizeBytes, index);
    if (clearBytes >= 0) {
      markIn(ingressRtcp, ssrc, known, index);
    }
    return clearBytes;
  }

  private static void markIn(SsrcTable table, int ssrc, @Nullable IndexWindow known, long index) {
    IndexWindow window = known;
    if (window == null) {
      window = new IndexWindow();
      table.add(ssrc, window);
    }
    window.mark(index);
  }

  /** Fixed header, CSRCs and extension (RFC 3550, section 5.1), or -1 where it is none or does not fit. */
  private static int rtpHeaderBytes(byte[] bytes, int offset, int sizeBytes) {
    if (sizeBytes < RTP_HEADER_BYTES || (bytes[offset] & 0xc0) != 0x80) {
      return -1;
    }
    int headerBytes = RTP_HEADER_BYTES + 4 * (bytes[offset] & 0x0f);
    if ((bytes[offset] & 0x10) != 0) {
      headerBytes += 4;
      if (headerBytes > sizeBytes) {
        return -1;
      }
      headerBytes += 4 * ((int) INT.get(bytes, offset + headerBytes - 4) & 0xffff);
    }
    return headerBytes <= sizeBytes ? headerBytes : -1;
  }

  private static boolean isRtcp(byte[] bytes, int offset, int sizeBytes) {
    return sizeBytes >= RTCP_HEADER_BYTES && (bytes[offset] & 0xc0) == 0x80;
  }

  private static int seq16(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset) & 0xffff;
  }
}
