package org.parley.meeting.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlsHeaderTest {

  @Test
  void readsACommitsHeader() {
    MlsHeader header = read(Commits.commit("meeting/plenary/1", 0x0102030405060708L));
    assertThat(new String(header.groupId(), StandardCharsets.UTF_8)).isEqualTo("meeting/plenary/1");
    assertThat(header.epoch()).isEqualTo(0x0102030405060708L);
    assertThat(header.isMembersCommit()).isTrue();
  }

  @Test
  void tellsWhatIsNoMembersCommit() {
    for (int senderType = 0; senderType < 6; senderType++) {
      for (int contentType = 0; contentType < 6; contentType++) {
        byte[] bytes = Commits.message(1, 1, "g", 0, senderType, new byte[0], contentType);
        if (senderType == 0) {
          // Reserved: how long it is nobody knows.
          continue;
        }
        assertThat(read(bytes).isMembersCommit()).isEqualTo(senderType == 1 && contentType == 3);
      }
    }
    assertThat(MlsHeader.read(Commits.message(2, 1, "g", 0, 1, new byte[0], 3))).isNull();
    for (int wireFormat : new int[] {0, 2, 3, 4, 5, 0x101}) {
      assertThat(MlsHeader.read(Commits.message(1, wireFormat, "g", 0, 1, new byte[0], 3)))
          .isNull();
    }
    assertThat(MlsHeader.read(Commits.message(1, 1, "g", -1, 1, new byte[0], 3)))
        .as("an epoch beyond what a long holds")
        .isNull();
  }

  @Test
  void passesOverAuthenticatedDataOfAnyLength() {
    for (int length : new int[] {0, 1, 63, 64, 16_383, 16_384, 60_000}) {
      byte[] bytes = Commits.message(1, 1, "g", 5, 1, new byte[length], 3);
      assertThat(read(bytes).isMembersCommit()).as("%d", length).isTrue();
    }
  }

  @Test
  void refusesEveryHeaderThatIsCutOff() {
    byte[] whole = Commits.message(1, 1, "group", 5, 1, new byte[70], 3);
    int header = 2 + 2 + 1 + 5 + 8 + 1 + 4 + 2 + 70 + 1;
    for (int length = 0; length < header; length++) {
      assertThat(MlsHeader.read(Arrays.copyOf(whole, length))).as("%d", length).isNull();
    }
    assertThat(MlsHeader.read(Arrays.copyOf(whole, header))).isNotNull();
  }

  /** Lengths in more bytes than they need, in the reserved form, and far beyond what there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4001 67",
        "4000",
        "403f 67",
        "80000001 67",
        "80003fff 67",
        "c0",
        "c001 67",
        "ff",
        "ffffffff",
        "bfffffff 67",
        "7fff 67",
        "3f 67"
      })
  void refusesHostileLengths(String groupId) {
    String rest = "0000000000000005 01 00000007 00 03" + "00".repeat(40);
    byte[] bytes = HexFormat.of().parseHex(("0001 0001" + groupId + rest).replace(" ", ""));
    assertThat(MlsHeader.read(bytes)).isNull();
  }

  @Property(tries = 2000)
  void neverThrows(@ForAll byte[] bytes) {
    MlsHeader header = MlsHeader.read(bytes);
    if (header != null) {
      assertThat(bytes).startsWith(0, 1, 0, 1).contains(header.groupId());
    }
  }

  private static MlsHeader read(byte[] bytes) {
    return Objects.requireNonNull(MlsHeader.read(bytes));
  }
}
