package org.parley.meeting;

import java.util.ArrayList;
import java.util.List;

/**
 * One person's place at the table of one side.
 *
 * @param name the person's
 * @param title the person's function; may be empty
 * @param replacedHashes of the links before this one, oldest first
 */
public record Seat(String id, String name, String title, Link link, List<String> replacedHashes) {

  public Seat {
    replacedHashes = List.copyOf(replacedHashes);
  }

  static Seat of(MeetingDraft.Seat draft) {
    return new Seat(
        draft.id(), draft.name(), draft.title(), Link.first(draft.linkHash()), List.of());
  }

  Seat revoked() {
    return new Seat(
        id, name, title, new Link(link.hash(), link.generation(), true), replacedHashes);
  }

  Seat renewed(String linkHash) {
    List<String> replaced = new ArrayList<>(replacedHashes);
    replaced.add(link.hash());
    return new Seat(id, name, title, new Link(linkHash, link.generation() + 1, false), replaced);
  }

  @Override
  public String toString() {
    return "Seat[" + id + ", " + link + "]";
  }
}
