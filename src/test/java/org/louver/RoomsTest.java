package org.louver;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;

/** The walls between the rooms. A rule that turns red is a design question, not a test to relax. */
@AnalyzeClasses(packages = "org.louver", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    private static final String[] PURE = {
        "org.louver.table..",
        "org.louver.sensitivity..",
        "org.louver.suppression..",
        "org.louver.pooling..",
        "org.louver.perturbation..",
        "org.louver.risk..",
        "org.louver.attack..",
        "org.louver.utility.."
    };

    @ArchTest
    static final ArchRule pureRooms_seeOnlyTableTheJdkAndTheSolver = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE)
                    .or(resideInAnyPackage(
                            "java.lang..", "java.math..", "java.util..", "org.jspecify..", "com.google.ortools.."))
                    // A mark without methods: values may travel to tasks.
                    .or(equivalentTo(Serializable.class)));

    @ArchTest
    static final ArchRule table_seesOnlyTheJdk = noClasses()
            .that()
            .resideInAPackage("org.louver.table..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.louver.sensitivity..",
                    "org.louver.suppression..",
                    "org.louver.attack..",
                    "org.louver.pooling..",
                    "org.louver.utility..",
                    "com.google.ortools.."));

    @ArchTest
    static final ArchRule suppressionAndAttack_shareNothing = noClasses()
            .that()
            .resideInAPackage("org.louver.suppression..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.louver.attack..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule attackAndSuppression_shareNothing = noClasses()
            .that()
            .resideInAPackage("org.louver.attack..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.louver.suppression..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule certificateChecker_seesNeitherSolverNorAttack = noClasses()
            .that()
            .resideInAPackage("org.louver.attack.certificate")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.louver.attack", "com.google.ortools.."));

    @ArchTest
    static final ArchRule evidence_seesNeitherSolversNorTheirUsers = noClasses()
            .that()
            .resideInAPackage("org.louver.evidence")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.louver.attack", "org.louver.suppression..", "com.google.ortools.."));

    /** In the order in which the main job walks them. */
    private static final String[] STAGES = {
        "source", "linkage", "safety", "tabulation", "assessment", "protection", "audit", "publication"
    };

    /** What a stage hands to those behind it, and the words of the configuration they have in common. */
    private static final Set<String> HANDED_ON = Set.of(
            "SourceTables",
            "SourceTable",
            "LinkedEvents",
            "ReleasableEvents",
            "TabulatedUnit",
            "Contributions",
            "ProtectedUnit",
            "AuditedRelease",
            "PublicTable",
            "TabulationPlan",
            "TableConfig",
            "VariableSource",
            "Combinations");

    @ArchTest
    static void stages_seeOnlyWhatEarlierStagesHandOn(JavaClasses classes) {
        for (int stage = 0; stage < STAGES.length; stage++) {
            for (int other = 0; other < STAGES.length; other++) {
                if (stage != other) {
                    boolean earlier = other < stage;
                    noClasses()
                            .that()
                            .resideInAPackage("org.louver." + STAGES[stage] + "..")
                            .should()
                            .dependOnClassesThat(resideInAPackage("org.louver." + STAGES[other] + "..")
                                    .and(describe(
                                            "are not handed on",
                                            seen -> !earlier || !HANDED_ON.contains(outermost(seen)))))
                            .check(classes);
                }
            }
        }
    }

    private static String outermost(JavaClass seen) {
        return seen.getEnclosingClass().map(RoomsTest::outermost).orElseGet(seen::getSimpleName);
    }

    @ArchTest
    static final ArchRule order_isKnownToThePipelineAlone = noClasses()
            .that()
            .resideOutsideOfPackages("org.louver.pipeline..", "org.louver.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.louver.pipeline..");

    @ArchTest
    static final ArchRule report_seesNoStage = noClasses()
            .that()
            .resideInAPackage("org.louver.report..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(Arrays.stream(STAGES)
                    .map(stage -> "org.louver." + stage + "..")
                    .toArray(String[]::new)));

    @ArchTest
    static final ArchRule rooms_haveNoCycles =
            slices().matching("org.louver.(*)..").should().beFreeOfCycles();
}
