package org.parley.media.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class NegotiatorFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void answersOrRefuses(byte[] sdp) {
    NegotiationInvariants.check(new String(sdp, StandardCharsets.UTF_8));
  }
}
