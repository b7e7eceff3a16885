package org.parley.media.sdp;

/**
 * How a check deep inside the negotiation gives up. Checked, so that the compiler proves that none leaves the package; without a stack
 * trace, since hostile offers come at no cost to their sender.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** @param reason plain words, which may be shown to the client */
  Refusal(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
