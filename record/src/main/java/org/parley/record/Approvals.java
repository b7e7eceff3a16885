package org.parley.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.parley.record.Verdict.Approval;
import org.parley.record.Verdict.Held;
import tools.jackson.databind.JsonNode;

/** What was approved by entries without fault, and which of the file's texts it is. */
final class Approvals {

  private static final String OF_TEXTS = "text";

  private final List<String> digests;

  /** The first place of each digest. */
  private final Map<String, Integer> places = new HashMap<>();

  private final List<Approval> approvals = new ArrayList<>();

  /** By side and text: what the side has approved there and not taken back, the last at the end. */
  private final Map<Named, List<Version>> standing = new HashMap<>();

  private record Named(int side, long text) {}

  /** What an approval is of: it does not outlast a change of the text, and one of another version is another. */
  private record Version(long text, long seen, String digest) {}

  /** The sides that stand by a version. */
  private record Together(Version version, Set<Integer> sides) {
    static final Comparator<Together> ORDER = Comparator.<Together>comparingInt(
            one -> one.sides().size())
        .thenComparingLong(one -> one.version().seen())
        .thenComparingLong(one -> one.version().text());
  }

  Approvals(RecordFile file) {
    digests = file.texts().stream().map(Signatures::digest).toList();
    for (int i = 0; i < digests.size(); i++) {
      places.putIfAbsent(digests.get(i), i);
    }
  }

  /** Takes the next entry without fault, of a seat that speaks for that side. */
  void take(int n, int side, Entry entry) {
    JsonNode command = OF_TEXTS.equals(entry.type()) ? Json.read(entry.command()) : null;
    if (command == null) {
      return;
    }
    String type = Json.string(command.path("type"));
    Named named = new Named(side, Json.number(command.path("text")));
    if (named.text() < 0) {
      return;
    }
    if ("approveText".equals(type) && Json.areJust(command, "type", "text", "seen", "digest")) {
      String digest = Json.string(command.get("digest"));
      long seen = Json.number(command.get("seen"));
      if (digest != null
          && seen >= 0
          && Json.bytes(command.get("digest"), Signatures.HASH_BYTES) != null) {
        approvals.add(new Approval(n, places.getOrDefault(digest, Verdict.NONE)));
        List<Version> approved = standing.computeIfAbsent(named, _ -> new ArrayList<>());
        Version version = new Version(named.text(), seen, digest);
        approved.remove(version);
        approved.add(version);
      }
    } else if ("disapproveText".equals(type) && Json.areJust(command, "type", "text")) {
      List<Version> approved = standing.getOrDefault(named, List.of());
      if (!approved.isEmpty()) {
        approved.removeLast();
      }
    }
  }

  List<Approval> all() {
    return approvals;
  }

  /** The file's texts with the sides that approved them together: as the version that most of them approved. */
  List<Held> texts(List<String> sides) {
    Map<Version, Together> by = new HashMap<>();
    standing.forEach((named, approved) -> approved.forEach(
        version -> by.computeIfAbsent(version, one -> new Together(one, new HashSet<>()))
            .sides()
            .add(named.side())));
    Map<String, Together> chosen = new HashMap<>();
    for (Together together : by.values()) {
      chosen.merge(together.version().digest(), together, BinaryOperator.maxBy(Together.ORDER));
    }
    List<Held> texts = new ArrayList<>();
    for (String digest : digests) {
      Together together = chosen.get(digest);
      Set<Integer> approving = together == null ? Set.of() : together.sides();
      List<String> ids = new ArrayList<>();
      for (int side = 0; side < sides.size(); side++) {
        if (approving.contains(side)) {
          ids.add(sides.get(side));
        }
      }
      texts.add(new Held(digest, ids));
    }
    return texts;
  }
}
