package org.parley.course.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormTest {

  private static final List<Mark> NOBODY = List.of();

  /** As docs/record.md has it, to the byte. */
  @Test
  void oneTextHasOneForm() {
    Column said = new Column(List.of(new AgreedText(1, "A \"pier\"\\\n/ <b>\u2028\ud83d\ude80")));
    Column none = new Column(List.of());
    Paragraph first = new Paragraph(0, 4, List.of(said, none), List.of(), NOBODY);
    Paragraph second = new Paragraph(7, 5, List.of(none, said), List.of(), NOBODY);
    JointText text = new JointText(
        3,
        TextKind.READOUT,
        "On \"it\"",
        List.of("en", "ar"),
        List.of(first, second),
        9,
        5,
        NOBODY);
    String wording = "\"A \\\"pier\\\"\\\\\\n/ <b>\u2028\ud83d\ude80\"";
    assertThat(TextForm.of(first)).isEqualTo("[" + wording + ",\"\"]");
    assertThat(TextForm.of(text))
        .isEqualTo(
            "{\"title\":\"On \\\"it\\\"\",\"kind\":\"readout\",\"languages\":[\"en\",\"ar\"],"
                + "\"paragraphs\":[[" + wording + ",\"\"],[\"\"," + wording + "]]}");
  }

  /** The example of docs/record.md. */
  @Test
  void theExampleHasItsDigest() {
    JointText text = Drafts.text(Drafts.clean());
    assertThat(TextForm.of(text))
        .isEqualTo(
            "{\"title\":\"On the pier\",\"kind\":\"joint\",\"languages\":[\"en\"],\"paragraphs\":[[\"The pier is open\"]]}");
    assertThat(TextForm.digest(TextForm.of(text)))
        .isEqualTo("PKxKKqdxUiVwAEMQT3gZQPq1TwNAW0gsTF_6YjfPBTk");
  }

  @Property(tries = 1000)
  void aDigestIsSha256(@ForAll @StringLength(max = 300) String text)
      throws GeneralSecurityException {
    assertDigest(text);
  }

  /** Where the padding comes to take a block more. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 100_000})
  void ofAnyLength(int chars) throws GeneralSecurityException {
    assertDigest("x".repeat(chars));
  }

  private static void assertDigest(String text) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    assertThat(TextForm.digest(text))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    assertThat(TextForm.isDigest(TextForm.digest(text))).isTrue();
  }
}
