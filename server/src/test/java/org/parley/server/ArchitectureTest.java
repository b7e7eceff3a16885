package org.parley.server;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the server to its shape: shells that don't know each other, and one package that wires them. */
class ArchitectureTest {

  private static final JavaClasses SERVER = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.parley.server");

  @Test
  void onlyAppKnowsTheShells() {
    slices()
        .matching("org.parley.server.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage("org.parley.server.app.."), alwaysTrue())
        .check(SERVER);
  }
}
