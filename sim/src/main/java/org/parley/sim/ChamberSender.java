package org.parley.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.parley.media.feedback.Ntp;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Publication;
import org.parley.media.sdp.SourceKind;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtpHeaderWriter;

/** What a peer sends in one chamber: a camera in several encodings, a screen, and sound. */
final class ChamberSender {

  private static final int AUDIO_CLOCK_HZ = 48_000;
  private static final int SOUND_BYTES = 80;

  private final Chamber chamber;
  private final SimMeeting.Seat seat;
  private final Publication microphone;
  private final BiConsumer<byte[], Integer> send;
  private final List<CameraSender> cameras = new ArrayList<>();
  private final CameraSender screen;
  private boolean active;
  private int soundSeq;
  private int soundLevel = 127;

  /** @param send takes a clear RTP packet and its size */
  ChamberSender(Chamber chamber, SimMeeting.Seat seat, BiConsumer<byte[], Integer> send) {
    this.chamber = chamber;
    this.seat = seat;
    this.send = send;
    microphone = publication(SourceKind.MICROPHONE);
    Publication camera = publication(SourceKind.CAMERA);
    for (int i = 0; i < camera.encodings().size(); i++) {
      cameras.add(
          new CameraSender(seat.number(), i, camera, firstSsrc() + 10 * i, seat.firstSeq(), send));
    }
    screen = new CameraSender(
        seat.number(), 0, publication(SourceKind.SCREEN), firstSsrc() + 500, seat.firstSeq(), send);
    screen.pause(true);
  }

  private Publication publication(SourceKind kind) {
    return seat.session().publications().stream()
        .filter(p -> p.chamber() == chamber && p.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private int firstSsrc() {
    int offset = switch (chamber) {
      case PLENARY -> 0;
      case CAUCUS -> 100;
      case SIDEBAR -> 200;
    };
    return 10_000 * (seat.number() + 1) + offset;
  }

  int soundSsrc() {
    return firstSsrc() + 5_000;
  }

  List<CameraSender> cameras() {
    return cameras;
  }

  CameraSender screen() {
    return screen;
  }

  /** Begins or stops to send anything. */
  void activate(boolean on) {
    active = on;
  }

  /** 0 is loudest, 127 silence. */
  void speakAt(int level) {
    soundLevel = level;
  }

  void film(long nowNs) {
    if (active) {
      pictures().forEach(sender -> sender.film(nowNs));
    }
  }

  void speak(long nowNs) {
    if (!active) {
      return;
    }
    byte[] packet = new byte[200];
    RtpHeaderWriter header = new RtpHeaderWriter();
    header.begin(
        packet,
        0,
        false,
        microphone.payloadType(),
        soundSeq++ & 0xffff,
        soundTimestamp(nowNs),
        soundSsrc());
    byte[] mid = microphone.mid().getBytes(StandardCharsets.US_ASCII);
    header.extension(microphone.extensions().mid(), mid, 0, mid.length);
    header.extensionByte(microphone.extensions().audioLevel(), soundLevel);
    int at = header.end();
    new Origin(seat.number(), chamber, SourceKind.MICROPHONE).write(packet, at);
    send.accept(packet, at + SOUND_BYTES);
  }

  /** Its sender reports; none while it sends nothing. */
  List<Rtcp.SenderReport> reports(long nowNs, long clockOffsetNs) {
    List<Rtcp.SenderReport> reports = new ArrayList<>();
    if (active) {
      pictures().forEach(sender -> reports.add(sender.report(nowNs, clockOffsetNs)));
      reports.add(new Rtcp.SenderReport(
          soundSsrc(),
          Ntp.of(nowNs + clockOffsetNs),
          soundTimestamp(nowNs),
          soundSeq,
          soundSeq * (long) SOUND_BYTES,
          List.of()));
    }
    return reports;
  }

  /** Takes what the server says of it: requests for key frames and for what was lost. */
  void onRtcp(Rtcp rtcp) {
    for (CameraSender sender : pictures()) {
      if (rtcp instanceof Rtcp.PictureLossIndication pli && pli.mediaSsrc() == sender.ssrc()) {
        sender.onKeyframeRequest();
      } else if (rtcp instanceof Rtcp.Nack nack && nack.mediaSsrc() == sender.ssrc()) {
        sender.onNack(nack.seq16s());
      }
    }
  }

  private List<CameraSender> pictures() {
    List<CameraSender> senders = new ArrayList<>(cameras);
    senders.add(screen);
    return senders;
  }

  private int soundTimestamp(long nowNs) {
    return soundSsrc() * 7907 + (int) (nowNs / 1000 * AUDIO_CLOCK_HZ / 1_000_000);
  }
}
