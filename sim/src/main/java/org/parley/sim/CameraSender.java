package org.parley.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.parley.media.feedback.Ntp;
import org.parley.media.sdp.Publication;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtpHeaderWriter;
import org.parley.media.wire.RtpPacket;
import org.parley.media.wire.Rtx;

/** One simulcast encoding as a browser sends it: frames of several packets, key frames when asked, losses mended by RTX. */
final class CameraSender {

  /** A browser's history: packets that may be sent again. */
  private static final int HISTORY = 600;

  private static final int CLOCK_HZ = 90_000;

  private final Origin origin;
  private final int encoding;
  private final Publication publication;
  private final String rid;
  private final int ssrc;
  private final BiConsumer<byte[], Integer> send;
  private final Deque<byte[]> history = new ArrayDeque<>();
  private final RtpHeaderWriter header = new RtpHeaderWriter();
  private final int timestampBase;
  private final int packetBytes;

  private int seq;
  private int rtxSeq;
  private int frame;
  private int pictureId;
  private boolean keyWanted = true;
  private long packets;
  private boolean paused;
  private int keyframes;

  /**
   * A sender.
   *
   * @param firstSeq where its sequence numbers begin; near 65535 they soon wrap
   * @param send takes a clear RTP packet and its size
   */
  CameraSender(
      int peer,
      int encoding,
      Publication publication,
      int ssrc,
      int firstSeq,
      BiConsumer<byte[], Integer> send) {
    this.origin = new Origin(peer, publication.chamber(), publication.kind());
    this.encoding = encoding;
    this.publication = publication;
    this.rid = publication.encodings().get(encoding).rid();
    this.ssrc = ssrc;
    this.seq = firstSeq;
    this.pictureId = firstSeq & 0x7fff;
    this.rtxSeq = firstSeq;
    this.timestampBase = ssrc * 7919;
    this.packetBytes = Math.min(1100, 200 + encoding * 400);
    this.send = send;
  }

  int ssrc() {
    return ssrc;
  }

  int rtxSsrc() {
    return ssrc + 1000;
  }

  int keyframes() {
    return keyframes;
  }

  void pause(boolean on) {
    paused = on;
    keyWanted = true;
  }

  void onKeyframeRequest() {
    keyWanted = true;
  }

  /** Films a frame. */
  void film(long nowNs) {
    if (paused) {
      return;
    }
    boolean key = keyWanted;
    keyWanted = false;
    keyframes += key ? 1 : 0;
    int parts = key ? 6 : 1 + encoding;
    for (int part = 0; part < parts; part++) {
      byte[] packet = new byte[1500];
      header.begin(
          packet,
          0,
          part == parts - 1,
          publication.payloadType(),
          seq & 0xffff,
          timestamp(nowNs),
          ssrc);
      ascii(publication.extensions().mid(), publication.mid());
      ascii(publication.extensions().rid(), rid);
      int at = header.end();
      TestPicture picture = new TestPicture(origin, encoding, frame, part, parts, key);
      int size = TestPicture.write(packet, at, picture, pictureId & 0x7fff, packetBytes);
      remember(packet, size);
      seq++;
      packets++;
      send.accept(packet, size);
    }
    frame++;
    pictureId++;
  }

  /** Sends again what is asked for, as RTX. */
  void onNack(int[] seq16s) {
    for (int wanted : seq16s) {
      for (byte[] packet : history) {
        RtpPacket rtp = new RtpPacket();
        if (rtp.wrap(packet, 0, packet.length) && rtp.seq16() == wanted) {
          sendAgain(rtp);
        }
      }
    }
  }

  Rtcp.SenderReport report(long nowNs, long clockOffsetNs) {
    return new Rtcp.SenderReport(
        ssrc,
        Ntp.of(nowNs + clockOffsetNs),
        timestamp(nowNs),
        packets,
        packets * packetBytes,
        List.of());
  }

  private void sendAgain(RtpPacket original) {
    byte[] packet = new byte[1500];
    header.begin(
        packet,
        0,
        original.marker(),
        publication.rtxPayloadType(),
        rtxSeq++ & 0xffff,
        original.timestamp(),
        rtxSsrc());
    ascii(publication.extensions().mid(), publication.mid());
    ascii(publication.extensions().repairedRid(), rid);
    int at = Rtx.writeOriginalSeq16(packet, header.end(), original.seq16());
    System.arraycopy(
        original.buffer(), original.payloadOffset(), packet, at, original.payloadBytes());
    send.accept(packet, at + original.payloadBytes());
  }

  private void ascii(int id, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    header.extension(id, bytes, 0, bytes.length);
  }

  private int timestamp(long nowNs) {
    return timestampBase + (int) (nowNs / 1000 * CLOCK_HZ / 1_000_000);
  }

  private void remember(byte[] packet, int size) {
    if (history.size() == HISTORY) {
      history.removeFirst();
    }
    history.addLast(Arrays.copyOf(packet, size));
  }
}
