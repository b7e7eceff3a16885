package org.parley.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the media plane to its shape: no input or output, no clock, no threads; packages that know only those below them. */
class ArchitectureTest {

  private static final String ROOT = "org.parley.media";

  /** From the bottom up. Packages of one layer may know each other, though not in a circle. */
  private static final List<Set<String>> LAYERS = List.of(
      Set.of("transport"),
      Set.of("wire"),
      Set.of("ice", "dtls", "srtp", "feedback"),
      Set.of("sdp"),
      Set.of("layer"),
      Set.of("route"),
      Set.of("endpoint"),
      Set.of(""));

  private static final JavaClasses MEDIA = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages(ROOT);

  @Test
  void hasNoInputOrOutput() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..")
        .because("datagrams come by argument and leave by the outbox")
        .check(MEDIA);
  }

  @Test
  void hasNoClock() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callConstructor(Date.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("time is an argument")
        .check(MEDIA);
  }

  @Test
  void hasNoThreadsAndNoLocks() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks..")
        .because("one media loop owns a room")
        .check(MEDIA);
  }

  /** Synchronized blocks are an instruction and no dependency, so the class files are read for it. */
  @Test
  void synchronizesNothing() throws IOException {
    Path classes =
        Path.of(Rooms.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> classFiles =
          files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(classFiles).isNotEmpty();
      assertThat(classFiles).noneMatch(ArchitectureTest::synchronizes);
    }
  }

  private static boolean synchronizes(Path classFile) {
    try {
      return ClassFile.of().parse(classFile).methods().stream()
          .anyMatch(ArchitectureTest::synchronizes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean synchronizes(MethodModel method) {
    return method.flags().has(AccessFlag.SYNCHRONIZED)
        || method
            .code()
            .map(code -> code.elementStream().anyMatch(MonitorInstruction.class::isInstance))
            .orElse(false);
  }

  @Test
  void packagesKnowOnlyThoseBelow() {
    classes().should(knowOnlyLayersBelow()).check(MEDIA);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MEDIA);
  }

  private static ArchCondition<JavaClass> knowOnlyLayersBelow() {
    return new ArchCondition<>("know only their own layer and those below") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        int layer = layerOf(origin);
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (target.getPackageName().startsWith(ROOT) && layerOf(target) > layer) {
            events.add(SimpleConditionEvent.violated(origin, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static int layerOf(JavaClass type) {
    String inside = type.getPackageName().substring(ROOT.length());
    String name = inside.isEmpty() ? "" : inside.substring(1);
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      if (LAYERS.get(layer).contains(name)) {
        return layer;
      }
    }
    throw new AssertionError("Give the package '" + name + "' a place among the layers");
  }
}
