package org.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.parley.record.Corruption;
import org.parley.record.Opened;
import org.parley.record.OpeningCode;
import org.parley.record.RandomRecord;
import org.parley.record.RecordFile;
import org.parley.record.SealedRecord;
import org.parley.record.Unreadable;
import org.parley.record.Verifier;
import tools.jackson.databind.json.JsonMapper;

/** The page and the command come to the same verdict on a record, whatever was done to it. */
class RecordInteropTest {

  private static final int RECORDS = 1_000;
  private static final int ENTRIES = 10;
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void bothComeToTheSameVerdict() throws IOException {
    int readable = 0;
    int faulty = 0;
    try (NodeProcess page = NodeProcess.start("dev/record-peer.mjs")) {
      for (int seed = 0; seed < RECORDS; seed++) {
        RandomRecord record = new RandomRecord(seed, ENTRIES);
        byte[] file = Corruption.of(record, new Random(seed));
        String verdict = verdict(file, record.code());
        String theirs = page.ask(record.code().replace(" ", "") + " "
            + Base64.getUrlEncoder().withoutPadding().encodeToString(file));
        assertThat(JSON.readTree(Objects.requireNonNull(theirs)))
            .as("seed %d", seed)
            .isEqualTo(JSON.readTree(verdict));
        readable += verdict.equals("null") ? 0 : 1;
        faulty += verdict.contains("\"fault\":") ? 1 : 0;
      }
    }
    // Else they agree about nothing.
    assertThat(readable).isGreaterThan(RECORDS / 2);
    assertThat(faulty).isGreaterThan(RECORDS / 4);
  }

  private static String verdict(byte[] file, String code) {
    Opened opened = SealedRecord.open(file, Objects.requireNonNull(OpeningCode.read(code)));
    return switch (opened) {
      case Unreadable _ -> "null";
      case RecordFile record -> Verifier.verify(record).json();
    };
  }
}
