package org.parley.media.srtp;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

class SrtpContextFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void hostileBytesDoNotThrow(FuzzedDataProvider data) {
    SrtpProfile profile = data.pickValue(SrtpProfile.values());
    byte[] key = new byte[profile.keyBytes()];
    byte[] salt = new byte[profile.saltBytes()];
    SrtpContext context = SrtpContext.create(new SrtpKeys(profile, key, salt, key, salt));
    while (data.remainingBytes() > 0) {
      boolean rtcp = data.consumeBoolean();
      boolean protect = data.consumeBoolean();
      int size = data.consumeInt(0, 200);
      byte[] packet = data.consumeBytes(size);
      byte[] room = Arrays.copyOf(packet, packet.length + SrtpContext.MAX_TRAILER_BYTES);
      int length = packet.length;
      if (protect) {
        // The keys are the same both ways: what was protected goes on into unprotecting.
        length = rtcp ? context.protectRtcp(room, 0, length) : context.protectRtp(room, 0, length);
      }
      if (length >= 0) {
        int clear =
            rtcp ? context.unprotectRtcp(room, 0, length) : context.unprotectRtp(room, 0, length);
        if (clear > length) {
          throw new AssertionError("grew");
        }
      }
    }
  }
}
