package org.parley.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * How long a record takes to verify: {@code mvn -pl record test -Dtest=VerificationTime -Dentries=10000}. Its name keeps it from running with
 * the tests.
 */
class VerificationTime {

  private static final int ROUNDS = 3;

  @Test
  void measure() {
    RandomRecord record = new RandomRecord(1, 0);
    int entries = Integer.getInteger("entries", 1_000);
    while (record.entries().size() < entries) {
      record.signByAll();
    }
    byte[] file = record.sealed();
    OpeningCode code = Objects.requireNonNull(OpeningCode.read(record.code()));
    for (int i = 0; i < ROUNDS; i++) {
      long startNs = System.nanoTime();
      Verdict verdict = Verifier.verify((RecordFile) SealedRecord.open(file, code));
      long tookMs = (System.nanoTime() - startNs) / 1_000_000;
      assertThat(verdict.faults()).isEmpty();
      System.out.printf(
          "%d entries, %d bytes: %d ms%n", record.entries().size(), file.length, tookMs);
    }
  }
}
