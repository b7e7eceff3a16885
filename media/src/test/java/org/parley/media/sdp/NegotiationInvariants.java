package org.parley.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** What holds of any offer, however it came to be. */
final class NegotiationInvariants {
  private NegotiationInvariants() {}

  /** Says whether the offer is accepted. */
  static boolean check(String sdp) {
    OfferDescription offer = Offers.describe(sdp, slots(sdp));
    Negotiation first = Negotiator.negotiate(offer, Offers.SERVER, null, new Random(1));
    if (!(first instanceof Negotiation.Accepted accepted)) {
      return false;
    }
    checkAnswer(accepted, sdp);
    Negotiation again = Negotiator.negotiate(
        offer, Offers.server("secondUfrag"), accepted.session(), new Random(2));
    assertThat(again).isEqualTo(accepted);
    return true;
  }

  /** The answer is a session description by our own rules, section for section. */
  private static void checkAnswer(Negotiation.Accepted accepted, String sdp) {
    try {
      SessionDescription offered = SessionDescription.parse(sdp);
      SessionDescription answer = SessionDescription.parse(accepted.answer());
      assertThat(answer.sections()).hasSameSizeAs(offered.sections());
      for (int i = 0; i < answer.sections().size(); i++) {
        SessionDescription.Section section = answer.sections().get(i);
        assertThat(section.media()).isEqualTo(offered.sections().get(i).media());
        assertThat(OfferedSection.mid(section))
            .isEqualTo(OfferedSection.mid(offered.sections().get(i)));
        assertThat(offered.sections().get(i).formats()).containsAll(section.formats());
        assertThat(section.port() == 0).isEqualTo(section.attributes().has("inactive"));
      }
    } catch (Refusal refusal) {
      throw new AssertionError(refusal.reason(), refusal);
    }
  }

  private static int slots(String sdp) {
    int slots = 0;
    while (sdp.contains("a=mid:" + (7 + 2 * slots) + "\r") && slots < 80) {
      slots++;
    }
    return slots;
  }
}
