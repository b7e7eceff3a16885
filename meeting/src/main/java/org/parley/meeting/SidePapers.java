package org.parley.meeting;

/**
 * What was written for a meeting's side by whoever keeps its roster. Opaque here but for the version: the server holds no key to the
 * sealed ones, and who is to believe the signed one checks it.
 *
 * @param version {@link #FIRST_VERSION}, then one more with each change, so that of two changes made at once one is refused
 * @param charter who has which role in which seat, without names: signed
 * @param roster everybody's names: signed, and sealed for those who keep a roster, of whichever side
 * @param dossier by what the cards of the side's seats are sealed: itself sealed for those who keep its roster
 */
public record SidePapers(int version, String charter, String roster, String dossier) {
  public static final int FIRST_VERSION = 1;

  @Override
  public String toString() {
    return "SidePapers[" + version + "]";
  }
}
