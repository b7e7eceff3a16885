package org.parley.media.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.ice.IceCredentials;
import org.parley.media.transport.Transport;

/**
 * Offers as headless Chromium 156 and Firefox ESR 153 made them: microphone 0, camera 1 with rids l, m, h, screen 2, the same three once
 * more for the caucus, then slots; and behind those of the first offer s0, s1 and s2 for the sidebar, which are copies of the caucus's. Each
 * browser's first, more (two more slots), restart and same (nothing new) are of one connection, and so are unnamed (with a data channel 9
 * and an audio section 8 that serve nothing) and unnamed-more, preferred (with setCodecPreferences) and preferred-more. Chromium's unnamed-first
 * has the section that serves nothing before all others. They are the
 * seeds of the fuzz test too.
 */
final class Offers {
  static final List<Encoding> CAMERA = List.of(
      new Encoding("l", 320, 180, 150_000),
      new Encoding("m", 640, 360, 500_000),
      new Encoding("h", 1280, 720, 1_500_000));
  static final List<Encoding> SCREEN = List.of(new Encoding("", 1920, 1080, 2_500_000));

  static final OfferDescription.Sources SIDEBAR = new OfferDescription.Sources(
      "s0", new OfferDescription.Video("s1", CAMERA), new OfferDescription.Video("s2", SCREEN));

  static final ServerParameters SERVER = server("firstUfrag");

  private Offers() {}

  static String sdp(String name) {
    String file = "NegotiatorFuzzTestInputs/answersOrRefuses/" + name + ".sdp";
    try (InputStream in = Offers.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The description of an offer with so many slots, the first at mids 6 and 7. */
  static OfferDescription describe(String sdp, int slots) {
    List<OfferDescription.SlotMids> mids = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      mids.add(new OfferDescription.SlotMids("" + (6 + 2 * i), "" + (7 + 2 * i)));
    }
    return new OfferDescription(sdp, sources(0), sources(3), SIDEBAR, mids);
  }

  /** The sources whose sections have these mid and the two after it. */
  static OfferDescription.Sources sources(int mid) {
    return new OfferDescription.Sources(
        "" + mid,
        new OfferDescription.Video("" + (mid + 1), CAMERA),
        new OfferDescription.Video("" + (mid + 2), SCREEN));
  }

  static ServerParameters server(String ufrag) {
    return new ServerParameters(
        new IceCredentials(ufrag, "passwordOf" + ufrag + "LongEnough"),
        new Fingerprint("sha-256", "AB" + ":CD".repeat(31)),
        List.of(
            new Candidate(Transport.UDP, "192.0.2.1", 40_000),
            new Candidate(Transport.TCP, "192.0.2.1", 40_001),
            new Candidate(Transport.UDP, "2001:db8::1", 40_000)));
  }
}
