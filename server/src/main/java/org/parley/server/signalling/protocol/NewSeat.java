package org.parley.server.signalling.protocol;

/**
 * A person's seat.
 *
 * @param admits whether the person may let others of the side to the table
 * @param keeps whether the person keeps the side's roster
 * @param linkHash SHA-256 of the secret that the link shows, base64url without padding
 * @param card sealed so that the link alone opens it
 */
public record NewSeat(String id, boolean admits, boolean keeps, String linkHash, String card) {
  public NewSeat {
    Ranges.token(id);
    Ranges.token(linkHash);
    Ranges.text(card, ClientMessage.MAX_PAPER_CHARS);
  }

  @Override
  public String toString() {
    return "NewSeat[" + id + "]";
  }
}
