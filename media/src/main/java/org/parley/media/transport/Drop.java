package org.parley.media.transport;

/** Why something from outside was dropped. */
public enum Drop {
  /** The first byte is of no protocol that is spoken here (RFC 7983). */
  UNKNOWN_PROTOCOL,
  STUN_MALFORMED,
  /** No endpoint has the user fragment. */
  STUN_UNKNOWN_USER,
  STUN_BAD_INTEGRITY,
  /** Neither a binding request nor an indication. */
  STUN_UNEXPECTED,
  /** From an address that no ICE check has validated. */
  PATH_NOT_VALIDATED,
  /** An endpoint's limit of validated addresses was reached and its oldest was forgotten. */
  PATH_LIMIT,
  /** An authentic check from an address that another endpoint uses: its source is likely forged. */
  PATH_TAKEN,
  /** Media before the keys. */
  KEYS_NOT_READY,
  RTP_MALFORMED,
  RTP_REPLAYED,
  RTP_BAD_AUTHENTICATION,
  /** More SSRCs than an endpoint may use. */
  RTP_SSRC_LIMIT,
  /** An SSRC that is not bound to a source, and no MID or RID that would bind it. */
  RTP_UNKNOWN_SOURCE,
  /** A known SSRC that claims another MID, or that another one has taken the place of. */
  RTP_SSRC_CONFLICT,
  RTP_UNKNOWN_PAYLOAD_TYPE,
  /** The source is off: the participant muted it. */
  SOURCE_OFF,
  RTX_MALFORMED,
  RTCP_MALFORMED,
  RTCP_REPLAYED,
  RTCP_BAD_AUTHENTICATION,
  /** Feedback for an SSRC that is not ours. */
  RTCP_UNKNOWN_SSRC,
  /** A retransmission beyond the receiver's budget. */
  RTX_OVER_BUDGET,
  /** A packet that no datagram of ours can hold. */
  TOO_LARGE,
  /** A command for a room or an endpoint that is gone. */
  COMMAND_TARGET_GONE,
  /** A command to seat somebody of another side's caucus. */
  CAUCUS_OF_ANOTHER_SIDE,
  /** A command to seat somebody of a sidebar in which the receiver is not, or to turn on what is sent in none. */
  SIDEBAR_OF_OTHERS
}
