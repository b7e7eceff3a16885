package org.parley.course;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the rules to their shape: values in, values out, the same wherever they run. */
class ArchitectureTest {

  private static final JavaClasses COURSE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.parley.course");

  @Test
  void knowsOnlyPlainJava() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.parley.course..",
            "org.jspecify.annotations..",
            "java.lang",
            "java.lang.annotation",
            // What the compiler emits for lambdas, records, string concatenation and switches.
            "java.lang.invoke",
            "java.lang.runtime",
            // Of texts in UTF-8.
            "java.nio.charset",
            "java.util",
            "java.util.function",
            "java.util.stream")
        .because("it has no input or output, and is compiled for browsers, java.time dearly")
        .check(COURSE);
  }

  @Test
  void hasNoClockNoThreadsAndNoChance() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .because("time is an argument, and the owner's thread is the only one")
        .check(COURSE);
  }

  @Test
  void orderIsNeverThatOfAHashTable() {
    noClasses()
        .should()
        .callMethodWhere(DescribedPredicate.<JavaMethodCall>describe(
                "makes a Set or Map",
                call -> call.getTargetOwner().isEquivalentTo(Set.class)
                    || call.getTargetOwner().isEquivalentTo(Map.class))
            .and(DescribedPredicate.describe(
                "of anything",
                call -> Set.of("of", "copyOf", "ofEntries").contains(call.getName()))))
        .orShould()
        .callConstructor(HashMap.class)
        .orShould()
        .callConstructor(HashSet.class)
        .because("everybody has to come to the same state in the same order")
        .check(COURSE);
  }

  @Test
  void locksNothing() {
    noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(COURSE);
  }

  @Test
  void theRulesDoNotKnowTheirDoor() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.parley.course",
            "org.parley.course.schedule",
            "org.parley.course.text",
            "org.parley.course.board",
            "org.parley.course.actions")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.parley.course.json..")
        .check(COURSE);
  }

  /** They are followed side by side, each for itself; what they share is the table's. */
  @ParameterizedTest
  @CsvSource({
    "org.parley.course, org.parley.course.schedule",
    "org.parley.course, org.parley.course.board",
    "org.parley.course.board, org.parley.course.schedule",
    "org.parley.course.schedule, org.parley.course.board",
    "org.parley.course, org.parley.course.text",
    "org.parley.course.text, org.parley.course.schedule",
    "org.parley.course.schedule, org.parley.course.text",
    "org.parley.course.text, org.parley.course.board",
    "org.parley.course.board, org.parley.course.text",
    "org.parley.course, org.parley.course.actions",
    "org.parley.course.actions, org.parley.course.schedule",
    "org.parley.course.schedule, org.parley.course.actions",
    "org.parley.course.actions, org.parley.course.board",
    "org.parley.course.board, org.parley.course.actions",
    "org.parley.course.actions, org.parley.course.text",
    "org.parley.course.text, org.parley.course.actions"
  })
  void oneDoesNotKnowTheOther(String one, String other) {
    noClasses()
        .that()
        .resideInAPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(other)
        .check(COURSE);
  }
}
