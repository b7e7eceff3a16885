package org.parley.media.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacketCacheTest {

  /** Whatever is overwritten: what it finds are the bytes that were put last, and the newest is always there. */
  @Property(tries = 500)
  void neverFindsWrongBytes(
      @ForAll @IntRange(min = 50, max = 3000) int ringBytes,
      @ForAll @Size(min = 1, max = 150) List<@IntRange(min = -1200, max = 1200) Integer> steps,
      @ForAll @IntRange(min = 1, max = 400) int largest) {
    PacketCache cache = new PacketCache(ringBytes);
    Map<Long, byte[]> model = new HashMap<>();
    long highest = 100_000;
    int fill = 0;
    for (int step : steps) {
      long seq = highest + step;
      byte[] packet = new byte[1 + Math.floorMod(step * 31, largest)];
      Arrays.fill(packet, (byte) ++fill);
      cache.put(seq, packet, 0, packet.length);
      if (packet.length <= ringBytes) {
        model.put(seq, packet);
        assertThat(cache.find(seq)).isGreaterThanOrEqualTo(0);
      }
      highest = Math.max(highest, seq);
      model.forEach((known, bytes) -> {
        int at = cache.find(known);
        if (at >= 0) {
          assertThat(cache.sizeBytes(known)).isEqualTo(bytes.length);
          assertThat(Arrays.copyOfRange(cache.bytes(), at, at + bytes.length)).isEqualTo(bytes);
        }
      });
    }
  }

  /** It remembers at least half a ring: what is left out at the end of a ring is less than one packet. */
  @Property(tries = 100)
  void remembersWhatFits(@ForAll @IntRange(min = 1, max = 500) int size) {
    PacketCache cache = new PacketCache(10_000);
    Deque<Long> recent = new ArrayDeque<>();
    for (long seq = 1; seq < 500; seq++) {
      cache.put(seq, new byte[size], 0, size);
      recent.addLast(seq);
      if (recent.size() > (10_000 - size) / size) {
        recent.removeFirst();
      }
      assertThat(recent).allMatch(s -> cache.find(s) >= 0);
    }
  }

  @Test
  void findsNothingThatWasNotPut() {
    PacketCache cache = new PacketCache(100);
    assertThat(cache.find(0)).isEqualTo(-1);
    cache.put(5, new byte[] {1}, 0, 1);
    assertThat(cache.find(5 + 1024)).isEqualTo(-1);
    cache.put(6, new byte[101], 0, 101);
    assertThat(cache.find(6)).isEqualTo(-1);
    assertThat(cache.find(5)).isEqualTo(0);
  }
}
