package org.parley.meeting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Holds the domain to its shape: values in, values out, the same wherever it runs. */
class ArchitectureTest {

  private static final JavaClasses MEETING = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.parley.meeting");

  @Test
  void knowsOnlyPlainJava() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.parley.meeting..",
            "org.jspecify.annotations..",
            "java.lang",
            "java.lang.annotation",
            // What the compiler emits for lambdas, records, string concatenation and switches.
            "java.lang.invoke",
            "java.lang.runtime",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "java.time..")
        .because("it has no input or output, and is to run in browsers too")
        .check(MEETING);
  }

  @Test
  void hasNoClockAndNoThreads() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .because("time is an argument, and the owner's thread is the only one")
        .check(MEETING);
  }

  @Test
  void locksNothing() {
    noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(MEETING);
  }
}
