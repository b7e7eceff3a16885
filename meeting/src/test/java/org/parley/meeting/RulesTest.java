package org.parley.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

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
