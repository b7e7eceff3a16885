package org.parley.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<Named, List<String>> standing = new HashMap<>();

  private record Named(int side, long text) {}

  Approvals(RecordFile file) {
    digests = file.texts().stream().map(Signatures::digest).toList();
    for (int i = 0; i < digests.size(); i++) {
      places.putIfAbsent(digests.get(i), i);
    }
  }

  /** Takes the next entry without fault, of a seat that spoke for that side. */
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
      boolean fits = Json.number(command.get("seen")) >= 0
          && Json.bytes(command.get("digest"), Signatures.HASH_BYTES) != null;
      if (digest != null && fits) {
        approvals.add(new Approval(n, places.getOrDefault(digest, Verdict.NONE)));
        standing.computeIfAbsent(named, _ -> new ArrayList<>()).add(digest);
      }
    } else if ("disapproveText".equals(type) && Json.areJust(command, "type", "text")) {
      List<String> approved = standing.getOrDefault(named, List.of());
      if (!approved.isEmpty()) {
        approved.removeLast();
      }
    }
  }

  List<Approval> all() {
    return approvals;
  }

  /** The file's texts with the sides that stand by them. */
  List<Held> texts(List<String> sides) {
    Map<String, Set<Integer>> by = new HashMap<>();
    standing.forEach((named, approved) -> approved.forEach(
        digest -> by.computeIfAbsent(digest, _ -> new HashSet<>()).add(named.side())));
    List<Held> texts = new ArrayList<>();
    for (String digest : digests) {
      Set<Integer> approving = by.getOrDefault(digest, Set.of());
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
