package org.parley.media.sdp;

/** What becomes of an offer. */
public sealed interface Negotiation {

  /** @param answer SDP; it holds the server's ICE password, so {@link #toString()} leaves it out */
  record Accepted(Session session, String answer) implements Negotiation {
    @Override
    public String toString() {
      return "Accepted[" + session + "]";
    }
  }

  /** @param reason plain words; nothing of the offer is repeated in them */
  record Refused(String reason) implements Negotiation {}
}
