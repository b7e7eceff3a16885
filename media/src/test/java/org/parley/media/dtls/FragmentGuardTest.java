package org.parley.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentGuardTest {

  private final FragmentGuard guard = new FragmentGuard();

  @Test
  void boundsTheSumOfWhatIsDeclared() {
    int half = FragmentGuard.MAX_DECLARED_BYTES / 2;
    assertThat(admits(0, half, 0, 100)).isTrue();
    assertThat(admits(1, half, 0, 100)).isTrue();
    assertThat(admits(2, 1, 0, 1)).isFalse();
    assertThat(admits(0, half, 100, 100)).as("what was declared goes on").isTrue();
  }

  @Test
  void refusesAMessageThatChangesItsLength() {
    assertThat(admits(0, 500, 0, 100)).isTrue();
    assertThat(admits(0, 501, 0, 100)).isFalse();
  }

  @Test
  void refusesCrumbs() {
    assertThat(admits(0, 500, 0, 1)).isFalse();
    assertThat(admits(0, 500, 30, 31)).isFalse();
    assertThat(admits(0, 500, 499, 1)).as("the last may be short").isTrue();
    assertThat(admits(0, 500, 250, 0)).as("an empty one in the middle").isFalse();
    assertThat(admits(1, 0, 0, 0)).as("an empty message").isTrue();
  }

  @Test
  void refusesWhatLiesOutsideItsMessage() {
    assertThat(admits(0, 100, 80, 40)).isFalse();
    assertThat(admits(0, 40, 0xff_ffff, 40)).isFalse();
  }

  @Test
  void boundsMessageNumbers() {
    assertThat(admits(FragmentGuard.MAX_MESSAGES, 40, 0, 40)).isFalse();
    assertThat(admits(0xffff, 40, 0, 40)).isFalse();
  }

  @Test
  void readsEveryRecordOfADatagram() {
    byte[] good = Records.handshake(1, 0, 40, 0, new byte[40]);
    byte[] bad = Records.handshake(11, 1, 0xff_ffff, 0, new byte[40]);
    byte[] both = Arrays.copyOf(good, good.length + bad.length);
    System.arraycopy(bad, 0, both, good.length, bad.length);
    assertThat(guard.admits(both, 0, good.length)).isTrue();
    assertThat(guard.admits(both, 0, both.length)).isFalse();
    assertThat(guard.admits(both, 0, good.length + 5)).as("a record cut short").isFalse();
  }

  @Test
  void takesAnyBytesAtAnyOffset() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      int offset = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      if (bytes.length - offset > 13) {
        bytes[offset] = 22;
        bytes[offset + 3] = 0;
        bytes[offset + 4] = 0;
        bytes[offset + 11] = 0;
      }
      new FragmentGuard().admits(bytes, offset, bytes.length - offset);
    }
  }

  private boolean admits(int seq, int declaredBytes, int offset, int fragmentBytes) {
    byte[] datagram = Records.handshake(11, seq, declaredBytes, offset, new byte[fragmentBytes]);
    return guard.admits(datagram, 0, datagram.length);
  }
}
