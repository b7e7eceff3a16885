package org.parley.record;

import java.util.Objects;

/** How long records take to verify: {@code java … org.parley.record.VerificationTime ENTRIES}. Not a test. */
public final class VerificationTime {

  private static final int ROUNDS = 3;

  private VerificationTime() {}

  public static void main(String[] args) {
    RandomRecord record = new RandomRecord(1, 0);
    int entries = Integer.parseInt(args[0]);
    while (record.entries().size() < entries) {
      record.signByAll();
    }
    byte[] file = record.sealed();
    OpeningCode code = Objects.requireNonNull(OpeningCode.read(record.code()));
    for (int i = 0; i < ROUNDS; i++) {
      long startNs = System.nanoTime();
      Verdict verdict = Verifier.verify((RecordFile) SealedRecord.open(file, code));
      long tookMs = (System.nanoTime() - startNs) / 1_000_000;
      System.out.printf(
          "%d entries, %d bytes: %d ms, %d faults%n",
          record.entries().size(), file.length, tookMs, verdict.faults().size());
    }
  }
}
