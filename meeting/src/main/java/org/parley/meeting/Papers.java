package org.parley.meeting;

/**
 * What the organiser's browser wrote for a meeting. Opaque here but for the version: the server holds no key to the sealed ones, and
 * who is to believe the signed one checks it.
 *
 * @param version {@link #FIRST_VERSION}, then one more with each change, so that of two changes made at once one is refused
 * @param charter who has which role in which seat, without names: signed
 * @param roster the title and everybody's names: sealed for those who admit
 * @param dossier what the organiser's page shows: sealed for the organiser alone
 */
public record Papers(int version, String charter, String roster, String dossier) {
  public static final int FIRST_VERSION = 1;

  @Override
  public String toString() {
    return "Papers[" + version + "]";
  }
}
