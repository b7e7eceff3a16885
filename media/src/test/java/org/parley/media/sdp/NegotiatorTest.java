package org.parley.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiatorTest {

  @Test
  void readsChromiumsOffer() {
    Session session = accept("chromium-first", 3).session();
    assertThat(session.local()).isEqualTo(Offers.SERVER.credentials());
    assertThat(session.remote().ufrag()).hasSize(4);
    assertThat(session.fingerprints()).hasSize(1);
    assertThat(session.publications())
        .isEqualTo(publications(
            111,
            new Extensions(4, 0, 0, 3, 2, 1, 0),
            96,
            97,
            new Extensions(4, 10, 11, 3, 2, 0, 12)));
    assertThat(session.slots()).hasSize(3);
    Slot slot = session.slots().get(1);
    assertThat(slot.index()).isEqualTo(1);
    assertThat(slot.audio())
        .isEqualTo(new Slot.Section(
            "8", 111, -1, slot.audio().ssrc(), 0, new Extensions(4, 0, 0, 0, 2, 0, 0)));
    assertThat(slot.video())
        .isEqualTo(new Slot.Section(
            "9",
            96,
            97,
            slot.video().ssrc(),
            slot.video().rtxSsrc(),
            new Extensions(4, 0, 0, 0, 2, 0, 0)));
  }

  @Test
  void readsFirefoxsOffer() {
    Session session = accept("firefox-first", 3).session();
    assertThat(session.publications())
        .isEqualTo(publications(
            109,
            new Extensions(3, 0, 0, 7, 0, 1, 0),
            120,
            124,
            new Extensions(3, 9, 10, 7, 4, 0, 8)));
    assertThat(session.slots().getFirst().audio().extensions())
        .isEqualTo(new Extensions(3, 0, 0, 0, 0, 0, 0));
    assertThat(session.slots().getFirst().video().extensions())
        .isEqualTo(new Extensions(3, 0, 0, 0, 4, 0, 0));
  }

  @Test
  void answersAnAudioSource() {
    assertThat(section(accept("chromium-first", 3), 0))
        .containsExactly(
            "m=audio 9 UDP/TLS/RTP/SAVPF 111",
            "c=IN IP4 0.0.0.0",
            "a=mid:0",
            "a=recvonly",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=ice-ufrag:firstUfrag",
            "a=ice-pwd:passwordOffirstUfragLongEnough",
            "a=fingerprint:sha-256 AB" + ":CD".repeat(31),
            "a=setup:passive",
            "a=candidate:0 1 udp 2130706431 192.0.2.1 40000 typ host",
            "a=candidate:1 1 tcp 1520434943 192.0.2.1 40001 typ host tcptype passive",
            "a=candidate:2 1 udp 2130705919 2001:db8::1 40000 typ host",
            "a=end-of-candidates",
            "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
            "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
            "a=rtpmap:111 opus/48000/2",
            "a=rtcp-fb:111 transport-cc",
            "a=fmtp:111 minptime=10;useinbandfec=1;cbr=1;usedtx=0;maxaveragebitrate=48000");
  }

  @ParameterizedTest
  @CsvSource({"chromium, 111", "firefox, 109"})
  void letsNoPacketsSizeTellOfWhatIsSaid(String browser, int opus) {
    Negotiation.Accepted accepted = accept(browser + "-first", 3);
    for (int microphone : new int[] {0, 3}) {
      assertThat(section(accepted, microphone))
          .contains("m=audio 9 UDP/TLS/RTP/SAVPF " + opus)
          .filteredOn(line -> line.startsWith("a=fmtp:"))
          .containsExactly("a=fmtp:"
              + opus
              + " minptime=10;useinbandfec=1;cbr=1;usedtx=0;maxaveragebitrate=48000");
    }
    assertThat(accepted.answer()).doesNotContain("red/").doesNotContain("usedtx=1");
  }

  /** A slot only receives: what its browser would send is not asked. */
  @Test
  void saysNothingOfTheSizesOfWhatASlotReceives() {
    assertThat(section(accept("chromium-first", 3), 6))
        .contains("a=fmtp:111 minptime=10;useinbandfec=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void answersTheSourcesOfAllChambersAlike(String browser) {
    Negotiation.Accepted accepted = accept(browser + "-first", 3);
    for (int plenary = 0; plenary < 3; plenary++) {
      List<String> common = section(accepted, plenary).stream()
          .filter(line -> !line.startsWith("a=mid:"))
          .filter(line -> !line.startsWith("a=candidate:"))
          .filter(line -> !line.equals("a=end-of-candidates"))
          .toList();
      assertThat(section(accepted, plenary + 3))
          .contains("a=mid:" + (plenary + 3), "a=recvonly")
          .containsAll(common);
      assertThat(section(accepted, plenary + 12))
          .contains("a=mid:s" + plenary, "a=recvonly")
          .containsAll(common);
    }
  }

  @Test
  void answersAVideoSourceWithSimulcast() {
    assertThat(section(accept("firefox-first", 3), 1))
        .containsExactly(
            "m=video 9 UDP/TLS/RTP/SAVPF 120 124",
            "c=IN IP4 0.0.0.0",
            "a=mid:1",
            "a=recvonly",
            "a=rtcp-mux",
            "a=rtcp-rsize",
            "a=ice-ufrag:firstUfrag",
            "a=ice-pwd:passwordOffirstUfragLongEnough",
            "a=fingerprint:sha-256 AB" + ":CD".repeat(31),
            "a=setup:passive",
            "a=extmap-allow-mixed",
            "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=extmap:9/recvonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
            "a=extmap:10/recvonly urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
            "a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
            "a=extmap:4 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "a=extmap:8/recvonly https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
            "a=rtpmap:120 VP8/90000",
            "a=rtcp-fb:120 transport-cc",
            "a=rtcp-fb:120 ccm fir",
            "a=rtcp-fb:120 nack",
            "a=rtcp-fb:120 nack pli",
            "a=rtpmap:124 rtx/90000",
            "a=fmtp:124 apt=120",
            "a=rid:l recv",
            "a=rid:m recv",
            "a=rid:h recv",
            "a=simulcast:recv l;m;h");
  }

  @Test
  void answersASlot() {
    Negotiation.Accepted accepted = accept("chromium-first", 3);
    Slot slot = accepted.session().slots().get(1);
    String audio = Integer.toUnsignedString(slot.audio().ssrc());
    String video = Integer.toUnsignedString(slot.video().ssrc());
    String rtx = Integer.toUnsignedString(slot.video().rtxSsrc());
    assertThat(section(accepted, 8))
        .contains(
            "a=mid:8",
            "a=sendonly",
            "a=msid:slot-1 slot-1-audio",
            "a=ssrc:" + audio + " cname:slot-1")
        .noneMatch(line -> line.contains("transport-cc") || line.contains("audio-level"));
    assertThat(section(accepted, 9).subList(10, 22))
        .containsExactly(
            "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "a=rtpmap:96 VP8/90000",
            "a=rtcp-fb:96 goog-remb",
            "a=rtcp-fb:96 nack",
            "a=rtcp-fb:96 nack pli",
            "a=rtpmap:97 rtx/90000",
            "a=fmtp:97 apt=96",
            "a=msid:slot-1 slot-1-video",
            "a=ssrc-group:FID " + video + " " + rtx,
            "a=ssrc:" + video + " cname:slot-1",
            "a=ssrc:" + rtx + " cname:slot-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void bundlesAllSectionsInTheirOrder(String browser) {
    Negotiation.Accepted accepted = accept(browser + "-first", 3);
    assertThat(lines(accepted.answer()))
        .contains("a=group:BUNDLE 0 1 2 3 4 5 6 7 8 9 10 11 s0 s1 s2", "a=ice-lite")
        .filteredOn(line -> line.startsWith("a=candidate"))
        .hasSize(3);
    assertThat(lines(accepted.answer()))
        .filteredOn(line -> line.startsWith("a=mid:"))
        .containsExactly(
            "a=mid:0",
            "a=mid:1",
            "a=mid:2",
            "a=mid:3",
            "a=mid:4",
            "a=mid:5",
            "a=mid:6",
            "a=mid:7",
            "a=mid:8",
            "a=mid:9",
            "a=mid:10",
            "a=mid:11",
            "a=mid:s0",
            "a=mid:s1",
            "a=mid:s2");
  }

  @Test
  void allowsMixedHeadersWhereTheOfferDoes() {
    List<String> chromium = lines(accept("chromium-first", 3).answer());
    assertThat(chromium).containsOnlyOnce("a=extmap-allow-mixed");
    assertThat(chromium.indexOf("a=extmap-allow-mixed")).isLessThan(8);
    assertThat(lines(
            accept(Offers.sdp("chromium-first").replace("a=extmap-allow-mixed\r\n", ""), 3, null)
                .answer()))
        .doesNotContain("a=extmap-allow-mixed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void drawsSsrcsThatNobodyHas(String browser) {
    Set<Integer> ssrcs = new HashSet<>();
    Session session = accept(browser + "-more", 5).session();
    for (Slot slot : session.slots()) {
      ssrcs.addAll(
          List.of(slot.audio().ssrc(), slot.video().ssrc(), slot.video().rtxSsrc()));
    }
    assertThat(ssrcs).hasSize(15).doesNotContain(0);
  }

  @Test
  void passesOverSsrcsInUse() {
    Random first = new Random(7);
    int taken = first.nextInt();
    String sdp =
        Offers.sdp("chromium-first") + "a=ssrc:" + Integer.toUnsignedString(taken) + " cname:x\r\n";
    Negotiation.Accepted accepted = (Negotiation.Accepted)
        Negotiator.negotiate(Offers.describe(sdp, 3), Offers.SERVER, null, new Random(7));
    assertThat(accepted.session().slots().getFirst().audio().ssrc()).isEqualTo(taken + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void appendsSlotsAndKeepsTheRest(String browser) {
    Session first = accept(browser + "-first", 3).session();
    Negotiation.Accepted more = accept(Offers.sdp(browser + "-more"), 5, first);
    assertThat(more.session().slots()).hasSize(5).startsWith(first.slots().toArray(new Slot[0]));
    assertThat(more.session().publications()).isEqualTo(first.publications());
    assertThat(more.session().local()).isEqualTo(first.local());
    assertThat(lines(more.answer()))
        .contains("a=ice-ufrag:firstUfrag")
        .doesNotContain("a=ice-ufrag:secondUfrag");
    assertThat(version(more)).isGreaterThan(version(accept(browser + "-first", 3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void takesNewCredentialsForAnIceRestart(String browser) {
    Session before = accept(browser + "-more", 5).session();
    Negotiation.Accepted after = accept(Offers.sdp(browser + "-restart"), 5, before);
    assertThat(after.session().remote()).isNotEqualTo(before.remote());
    assertThat(after.session().local().ufrag()).isEqualTo("secondUfrag");
    assertThat(after.session().slots()).isEqualTo(before.slots());
    assertThat(lines(after.answer()))
        .contains("a=ice-ufrag:secondUfrag")
        .doesNotContain("a=ice-ufrag:firstUfrag");
    Negotiation.Accepted same = accept(Offers.sdp(browser + "-same"), 5, after.session());
    assertThat(same.session()).isEqualTo(after.session());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "firefox"})
  void rejectsSectionsThatServeNothing(String browser) {
    Negotiation.Accepted accepted = accept(browser + "-unnamed", 1);
    assertThat(lines(accepted.answer())).contains("a=group:BUNDLE 0 1 2 3 4 5 6 7 s0 s1 s2");
    List<String> formats =
        Tokens.words(section(Offers.sdp(browser + "-unnamed"), 8).getFirst());
    assertThat(section(accepted, 8))
        .containsExactly(
            "m=audio 0 UDP/TLS/RTP/SAVPF " + String.join(" ", formats.subList(3, formats.size())),
            "c=IN IP4 0.0.0.0",
            "a=mid:8",
            "a=inactive");
    assertThat(section(accepted, 9))
        .containsExactly(
            "m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            "a=mid:9",
            "a=inactive");

    OfferDescription one = Offers.describe(Offers.sdp(browser + "-unnamed-more"), 1);
    OfferDescription two = new OfferDescription(
        one.sdp(),
        one.plenary(),
        one.caucus(),
        one.sidebar(),
        List.of(one.slots().getFirst(), new OfferDescription.SlotMids("10", "11")));
    Negotiation more = Negotiator.negotiate(two, Offers.SERVER, accepted.session(), new Random(2));
    assertThat(more).isInstanceOf(Negotiation.Accepted.class);
    assertThat(((Negotiation.Accepted) more).answer())
        .contains("a=group:BUNDLE 0 1 2 3 4 5 6 7 10 s0 s1 s2 11\r\n");
  }

  @ParameterizedTest
  @CsvSource({"chromium, 96 97", "firefox, 120 124"})
  void takesOffersWithPreferences(String browser, String formats) {
    Negotiation.Accepted accepted = accept(browser + "-preferred", 2);
    assertThat(lines(accepted.answer()))
        .filteredOn(line -> line.startsWith("m=video"))
        .hasSize(8)
        .containsOnly("m=video 9 UDP/TLS/RTP/SAVPF " + formats);
    Negotiation.Accepted more =
        accept(Offers.sdp(browser + "-preferred-more"), 3, accepted.session());
    assertThat(more.session().slots()).hasSize(3);
  }

  @Test
  void doesWithoutRetransmissionAndReducedSize() {
    String sdp = Offers.sdp("chromium-first")
        .replace("rtx/90000", "other/90000")
        .replace("a=rtcp-rsize\r\n", "");
    Negotiation.Accepted accepted = accept(sdp, 3, null);
    Slot slot = accepted.session().slots().getFirst();
    assertThat(slot.video().rtxPayloadType()).isEqualTo(-1);
    assertThat(slot.video().rtxSsrc()).isZero();
    assertThat(accepted.answer()).doesNotContain("FID").doesNotContain("rtcp-rsize");
    assertThat(section(accepted, 1).getFirst()).isEqualTo("m=video 9 UDP/TLS/RTP/SAVPF 96");
  }

  @Test
  void doesWithoutSimulcast() {
    String sdp = Offers.sdp("chromium-first").replaceAll("a=(rid|simulcast):.*\r\n", "");
    OfferDescription described = Offers.describe(sdp, 3);
    OfferDescription one = new OfferDescription(
        sdp,
        flat(described.plenary()),
        flat(described.caucus()),
        flat(described.sidebar()),
        described.slots());
    Negotiation negotiation = Negotiator.negotiate(one, Offers.SERVER, null, new Random(1));
    assertThat(negotiation).isInstanceOf(Negotiation.Accepted.class);
    assertThat(((Negotiation.Accepted) negotiation).answer())
        .doesNotContain("a=rid")
        .doesNotContain("simulcast");
  }

  private static OfferDescription.Sources flat(OfferDescription.Sources sources) {
    List<Encoding> one = List.of(new Encoding("", 640, 360, 500_000));
    return new OfferDescription.Sources(
        sources.microphone(),
        new OfferDescription.Video(sources.camera().mid(), one),
        sources.screen());
  }

  @Test
  void takesLinesThatEndInLineFeedAlone() {
    accept(Offers.sdp("firefox-first").replace("\r\n", "\n"), 3, null);
  }

  @Test
  void printsNoPassword() {
    assertThat(accept("firefox-first", 3).toString()).doesNotContain("passwordOf");
  }

  private static Negotiation.Accepted accept(String name, int slots) {
    return accept(Offers.sdp(name), slots, null);
  }

  private static Negotiation.Accepted accept(String sdp, int slots, @Nullable Session previous) {
    ServerParameters server = previous == null ? Offers.SERVER : Offers.server("secondUfrag");
    Negotiation negotiation =
        Negotiator.negotiate(Offers.describe(sdp, slots), server, previous, new Random(1));
    assertThat(negotiation).isInstanceOf(Negotiation.Accepted.class);
    return (Negotiation.Accepted) negotiation;
  }

  private static long version(Negotiation.Accepted accepted) {
    return Long.parseLong(Tokens.words(lines(accepted.answer()).get(1)).get(2));
  }

  private static List<String> section(Negotiation.Accepted accepted, int index) {
    return section(accepted.answer(), index);
  }

  private static List<String> section(String sdp, int index) {
    List<List<String>> sections = new ArrayList<>();
    for (String line : lines(sdp)) {
      if (line.startsWith("m=")) {
        sections.add(new ArrayList<>());
      }
      if (!sections.isEmpty()) {
        sections.getLast().add(line);
      }
    }
    return sections.get(index);
  }

  private static List<String> lines(String sdp) {
    return sdp.lines().toList();
  }

  /** Of all three chambers, as their offers differ in mids alone. */
  private static List<Publication> publications(
      int audioType, Extensions audio, int videoType, int rtxType, Extensions video) {
    Map<Chamber, List<String>> mids = Map.of(
        Chamber.PLENARY, List.of("0", "1", "2"),
        Chamber.CAUCUS, List.of("3", "4", "5"),
        Chamber.SIDEBAR, List.of("s0", "s1", "s2"));
    List<Publication> publications = new ArrayList<>();
    for (Chamber chamber : Chamber.values()) {
      List<String> own = Objects.requireNonNull(mids.get(chamber));
      publications.add(new Publication(
          chamber, SourceKind.MICROPHONE, own.get(0), audioType, -1, audio, List.of()));
      publications.add(new Publication(
          chamber, SourceKind.CAMERA, own.get(1), videoType, rtxType, video, Offers.CAMERA));
      publications.add(new Publication(
          chamber, SourceKind.SCREEN, own.get(2), videoType, rtxType, video, Offers.SCREEN));
    }
    return publications;
  }
}
