package org.parley.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.record.Verdict.Faulty;
import org.parley.record.Verdict.Signed;

/** Checks a record: in one pass, each entry by the charter and by the one before it. */
public final class Verifier {

  private final RecordFile file;
  private final @Nullable Charter charter;

  /** By device: an invitation is proven once, and not with each entry. There are no more than entries. */
  private final Map<String, Boolean> invitations = new HashMap<>();

  /** Null at the first entry and behind a malformed one. */
  private @Nullable Entry before;

  private byte[] hash;

  private Verifier(RecordFile file, @Nullable Charter charter) {
    this.file = file;
    this.charter = charter;
    hash = Entry.firstHash(file.meeting());
  }

  public static Verdict verify(RecordFile file) {
    Charter charter = Charter.read(file);
    return new Verifier(file, charter)
        .verdict(charter != null && Roster.read(file, charter).isWhole());
  }

  private Verdict verdict(boolean names) {
    int[] last = new int[charter == null ? 0 : charter.sideCount()];
    Arrays.fill(last, Verdict.NONE);
    List<Faulty> faults = new ArrayList<>();
    Approvals approvals = new Approvals(file);
    Speakers speakers = charter == null ? null : new Speakers(charter);
    for (int i = 0; i < file.entries().size(); i++) {
      Entry entry = file.entries().get(i);
      Fault fault = next(i, entry);
      if (fault != null) {
        faults.add(new Faulty(i, fault));
      } else if (charter != null && speakers != null && entry != null) {
        speakers.state(entry.stamps());
        if (speakers.includes(entry.seat())) {
          int side = charter.sideOf(entry.seat());
          last[side] = entry.signs() ? i : last[side];
          approvals.take(i, side, entry);
        }
      }
    }
    List<Signed> signed = new ArrayList<>();
    for (int side = 0; charter != null && side < last.length; side++) {
      signed.add(new Signed(charter.sideId(side), last[side]));
    }
    int lowest = Arrays.stream(last).min().orElse(Verdict.NONE);
    boolean isWhole = faults.isEmpty() || faults.getFirst().n() > lowest;
    return new Verdict(
        charter != null,
        names,
        faults,
        signed,
        isWhole ? lowest + 1 : 0,
        approvals.all(),
        approvals.texts(signed.stream().map(Signed::side).toList()));
  }

  /** The fault of the next entry; null where it has none. */
  private @Nullable Fault next(int place, @Nullable Entry entry) {
    if (entry == null) {
      before = null;
      return Fault.MALFORMED;
    }
    byte[] message = entry.message(file.meeting());
    boolean inPlace = isInPlace(place, entry);
    hash = entry.hash(message);
    before = entry;
    if (!inPlace) {
      return Fault.OUT_OF_PLACE;
    }
    if (!Signatures.isBy(entry.claim().device(), entry.signature(), message)) {
      return Fault.NOT_SIGNED;
    }
    return invitationFault(entry);
  }

  private boolean isInPlace(int place, Entry entry) {
    Entry last = before;
    if (last == null) {
      return place == 0 && entry.claim().n() == 0 && entry.follows(hash);
    }
    return entry.claim().n() == last.claim().n() + 1
        && entry.follows(hash)
        && entry.seq() > last.seq();
  }

  private @Nullable Fault invitationFault(Entry entry) {
    Charter.Seat seat = charter == null ? null : charter.seat(entry.seat());
    long generation = entry.claim().generation();
    if (seat == null || !seat.hadYet(generation)) {
      return Fault.NOT_INVITED;
    }
    byte[] key = seat.key(generation);
    if (key == null) {
      return Fault.UNKNOWN;
    }
    String device = entry.seat() + "/" + generation + "/"
        + HexFormat.of().formatHex(entry.claim().device())
        + HexFormat.of().formatHex(entry.claim().proof());
    boolean invited = invitations.computeIfAbsent(
        device, _ -> Signatures.isBy(key, entry.claim().proof(), entry.invitation(file.meeting())));
    return invited ? null : Fault.NOT_INVITED;
  }
}
