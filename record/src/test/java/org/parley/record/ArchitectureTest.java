package org.parley.record;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the check of a record to its shape: it opens no file, and shares nothing with the rest of Parley. */
class ArchitectureTest {

  private static final JavaClasses RECORD = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.parley.record");

  @Test
  void hasNoInputOrOutputAndKnowsNothingElseOfParley() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.parley.record..",
            "org.jspecify.annotations..",
            "tools.jackson..",
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.nio",
            "java.nio.charset",
            "java.security..",
            "javax.crypto..",
            "java.util..")
        .because("it is bytes in, a verdict out, and a second opinion")
        .check(RECORD);
  }
}
