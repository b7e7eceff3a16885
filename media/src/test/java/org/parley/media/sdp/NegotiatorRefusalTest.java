package org.parley.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal, brought about by one change to a real offer that is accepted without it. */
class NegotiatorRefusalTest {
  private static final String OFFER = Offers.sdp("chromium-first");

  static Stream<Arguments> changedOffers() {
    return Stream.of(
        change("empty", sdp -> "", "does not start"),
        change("not SDP", sdp -> "hello", "without a type"),
        change("too long", sdp -> sdp + "a=x:y\r\n".repeat(30_000), "too long"),
        change(
            "too long a line",
            sdp -> sdp + "a=x:" + "y".repeat(2048) + "\r\n",
            "line that is too long"),
        change(
            "too many sections",
            sdp -> sdp + "m=audio 9 RTP/AVP 0\r\n".repeat(152),
            "too many sections"),
        change("NUL", sdp -> sdp.replace("s=-", "s=\0"), "printable ASCII"),
        change("control character", sdp -> sdp.replace("s=-", "s=\u0007"), "printable ASCII"),
        change("carriage return alone", sdp -> sdp.replace("s=-", "s=-\ra=b"), "printable ASCII"),
        change("beyond ASCII", sdp -> sdp.replace("s=-", "s=\u202e"), "printable ASCII"),
        change("empty line", sdp -> sdp + "\r\n", "without a type"),
        change("unknown line type", sdp -> sdp + "q=1\r\n", "unknown type"),
        change("session line in a section", sdp -> sdp + "t=0 0\r\n", "out of place"),
        change("no time", sdp -> sdp.replace("t=0 0\r\n", ""), "no time line"),
        change("no origin", sdp -> sdp.replaceFirst("o=- \\d+", "o=- x"), "origin"),
        change("m-line", sdp -> sdp.replace("m=audio 9 ", "m=audio 9/2 "), "m-line"),
        change("attribute name", sdp -> sdp + "a=:x\r\n", "proper name"),
        change("duplicate mid", sdp -> sdp.replace("a=mid:11\r\n", "a=mid:10\r\n"), "same mid"),
        change(
            "mid twice in a section",
            sdp -> sdp.replace("a=mid:7\r\n", "a=mid:7\r\na=mid:20\r\n"),
            "mid twice"),
        change(
            "long mid",
            sdp -> sdp.replace("a=mid:7\r\n", "a=mid:12345678901234567\r\n"),
            "proper mid"),
        change("section missing", sdp -> sdp.replace("a=mid:7\r\n", "a=mid:20\r\n"), "no section"),
        change("no fingerprint", sdp -> remove(sdp, "a=fingerprint:"), "fingerprint by SHA-256"),
        change(
            "SHA-1",
            sdp -> sdp.replaceAll("sha-256 .*\r", "sha-1 AA" + ":AA".repeat(19) + "\r"),
            "by SHA-256"),
        change(
            "MD5",
            sdp -> sdp.replaceAll("sha-256 .*\r", "md5 AA" + ":AA".repeat(15) + "\r"),
            "by SHA-256"),
        change(
            "cut fingerprint", sdp -> sdp.replaceAll("(sha-256 .*):..\r", "$1\r"), "that is none"),
        change(
            "fingerprint of no figures",
            sdp -> sdp.replaceAll("(sha-256 )..", "$1XY"),
            "that is none"),
        change("another fingerprint", sdp -> last(sdp, "sha-256 ", "sha-256 AA:"), "fingerprint"),
        change("no VP8", sdp -> sdp.replace("VP8/90000", "VP7/90000"), "does not offer VP8"),
        change("no Opus", sdp -> sdp.replace("opus/48000/2", "opus/48000"), "does not offer opus"),
        change(
            "payload type in RTCP's range", sdp -> sdp.replace("111", "72"), "does not offer opus"),
        change("setup", sdp -> sdp.replace("setup:actpass", "setup:passive"), "setup"),
        change("no setup", sdp -> remove(sdp, "a=setup:"), "setup"),
        change(
            "another setup", sdp -> last(sdp, "setup:actpass", "setup:passive"), "one transport"),
        change("no user fragment", sdp -> remove(sdp, "a=ice-ufrag:"), "ICE credentials"),
        change(
            "short password",
            sdp -> sdp.replaceAll("ice-pwd:.*\r", "ice-pwd:short\r"),
            "ICE credentials"),
        change(
            "bad user fragment",
            sdp -> sdp.replaceAll("ice-ufrag:.*\r", "ice-ufrag:a b c\r"),
            "ICE credentials"),
        change(
            "another user fragment",
            sdp -> last(sdp, "ice-ufrag:", "ice-ufrag:X"),
            "one transport"),
        change("another password", sdp -> last(sdp, "ice-pwd:", "ice-pwd:X"), "one transport"),
        change("ICE-lite", sdp -> sdp.replace("t=0 0\r\n", "t=0 0\r\na=ice-lite\r\n"), "ICE-lite"),
        change("no bundle", sdp -> remove(sdp, "a=group:"), "BUNDLE"),
        change("part of a bundle", sdp -> sdp.replace(" 10 11 s0", " 10 s0"), "BUNDLE"),
        change(
            "unnamed section first in bundle",
            sdp -> sdp.replace("BUNDLE 0", "BUNDLE 20 0"),
            "first section"),
        change("no rtcp-mux", sdp -> last(sdp, "a=rtcp-mux", "a=rtcp-none"), "rtcp-mux"),
        change("plain RTP", sdp -> last(sdp, "UDP/TLS/RTP/SAVPF", "RTP/AVPF"), "DTLS-SRTP"),
        change("disabled", sdp -> last(sdp, "m=video 9", "m=video 0"), "disabled"),
        change(
            "direction of a source", sdp -> sdp.replace("a=sendonly", "a=recvonly"), "direction"),
        change("direction of a slot", sdp -> last(sdp, "a=recvonly", "a=inactive"), "direction"),
        change("kind of media", sdp -> sdp.replace("m=audio", "m=video"), "kind of media"),
        change(
            "no MID extension",
            sdp -> sdp.replace("sdes:mid", "sdes:cname"),
            "MID header extension"),
        change(
            "no RID extension",
            sdp -> sdp.replace("sdes:rtp-stream-id", "sdes:x"),
            "RID header extension"),
        change("extension id twice", sdp -> sdp.replace("extmap:14", "extmap:4"), "one per id"),
        change(
            "extension twice",
            sdp -> sdp.replace(
                "urn:ietf:params:rtp-hdrext:toffset", "urn:ietf:params:rtp-hdrext:sdes:mid"),
            "two ids"),
        change("extension numbered anew", NegotiatorRefusalTest::renumberLast, "one number"),
        change(
            "payload type for two things",
            sdp -> sdp.replaceAll("(m=video .*) 96 (.*\r)", "$1 111 $2")
                .replace("rtpmap:96 ", "rtpmap:111 "),
            "one number"),
        change(
            "rtpmap twice",
            sdp -> last(sdp, "a=rtpmap:97 ", "a=rtpmap:96 "),
            "one per payload type"),
        change("rid twice", sdp -> sdp.replace("a=rid:m", "a=rid:l"), "told apart"),
        change(
            "four rids",
            sdp -> sdp.replace("a=rid:m send", "a=rid:m send\r\na=rid:x send"),
            "up to three"),
        change("rid that receives", sdp -> sdp.replace("a=rid:m send", "a=rid:m recv"), "send"),
        change("rid of a wrong name", sdp -> sdp.replace("rid:m ", "rid:m,n "), "rids"),
        change("no simulcast line", sdp -> remove(sdp, "a=simulcast:"), "simulcast"),
        change("alternatives", sdp -> sdp.replace("l;m;h", "l,m;h"), "simulcast"),
        change(
            "other rids",
            sdp -> sdp.replace("a=rid:h", "a=rid:f").replace("l;m;h", "l;m;f"),
            "not those"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changedOffers")
  void refusesAChangedOffer(String name, String sdp, String reason) {
    assertThat(refusal(Offers.describe(sdp, 3), null)).contains(reason);
  }

  @Test
  void refusesWhatTheClientSaysOfIt() {
    OfferDescription good = Offers.describe(OFFER, 3);
    assertThat(refusal(with(good, "1", Offers.CAMERA, good.slots()), null))
        .contains("kind of media");
    assertThat(refusal(with(good, "6", Offers.CAMERA, good.slots()), null)).contains("direction");
    assertThat(refusal(with(good, "0", Offers.SCREEN, good.slots()), null)).contains("not those");
    assertThat(refusal(with(good, "0", List.of(), good.slots()), null)).contains("not those");
    List<Encoding> twice =
        List.of(Offers.CAMERA.get(0), Offers.CAMERA.get(0), Offers.CAMERA.get(2));
    assertThat(refusal(with(good, "0", twice, good.slots()), null)).contains("same rid");
    List<Encoding> flat =
        List.of(Offers.CAMERA.get(0), Offers.CAMERA.get(1), new Encoding("h", 1280, 0, 1));
    assertThat(refusal(with(good, "0", flat, good.slots()), null)).contains("sizes");
    List<OfferDescription.SlotMids> same =
        List.of(good.slots().getFirst(), good.slots().getFirst());
    assertThat(refusal(with(good, "0", Offers.CAMERA, same), null)).contains("two uses");
    List<OfferDescription.SlotMids> crossed = List.of(new OfferDescription.SlotMids("7", "6"));
    assertThat(refusal(with(good, "0", Offers.CAMERA, crossed), null)).contains("kind of media");
  }

  @Test
  void refusesOneSectionForTwoChambers() {
    OfferDescription good = Offers.describe(OFFER, 3);
    assertThat(refusal(
            new OfferDescription(
                OFFER, good.plenary(), good.plenary(), good.sidebar(), good.slots()),
            null))
        .contains("two uses");
    OfferDescription.Sources sharedCamera = new OfferDescription.Sources(
        good.caucus().microphone(), good.plenary().camera(), good.caucus().screen());
    assertThat(refusal(
            new OfferDescription(OFFER, good.plenary(), sharedCamera, good.sidebar(), good.slots()),
            null))
        .contains("two uses");
    assertThat(refusal(
            new OfferDescription(OFFER, good.plenary(), good.caucus(), good.caucus(), good.slots()),
            null))
        .contains("two uses");
  }

  @Test
  void refusesToHangTheTransportOnARejectedSection() {
    OfferDescription offer = new OfferDescription(
        Offers.sdp("chromium-unnamed-first"),
        Offers.sources(1),
        Offers.sources(4),
        Offers.SIDEBAR,
        List.of(new OfferDescription.SlotMids("7", "8"), new OfferDescription.SlotMids("9", "10")));
    assertThat(refusal(offer, null)).contains("first section");
  }

  @Test
  void refusesAReofferThatChangesWhatWasAgreed() {
    OfferDescription good = Offers.describe(OFFER, 3);
    Session session = session(good);
    List<OfferDescription.SlotMids> slots = good.slots();
    assertThat(refusal(with(good, "0", Offers.CAMERA, slots.reversed()), session))
        .contains("changes sections");
    assertThat(refusal(with(good, "0", Offers.CAMERA, slots.subList(0, 2)), session))
        .contains("changes sections");
    OfferDescription.Sources plenary = good.plenary();
    OfferDescription renamed = new OfferDescription(
        OFFER.replace("a=mid:0\r", "a=mid:x\r").replace("BUNDLE 0", "BUNDLE x"),
        new OfferDescription.Sources("x", plenary.camera(), plenary.screen()),
        good.caucus(),
        good.sidebar(),
        slots);
    assertThat(refusal(renamed, session)).contains("changes sections");
    OfferDescription swapped =
        new OfferDescription(OFFER, good.caucus(), plenary, good.sidebar(), slots);
    assertThat(refusal(swapped, session)).contains("changes sections");
    String renumbered = OFFER.replaceAll("(m=audio .*)111", "$1112").replaceAll(":111 ", ":112 ");
    assertThat(refusal(Offers.describe(renumbered, 3), session)).contains("changes sections");
    String certificate = OFFER.replaceAll("sha-256 ..", "sha-256 00");
    assertThat(refusal(Offers.describe(certificate, 3), session)).contains("certificate changed");
    assertThat(refusal(Offers.describe(Offers.sdp("firefox-first"), 3), session))
        .contains("certificate changed");
  }

  @Test
  void letsAPublisherChangeItsSizes() {
    OfferDescription good = Offers.describe(OFFER, 3);
    List<Encoding> larger = Offers.CAMERA.stream()
        .map(encoding ->
            new Encoding(encoding.rid(), 2 * encoding.width(), 2 * encoding.height(), 1))
        .toList();
    Negotiation negotiation = Negotiator.negotiate(
        with(good, "0", larger, good.slots()), Offers.SERVER, session(good), new Random(1));
    assertThat(negotiation).isInstanceOf(Negotiation.Accepted.class);
  }

  private static Arguments change(String name, UnaryOperator<String> change, String reason) {
    return Arguments.of(name, change.apply(OFFER), reason);
  }

  private static String remove(String sdp, String line) {
    return sdp.replaceAll(line + ".*\r\n", "");
  }

  private static String last(String sdp, String what, String by) {
    int index = sdp.lastIndexOf(what);
    return sdp.substring(0, index) + by + sdp.substring(index + what.length());
  }

  /** Swaps the ids of MID and another extension in the last section alone. */
  private static String renumberLast(String sdp) {
    int start = sdp.lastIndexOf("m=video");
    return sdp.substring(0, start)
        + sdp.substring(start)
            .replace("extmap:4 ", "extmap:0 ")
            .replace("extmap:14 ", "extmap:4 ")
            .replace("extmap:0 ", "extmap:14 ");
  }

  private static OfferDescription with(
      OfferDescription offer,
      String microphone,
      List<Encoding> camera,
      List<OfferDescription.SlotMids> slots) {
    OfferDescription.Sources plenary = new OfferDescription.Sources(
        microphone, new OfferDescription.Video("1", camera), offer.plenary().screen());
    return new OfferDescription(offer.sdp(), plenary, offer.caucus(), offer.sidebar(), slots);
  }

  private static Session session(OfferDescription offer) {
    Negotiation negotiation = Negotiator.negotiate(offer, Offers.SERVER, null, new Random(1));
    assertThat(negotiation).isInstanceOf(Negotiation.Accepted.class);
    return ((Negotiation.Accepted) negotiation).session();
  }

  private static String refusal(OfferDescription offer, @Nullable Session previous) {
    Negotiation negotiation = Negotiator.negotiate(offer, Offers.SERVER, previous, new Random(1));
    assertThat(negotiation).isInstanceOf(Negotiation.Refused.class);
    return ((Negotiation.Refused) negotiation).reason();
  }
}
