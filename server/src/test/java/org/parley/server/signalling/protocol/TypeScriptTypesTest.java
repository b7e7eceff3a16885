package org.parley.server.signalling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TypeScriptTypesTest {

  @Test
  void theCheckedInTypesAreThoseOfTheRecords() throws IOException {
    assertThat(Files.readString(TypeScriptTypes.file()))
        .as("run TypeScriptTypes.main to write %s", TypeScriptTypes.file())
        .isEqualTo(TypeScriptTypes.generate());
  }
}
