package org.parley.server.signalling.protocol;

/**
 * Whose calendar a mail is for.
 *
 * @param address at most {@link ClientMessage#MAX_MAIL_ADDRESS_CHARS} characters
 * @param part whether the attendee has said yes or no
 */
public record Attendee(String address, ClientMessage.Part part) {
  public Attendee {
    Ranges.text(address, ClientMessage.MAX_MAIL_ADDRESS_CHARS);
  }

  @Override
  public String toString() {
    return "Attendee[]";
  }
}
