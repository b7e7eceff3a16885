package org.parley.server.app;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.media.sdp.Negotiation;
import org.parley.media.sdp.Negotiator;
import org.parley.media.sdp.Session;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.Offer;

/** A meeting's SDP exchanges, and how many each seat may have. Guarded by its meeting. */
final class Negotiations {

  /** Joins, resumes and renegotiations of a seat, which cost an SDP exchange: a flapping line needs a few. */
  private static final int BURST = 10;

  private static final double PER_SECOND = 1;

  private final LiveContext context;
  private final String meeting;
  private final Map<String, TokenBucket> buckets = new HashMap<>();

  Negotiations(LiveContext context, String meeting) {
    this.context = context;
    this.meeting = meeting;
  }

  /** Whether a seat may have another now; counts it. */
  boolean take(String seat) {
    long nowNs = context.nowNs();
    return buckets
        .computeIfAbsent(seat, _ -> new TokenBucket(BURST, PER_SECOND, nowNs))
        .take(nowNs);
  }

  /** @param previous the session that the offer goes on with; null for a new one */
  Negotiation answer(Offer offer, @Nullable Session previous) {
    return Negotiator.negotiate(
        Messages.offer(offer), context.media().parameters(meeting), previous, context.random());
  }
}
