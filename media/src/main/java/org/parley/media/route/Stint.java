package org.parley.media.route;

/**
 * The time during which a subscription forwards one encoding without a break. Within it every number of the ingress packet moves by a
 * fixed amount, so a packet that arrives late, or again, gets the number that was left for it; and gaps stay gaps, for which the
 * receiver then asks.
 *
 * @param generation the encoding's when it began
 * @param firstSeq the first ingress sequence number
 * @param egressFirstSeq what that one became
 * @param timestampShift added to timestamps, modulo 2^32
 * @param pictureIdShift added to VP8 picture ids, modulo 2^15
 * @param tl0PicIdxShift added to VP8 TL0PICIDX, modulo 2^8
 */
record Stint(
    EncodingIngress encoding,
    int generation,
    long firstSeq,
    long egressFirstSeq,
    int timestampShift,
    int pictureIdShift,
    int tl0PicIdxShift) {

  boolean covers(EncodingIngress other) {
    return encoding == other && generation == other.generation();
  }

  long egressSeq(long ingressSeq) {
    return egressFirstSeq + (ingressSeq - firstSeq);
  }

  long ingressSeq(long egressSeq) {
    return firstSeq + (egressSeq - egressFirstSeq);
  }
}
