package org.parley.media.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** One target a parser. Without a fuzzer attached each runs the inputs in the resources, as an ordinary test. */
class WireFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void stun(byte[] bytes) {
    Parsers.stun(bytes);
  }

  @FuzzTest(maxDuration = "1m")
  void rtp(byte[] bytes) {
    Parsers.rtp(bytes);
  }

  @FuzzTest(maxDuration = "1m")
  void rtcp(byte[] bytes) {
    Parsers.rtcp(bytes);
  }

  @FuzzTest(maxDuration = "1m")
  void vp8(byte[] bytes) {
    Parsers.vp8(bytes);
  }

  /** The first byte says how many bytes of structure come before the packet that uses it. */
  @FuzzTest(maxDuration = "1m")
  void dependencyDescriptor(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    int first = Math.min(Bytes.u8(bytes, 0), bytes.length - 1);
    byte[] withStructure = Arrays.copyOfRange(bytes, 1, 1 + first);
    DependencyDescriptor descriptor = new DependencyDescriptor();
    DependencyStructure structure = null;
    if (descriptor.wrap(withStructure, 0, first, null)) {
      structure = descriptor.attachedStructure();
    }
    Parsers.dependencyDescriptor(withStructure, null);
    Parsers.dependencyDescriptor(Arrays.copyOfRange(bytes, 1 + first, bytes.length), structure);
  }
}
