package org.parley.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Robin",
        "a",
        "رئيسة الوفد",
        "ראש המשלחת",
        // A zero-width non-joiner, as Persian spelling needs it.
        "می\u200cخواهم",
        "Head of Harbour \uD83D\uDC69\u200D\u2696\uFE0F",
        "<script>alert(1)</script>",
        "'; DROP TABLE meetings; --",
        "__proto__"
      })
  void acceptsPlainText(String text) {
    assertThat(Rules.isLabel(text, 80)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00a0\u2003",
        "\u200b\u200d",
        "\u3164",
        "\u0301",
        "nul\u0000",
        "line\nbreak",
        "tab\t",
        "delete\u007f",
        "c1\u0085",
        "separator\u2028",
        "separator\u2029",
        "embed\u202a",
        "override\u202e",
        "isolate\u2066",
        "isolate\u2069",
        "lone\ud800",
        "lone\udc00surrogate",
        "noncharacter\ufffe"
      })
  void refusesTextThatShowsNothingOrMovesWhatIsAround(String text) {
    assertThat(Rules.isLabel(text, 80)).isFalse();
  }

  @Test
  void countsCodePoints() {
    String scales = "\u2696";
    String judge = "\uD83D\uDC69";
    assertThat(Rules.isLabel(scales.repeat(80), 80)).isTrue();
    assertThat(Rules.isLabel(judge.repeat(80), 80)).isTrue();
    assertThat(Rules.isLabel(judge.repeat(81), 80)).isFalse();
    assertThat(Rules.isLabel(scales.repeat(81), 80)).isFalse();
    assertThat(Rules.isLabelOrEmpty("", 120)).isTrue();
    assertThat(Rules.isLabelOrEmpty(" ", 120)).isFalse();
  }

  @Property
  void takesEachIdInOneSpellingOnly(@ForAll @Size(16) byte[] bytes) {
    String id = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(Rules.isId(id)).isTrue();
    assertThat(Rules.isHash(id)).isFalse();
    char last = id.charAt(21);
    // The next character decodes to the same bytes.
    char twin = (char) (last + 1);
    assertThat(Rules.isId(id.substring(0, 21) + twin)).isFalse();
    assertThat(Rules.isId(id + "==")).isFalse();
  }

  @Property
  void takesEachHashInOneSpellingOnly(@ForAll @Size(32) byte[] bytes) {
    String hash = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(Rules.isHash(hash)).isTrue();
    assertThat(Rules.isId(hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAA/A",
        "AAAAAAAAAAAAAAAAAAAA+A",
        "../../../../../../../A",
        "AAAAAAAAAAAAAAAAAAAAA\u0000",
        "АAAAAAAAAAAAAAAAAAAAAA"
      })
  void refusesOtherIds(String text) {
    assertThat(Rules.isId(text)).isFalse();
  }

  @Property
  void comparesHashesWhole(
      @ForAll @Size(max = 4) String left, @ForAll @Size(max = 4) String right) {
    assertThat(Rules.sameHash(left, right)).isEqualTo(left.equals(right));
    assertThat(Rules.sameHash(left, left)).isTrue();
  }
}
