package org.parley.meeting;

/**
 * What stands in a meeting for good, whoever comes and goes: written by the organiser's browser, opaque here.
 *
 * @param charter which sides there are, and by which public keys their rosters are kept: signed
 * @param roster the title and the sides' names: signed, and sealed for those who keep a roster
 */
public record Papers(String charter, String roster) {
  @Override
  public String toString() {
    return "Papers[]";
  }
}
