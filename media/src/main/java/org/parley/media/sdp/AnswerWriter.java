package org.parley.media.sdp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer's text (RFC 8829, section 5.3), from typed values alone but for the m-lines of rejected sections. */
final class AnswerWriter {
  /** In-band FEC lets a receiver mend a single loss. */
  private static final String SLOT_OPUS = "minptime=10;useinbandfec=1";

  /**
   * A constant bit rate and no DTX (RFC 7587, section 6.1): encryption hides no sizes, and from sizes at a variable rate silence and even
   * words can be told. It is a wish: Chromium 156 then sends packets of one size, Firefox 153 keeps to the rate alone. The rate is in
   * bits/s: lower saves bandwidth, at the cost of sounds that are hard to code; higher costs every listener that much for each microphone
   * that is on, silence included. Browsers take 32,000 for one channel at a variable rate; half as much again leaves FEC its part.
   */
  private static final String SOURCE_OPUS = SLOT_OPUS + ";cbr=1;usedtx=0;maxaveragebitrate=48000";

  private final SessionDescription offer;
  private final Map<String, OfferedSection> used;
  private final ServerParameters server;
  private final Session session;
  private final StringBuilder text = new StringBuilder();
  private boolean transportWritten;

  /** @param used the sections to accept, by mid */
  AnswerWriter(
      SessionDescription offer,
      Map<String, OfferedSection> used,
      ServerParameters server,
      Session session) {
    this.offer = offer;
    this.used = used;
    this.server = server;
    this.session = session;
  }

  String write() throws Refusal {
    line("v=0");
    // The offer's own numbers: they are unique to the client's connection, and the version rises
    // with each offer (RFC 3264, section 8).
    line("o=- ", offer.sessionId(), " ", offer.sessionVersion(), " IN IP4 0.0.0.0");
    line("s=-");
    line("t=0 0");
    text.append("a=group:BUNDLE");
    for (SessionDescription.Section section : offer.sections()) {
      OfferedSection accepted = accepted(section);
      if (accepted != null) {
        text.append(' ').append(accepted.mid());
      }
    }
    line();
    line("a=ice-lite");
    if (offer.attributes().has("extmap-allow-mixed")) {
      line("a=extmap-allow-mixed");
    }
    for (SessionDescription.Section section : offer.sections()) {
      OfferedSection accepted = accepted(section);
      if (accepted == null) {
        reject(section);
      } else {
        accept(accepted);
      }
    }
    return text.toString();
  }

  private @Nullable OfferedSection accepted(SessionDescription.Section section) throws Refusal {
    String mid = OfferedSection.mid(section);
    return mid == null ? null : used.get(mid);
  }

  private void reject(SessionDescription.Section section) throws Refusal {
    line(
        "m=", section.media(), " 0 ", section.protocol(), " ", String.join(" ", section.formats()));
    line("c=IN IP4 0.0.0.0");
    String mid = OfferedSection.mid(section);
    if (mid != null) {
      line("a=mid:", mid);
    }
    line("a=inactive");
  }

  private void accept(OfferedSection section) {
    text.append("m=").append(section.role().codec().media()).append(" 9 ");
    text.append(section.protocol()).append(' ').append(section.payloadType());
    if (section.rtxPayloadType() >= 0) {
      text.append(' ').append(section.rtxPayloadType());
    }
    line();
    line("c=IN IP4 0.0.0.0");
    line("a=mid:", section.mid());
    line("a=", section.role().answeredDirection());
    line("a=rtcp-mux");
    if (section.reducedSize()) {
      line("a=rtcp-rsize");
    }
    transport();
    extensions(section);
    codecs(section);
    if (!section.rids().isEmpty()) {
      section.rids().forEach(rid -> line("a=rid:", rid, " recv"));
      line("a=simulcast:recv ", String.join(";", section.rids()));
    }
    if (!section.role().isSource()) {
      stream(section);
    }
  }

  /** In every section, which clients understand that know no better; the candidates in the first, since all share them. */
  private void transport() {
    line("a=ice-ufrag:", session.local().ufrag());
    line("a=ice-pwd:", session.local().password());
    line(
        "a=fingerprint:",
        server.fingerprint().algorithm(),
        " ",
        server.fingerprint().value());
    line("a=setup:passive");
    if (transportWritten) {
      return;
    }
    transportWritten = true;
    List<Candidate> candidates = server.candidates();
    for (int index = 0; index < candidates.size(); index++) {
      Candidate candidate = candidates.get(index);
      String priority = Long.toString(candidate.priority(index));
      String place = candidate.address() + " " + candidate.port();
      // The index will do for a foundation, which has to differ with address and transport (RFC
      // 8445, section 5.1.1.3).
      switch (candidate.transport()) {
        case UDP -> line("a=candidate:" + index + " 1 udp ", priority, " ", place, " typ host");
        case TCP ->
          line(
              "a=candidate:" + index + " 1 tcp ",
              priority,
              " ",
              place,
              " typ host tcptype passive");
      }
    }
    line("a=end-of-candidates");
  }

  private void extensions(OfferedSection section) {
    if (section.allowMixed()) {
      line("a=extmap-allow-mixed");
    }
    section.extensions().forEach((extension, agreed) -> {
      String direction = agreed.restricted() ? "/" + section.role().answeredDirection() : "";
      line("a=extmap:" + agreed.id(), direction, " ", extension.uri());
    });
  }

  private void codecs(OfferedSection section) {
    String payloadType = Integer.toString(section.payloadType());
    line("a=rtpmap:", payloadType, " ", section.role().codec().encoding());
    section.feedback().forEach(kind -> line("a=rtcp-fb:", payloadType, " ", kind));
    switch (section.role().codec()) {
      case OPUS -> {
        String parameters = section.role().isSource() ? SOURCE_OPUS : SLOT_OPUS;
        line("a=fmtp:", payloadType, " ", parameters);
      }
      case VP8 -> {
        if (section.rtxPayloadType() >= 0) {
          line("a=rtpmap:" + section.rtxPayloadType() + " rtx/90000");
          line("a=fmtp:" + section.rtxPayloadType() + " apt=", payloadType);
        }
      }
    }
  }

  private void stream(OfferedSection section) {
    for (Slot slot : session.slots()) {
      if (slot.audio().mid().equals(section.mid())) {
        stream(slot, slot.audio(), "audio");
      } else if (slot.video().mid().equals(section.mid())) {
        stream(slot, slot.video(), "video");
      }
    }
  }

  private void stream(Slot slot, Slot.Section section, String track) {
    line("a=msid:", slot.name(), " ", slot.name(), "-", track);
    String ssrc = Integer.toUnsignedString(section.ssrc());
    String rtxSsrc = Integer.toUnsignedString(section.rtxSsrc());
    if (section.rtxPayloadType() >= 0) {
      line("a=ssrc-group:FID ", ssrc, " ", rtxSsrc);
    }
    line("a=ssrc:", ssrc, " cname:", slot.name());
    if (section.rtxPayloadType() >= 0) {
      line("a=ssrc:", rtxSsrc, " cname:", slot.name());
    }
  }

  private void line(String... parts) {
    for (String part : parts) {
      text.append(part);
    }
    text.append("\r\n");
  }
}
