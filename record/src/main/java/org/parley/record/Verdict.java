package org.parley.record;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is proven of a record. Entries are named by their place in the file, from 0.
 *
 * @param papers whether the charter holds; where it does not, nothing is proven
 * @param names whether the whole roster is there and holds
 * @param faults of each entry that has one, in order
 * @param signed each side's last signature, in the charter's order
 * @param whole how many entries, from the first, are signed by all sides and without fault
 * @param approvals of texts, by entries without fault, in order
 * @param texts that the file holds, in its order
 */
public record Verdict(
    boolean papers,
    boolean names,
    List<Faulty> faults,
    List<Signed> signed,
    int whole,
    List<Approval> approvals,
    List<Held> texts) {

  /** Instead of the place of a signature or a text, where there is none. */
  public static final int NONE = -1;

  /** An entry that is not proven. */
  public record Faulty(int n, Fault fault) {}

  /** Up to and with which entry a side has signed; {@link #NONE} where it has not. */
  public record Signed(String side, int n) {}

  /** By which entry which of the file's texts was approved; {@link #NONE} for one that the file does not hold. */
  public record Approval(int n, int text) {}

  /**
   * A text of the file.
   *
   * @param digest SHA-256 of it, in base64url
   * @param sides that have approved it together and not taken that back, in the charter's order
   */
  public record Held(String digest, List<String> sides) {
    public Held {
      sides = List.copyOf(sides);
    }
  }

  public Verdict {
    faults = List.copyOf(faults);
    signed = List.copyOf(signed);
    approvals = List.copyOf(approvals);
    texts = List.copyOf(texts);
  }

  /** Whether some entry approves a text, and be it that it was taken back later. */
  public boolean wasApproved(Held text) {
    return approvals.stream()
        .anyMatch(
            one -> one.text() != NONE && texts.get(one.text()).digest().equals(text.digest()));
  }

  /** As in docs/record.md, without a space. Ids of sides and digests are base64url, so nothing is to be escaped. */
  public String json() {
    String faulty = faults.stream()
        .map(one -> "{\"n\":" + one.n() + ",\"fault\":\"" + one.fault().word() + "\"}")
        .collect(Collectors.joining(","));
    String signatures = signed.stream()
        .map(one -> "{\"side\":\"" + one.side() + "\",\"n\":" + one.n() + "}")
        .collect(Collectors.joining(","));
    String approved = approvals.stream()
        .map(one -> "{\"n\":" + one.n() + ",\"text\":" + one.text() + "}")
        .collect(Collectors.joining(","));
    String held = texts.stream()
        .map(one -> "{\"digest\":\"" + one.digest() + "\",\"sides\":["
            + one.sides().stream().map(side -> "\"" + side + "\"").collect(Collectors.joining(","))
            + "]}")
        .collect(Collectors.joining(","));
    return "{\"papers\":" + papers + ",\"names\":" + names + ",\"faults\":[" + faulty
        + "],\"signed\":[" + signatures + "],\"whole\":" + whole + ",\"approvals\":[" + approved
        + "],\"texts\":[" + held + "]}";
  }
}
