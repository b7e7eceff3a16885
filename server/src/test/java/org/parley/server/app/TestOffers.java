package org.parley.server.app;

import java.util.ArrayList;
import java.util.List;
import org.parley.server.signalling.protocol.Offer;
import org.parley.server.signalling.protocol.Offer.AudioSource;
import org.parley.server.signalling.protocol.Offer.SlotSections;
import org.parley.server.signalling.protocol.Offer.Sources;
import org.parley.server.signalling.protocol.Offer.VideoEncoding;
import org.parley.server.signalling.protocol.Offer.VideoSource;

/** Offers of the documented shape, as short as they may be. */
final class TestOffers {
  private static final int FIRST_SLOT = 9;

  private TestOffers() {}

  /** Microphone at mid 0, camera 1, screen 2, the same for the caucus at 3 to 5 and for a sidebar at 6 to 8, and then the slots. */
  static Offer offer(int slots) {
    return offer(slots, "cliE");
  }

  /** @param ufrag another one than before asks for an ICE restart */
  static Offer offer(int slots, String ufrag) {
    StringBuilder sdp = new StringBuilder("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
    sdp.append("a=group:BUNDLE 0 1 2 3 4 5 6 7 8");
    for (int i = 0; i < 2 * slots; i++) {
      sdp.append(' ').append(FIRST_SLOT + i);
    }
    sdp.append("\r\na=fingerprint:sha-256 AB").append(":CD".repeat(31));
    sdp.append("\r\na=extmap-allow-mixed\r\n");
    sending(sdp, 0, ufrag);
    sending(sdp, 3, ufrag);
    sending(sdp, 6, ufrag);
    List<SlotSections> sections = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      int audio = FIRST_SLOT + 2 * i;
      audio(sdp, audio, "recvonly", ufrag);
      video(sdp, audio + 1, "recvonly", ufrag);
      sections.add(new SlotSections("" + audio, "" + (audio + 1)));
    }
    return new Offer(sdp.toString(), sources(0), sources(3), sources(6), sections);
  }

  private static void sending(StringBuilder sdp, int firstMid, String ufrag) {
    audio(sdp, firstMid, "sendonly", ufrag);
    video(sdp, firstMid + 1, "sendonly", ufrag);
    for (String rid : List.of("l", "m", "h")) {
      sdp.append("a=rid:").append(rid).append(" send\r\n");
    }
    sdp.append("a=simulcast:send l;m;h\r\n");
    video(sdp, firstMid + 2, "sendonly", ufrag);
  }

  private static Sources sources(int firstMid) {
    return new Sources(
        new AudioSource("" + firstMid),
        new VideoSource(
            "" + (firstMid + 1),
            List.of(
                new VideoEncoding("l", 320, 180, 150_000),
                new VideoEncoding("m", 640, 360, 500_000),
                new VideoEncoding("h", 1280, 720, 1_500_000))),
        new VideoSource(
            "" + (firstMid + 2), List.of(new VideoEncoding("", 1920, 1080, 2_500_000))));
  }

  private static void audio(StringBuilder sdp, int mid, String direction, String ufrag) {
    section(sdp, "audio", "111", mid, direction, ufrag);
    sdp.append("a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n");
  }

  private static void video(StringBuilder sdp, int mid, String direction, String ufrag) {
    section(sdp, "video", "96 97", mid, direction, ufrag);
    sdp.append("a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n")
        .append("a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n")
        .append("a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 nack\r\n")
        .append("a=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 ccm fir\r\n")
        .append("a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n");
  }

  private static void section(
      StringBuilder sdp, String kind, String types, int mid, String direction, String ufrag) {
    sdp.append("m=").append(kind).append(" 9 UDP/TLS/RTP/SAVPF ").append(types);
    sdp.append("\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:").append(ufrag);
    sdp.append("\r\na=ice-pwd:").append(ufrag).append("PasswordThatIsLongEnough");
    sdp.append("\r\na=ice-options:trickle\r\na=setup:actpass\r\na=mid:").append(mid);
    sdp.append("\r\na=").append(direction).append("\r\na=rtcp-mux\r\na=rtcp-rsize\r\n");
    sdp.append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n")
        .append("a=extmap:3 http://www.ietf.org/id/")
        .append("draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n");
  }
}
