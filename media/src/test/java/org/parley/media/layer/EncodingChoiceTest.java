package org.parley.media.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.media.sdp.Encoding;

class EncodingChoiceTest {

  private static final List<Encoding> ENCODINGS = List.of(
      new Encoding("l", 320, 180, 150_000),
      new Encoding("m", 640, 360, 500_000),
      new Encoding("h", 1280, 720, 1_700_000));

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "320, 180, 0",
    "400, 225, 0",
    "401, 226, 1",
    "800, 450, 1",
    "801, 451, 2",
    "5000, 3000, 2",
    // A tall tile that shows the whole picture is as wide as it says.
    "320, 2000, 0",
    "0, 0, -1",
    "100, 0, -1",
    "-5, 100, -1",
  })
  void takesTheSmallestThatIsNotEnlargedMuch(int width, int height, int expected) {
    assertThat(EncodingChoice.forSize(ENCODINGS, width, height)).isEqualTo(expected);
    assertThat(EncodingChoice.forSize(List.of(), width, height)).isEqualTo(EncodingChoice.NONE);
  }

  @Property
  void neverFallsAsTheSizeGrows(
      @ForAll @IntRange(min = 1, max = 4000) int width,
      @ForAll @IntRange(min = 1, max = 4000) int height,
      @ForAll @IntRange(max = 1000) int more) {
    assertThat(EncodingChoice.forSize(ENCODINGS, width + more, height + more))
        .isGreaterThanOrEqualTo(EncodingChoice.forSize(ENCODINGS, width, height));
  }
}
