package org.parley.meeting;

import java.util.ArrayList;
import java.util.List;

/**
 * One person's place at the table of one side. Who the person is, the server does not know.
 *
 * @param admits whether the person may let others of the side to the table
 * @param keeps whether the person keeps the side's roster: may add, change and withdraw its people
 * @param card what the link's holder has to know, sealed with a key that is derived from the link
 * @param replacedHashes of the links before this one, oldest first
 */
public record Seat(
    String id, boolean admits, boolean keeps, String card, Link link, List<String> replacedHashes) {

  public Seat {
    replacedHashes = List.copyOf(replacedHashes);
  }

  static Seat of(MeetingDraft.Seat draft) {
    return new Seat(
        draft.id(),
        draft.admits(),
        draft.keeps(),
        draft.card(),
        Link.first(draft.linkHash()),
        List.of());
  }

  Seat revoked() {
    return new Seat(
        id, admits, keeps, card, new Link(link.hash(), link.generation(), true), replacedHashes);
  }

  Seat renewed(String linkHash, String newCard) {
    List<String> replaced = new ArrayList<>(replacedHashes);
    replaced.add(link.hash());
    return new Seat(
        id, admits, keeps, newCard, new Link(linkHash, link.generation() + 1, false), replaced);
  }

  Seat changed(boolean nowAdmits, boolean nowKeeps, String newCard) {
    return new Seat(id, nowAdmits, nowKeeps, newCard, link, replacedHashes);
  }

  @Override
  public String toString() {
    return "Seat[" + id + ", " + link + "]";
  }
}
