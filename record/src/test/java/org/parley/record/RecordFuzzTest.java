package org.parley.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as what is in the box: a record that can be judged, or none, never an exception. */
class RecordFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void read(byte[] content) {
    if (RecordFile.read(content) instanceof RecordFile file) {
      Verdict verdict = Verifier.verify(file);
      assertThat(verdict.whole()).isBetween(0, file.entries().size());
    }
  }
}
