package org.parley.meeting.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Any bytes: a header or none, never an exception; and what stands behind a header changes nothing. */
class MlsHeaderFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void read(byte[] bytes) {
    MlsHeader header = MlsHeader.read(bytes);
    if (header != null) {
      MlsHeader longer = MlsHeader.read(Arrays.copyOf(bytes, bytes.length + 1));
      assertThat(longer).usingRecursiveComparison().isEqualTo(header);
      assertThat(header.groupId().length).isLessThan(bytes.length);
    }
  }
}
