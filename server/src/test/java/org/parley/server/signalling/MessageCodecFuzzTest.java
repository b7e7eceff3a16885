package org.parley.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.parley.server.signalling.protocol.ClientMessage;

/** Any bytes: a message or none, never an exception; and a message means one thing only. */
class MessageCodecFuzzTest {
  private static final MessageCodec CODEC = new MessageCodec();

  @FuzzTest(maxDuration = "30s")
  void decode(byte[] bytes) {
    ClientMessage message = CODEC.decode(new String(bytes, StandardCharsets.UTF_8));
    if (message != null) {
      assertThat(CODEC.decode(CODEC.encode(message))).isEqualTo(message);
    }
  }
}
