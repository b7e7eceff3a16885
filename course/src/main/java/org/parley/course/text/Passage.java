package org.parley.course.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.course.Author;
import org.parley.course.Delegation;

/**
 * An open bracket: what the sides have not agreed on.
 *
 * @param seq the place in the log of its opening
 * @param before the agreed text that stood here; empty for none
 * @param wordings in the order in which the sides first gave them; of each side at most one
 * @param acceptances in the order in which they were given; of each side at most one
 */
public record Passage(
    int id, int seq, String before, List<Wording> wordings, List<Acceptance> acceptances)
    implements Segment {

  /** Instead of a side: the text before. */
  public static final String BEFORE = "";

  public Passage {
    wordings = List.copyOf(wordings);
    acceptances = List.copyOf(acceptances);
  }

  @Override
  public int chars() {
    return wordings.stream().mapToInt(one -> one.text().length()).sum() + before.length();
  }

  /** Null where the side has none. */
  @Nullable
  Wording wordingOf(String side) {
    return wordings.stream().filter(one -> one.side().equals(side)).findFirst().orElse(null);
  }

  @Nullable
  Acceptance acceptanceOf(String side) {
    return acceptances.stream()
        .filter(one -> one.side().equals(side))
        .findFirst()
        .orElse(null);
  }

  /** What a side, or the text before, would have it say; null where there is no such wording. */
  @Nullable
  Wording wanted(String of) {
    return of.equals(BEFORE) ? new Wording(BEFORE, before, seq) : wordingOf(of);
  }

  /** Whoever accepted what stood there before has not accepted this. */
  Passage with(Wording wording) {
    List<Wording> changed = new ArrayList<>();
    boolean isFirst = true;
    for (Wording one : wordings) {
      boolean isSame = one.side().equals(wording.side());
      changed.add(isSame ? wording : one);
      isFirst &= !isSame;
    }
    if (isFirst) {
      changed.add(wording);
    }
    return new Passage(id, seq, before, changed, acceptancesOfOthers(wording.side()));
  }

  Passage without(Wording wording) {
    List<Wording> left =
        wordings.stream().filter(one -> !one.side().equals(wording.side())).toList();
    return new Passage(id, seq, before, left, acceptancesOfOthers(wording.side()));
  }

  private List<Acceptance> acceptancesOfOthers(String of) {
    return acceptances.stream().filter(one -> !one.of().equals(of)).toList();
  }

  Passage accepted(Author author, String of) {
    List<Acceptance> more = new ArrayList<>(without(author.side()).acceptances);
    more.add(new Acceptance(author.side(), of, author.act().seat(), author.act().seq()));
    return new Passage(id, seq, before, wordings, more);
  }

  /** Without what a side has accepted. */
  Passage without(String side) {
    List<Acceptance> left =
        acceptances.stream().filter(one -> !one.side().equals(side)).toList();
    return new Passage(id, seq, before, wordings, left);
  }

  /** Whether all sides have accepted it; the one that wrote it has by writing. */
  boolean isAcceptedByAll(String of, List<Delegation> delegations) {
    return delegations.stream().allMatch(side -> {
      Acceptance given = acceptanceOf(side.id());
      return side.id().equals(of) || (given != null && given.of().equals(of));
    });
  }

  boolean isEmpty() {
    return before.isEmpty() && wordings.isEmpty();
  }
}
