package org.parley.meeting;

/**
 * The invitation link of a seat that counts now.
 *
 * @param hash SHA-256 of the link's secret, base64url without padding
 * @param generation which of the seat's links it is, from {@link #FIRST_GENERATION} on; the organiser's browser derives the secret
 *     from it
 * @param revoked withdrawn, and not yet replaced
 */
public record Link(String hash, int generation, boolean revoked) {
  public static final int FIRST_GENERATION = 0;

  static Link first(String hash) {
    return new Link(hash, FIRST_GENERATION, false);
  }

  @Override
  public String toString() {
    return "Link[" + generation + (revoked ? ", revoked]" : "]");
  }
}
