package org.louver.report;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The public report cannot show what it cannot see. */
@AnalyzeClasses(packages = "org.louver", importOptions = ImportOption.DoNotIncludeTests.class)
class ReportRulesTest {
    @ArchTest
    static final ArchRule publicReport_seesNoStageThatHoldsRawCounts = classes()
            .that()
            .resideInAPackage("org.louver.report..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "org.louver.report..",
                    "org.louver.utility..",
                    "org.louver.config..",
                    "org.louver.refusal..",
                    "java..",
                    "org.jspecify..",
                    "org.apache.commons.csv..",
                    "com.fasterxml.jackson.."));
}
