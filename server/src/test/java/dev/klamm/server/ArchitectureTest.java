package dev.klamm.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders are the architecture: which module and which package may know which. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.klamm");

  /** Each module's own packages, and those of ours it may use. */
  private static final Map<String, List<String>> MODULES =
      Map.of(
          "dev.klamm.api..", List.of(),
          "dev.klamm.protocol..", List.of("dev.klamm.api.."),
          "dev.klamm.core..", List.of("dev.klamm.api..", "dev.klamm.protocol.."),
          "dev.klamm.storage.file..", List.of("dev.klamm.api.."),
          "dev.klamm.transport.tcp..", List.of("dev.klamm.api.."),
          "dev.klamm.tck..", List.of("dev.klamm.api.."),
          "dev.klamm.testkit..",
              List.of(
                  "dev.klamm.api..",
                  "dev.klamm.protocol..",
                  "dev.klamm.core..",
                  "dev.klamm.tck.."));

  /** The floors of core, lowest first: a floor uses only those before it. */
  private static final List<List<String>> CORE_FLOORS =
      List.of(
          List.of(
              "dev.klamm.core.runtime..", "dev.klamm.core.record..", "dev.klamm.core.metrics.."),
          List.of(
              "dev.klamm.core.transport..", "dev.klamm.core.storage..", "dev.klamm.core.engine.."),
          List.of("dev.klamm.core.log..", "dev.klamm.core.coordinator.."),
          List.of("dev.klamm.core.group..", "dev.klamm.core.txn..", "dev.klamm.core.clean.."),
          List.of("dev.klamm.core.broker.."),
          List.of("dev.klamm.core.embedded.."));

  /** The clients, beside the broker and not knowing it. */
  private static final String[] CLIENTS = {
    "dev.klamm.core.net..",
    "dev.klamm.core.producer..",
    "dev.klamm.core.consumer..",
    "dev.klamm.core.admin.."
  };

  @Test
  void modulesUseOnlyWhatIsBelowThem() {
    MODULES.forEach(
        (own, below) -> {
          List<String> allowed = new java.util.ArrayList<>(below);
          allowed.add(own);
          noClasses()
              .that()
              .resideInAPackage(own)
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage("dev.klamm..")
                      .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
              .allowEmptyShould(true)
              .check(CLASSES);
        });
  }

  @Test
  void apiUsesTheJdkAndItsAnnotationsOnly() {
    classes()
        .that()
        .resideInAPackage("dev.klamm.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.klamm.api..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void floorsOfCoreUseOnlyThoseBelow() {
    for (int floor = 0; floor < CORE_FLOORS.size(); floor++) {
      for (int above = floor + 1; above < CORE_FLOORS.size(); above++) {
        noClasses()
            .that()
            .resideInAnyPackage(CORE_FLOORS.get(floor).toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CORE_FLOORS.get(above).toArray(String[]::new))
            .allowEmptyShould(true)
            .check(CLASSES);
      }
    }
  }

  @Test
  void brokerAndClientsAreNeighbours() {
    noClasses()
        .that()
        .resideInAnyPackage(CLIENTS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.klamm.core.broker..",
            "dev.klamm.core.engine..",
            "dev.klamm.core.log..",
            "dev.klamm.core.clean..",
            "dev.klamm.core.group..",
            "dev.klamm.core.txn..")
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.klamm.core.broker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLIENTS)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.klamm.api.(**)",
        "dev.klamm.core.(**)",
        "dev.klamm.storage.(**)",
        "dev.klamm.transport.(**)",
        "dev.klamm.server.(**)"
      })
  void packagesFormNoCircles(String each) {
    slices().matching(each).should().beFreeOfCycles().allowEmptyShould(true).check(CLASSES);
  }

  @Test
  void noPackageIsADumpingGround() {
    Set<String> names = new TreeSet<>();
    for (JavaPackage found : CLASSES.getPackage("dev.klamm").getSubpackagesInTree()) {
      names.add(found.getRelativeName());
    }
    assertThat(names)
        .isNotEmpty()
        .doesNotContain("util", "utils", "common", "impl", "helper", "helpers", "manager", "misc");
  }

  @Test
  void coreTakesTimeFromOutside() {
    noClasses()
        .that()
        .resideInAPackage("dev.klamm.core..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }
}
