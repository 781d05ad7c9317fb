package org.louver.assessment;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import org.louver.risk.ClassSizes;
import org.louver.risk.CompatibleRecords;
import org.louver.risk.DataIntrusion;
import org.louver.risk.ExpectedReidentifications;
import org.louver.risk.IndividualRisk;
import org.louver.risk.PopulationUniqueness;
import org.louver.risk.ReidentificationRisk;

/** What the sizes of the classes over the keys say of all records: to a prosecutor, and of the sample that they may be. */
final class ClassMeasures {
    private ClassMeasures() {}

    /** Adds the groups Records, Classes, Prosecutor and Sample. */
    static void add(RiskReport report, SparkSession spark, ClassTable classes, RiskSettings settings) {
        records(report, classes, settings);
        if (settings.missing() == RiskSettings.Missing.WILDCARD) {
            compatible(report, WildcardClasses.compatible(spark, classes), settings);
        } else {
            classSizes(report, classes.sizes(), settings);
        }
        populationUniques(report, classes.sizes(), settings);
    }

    private static void records(RiskReport report, ClassTable classes, RiskSettings settings) {
        String unit = settings.person().isPresent() ? "people (distinct persons per class)" : "records";
        report.add("Records", "assessed", classes.dictionary().records(), unit)
                .add("Records", "keys", settings.keys(), "what a reader may know of a person");
        for (int key = 0; key < settings.keys().size(); key++) {
            if (classes.dictionary().missing(key) > 0) {
                report.add(
                        "Records",
                        "missing " + settings.keys().get(key),
                        classes.dictionary().missing(key),
                        "no value, treated as " + settings.missing().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void classSizes(RiskReport report, ClassSizes sizes, RiskSettings settings) {
        report.add("Classes", "classes", sizes.classes(), "different combinations of the keys")
                .add("Classes", "sample uniques", sizes.uniques(), "records alone in their class")
                .add("Classes", "records in pairs", 2 * sizes.classesOfSize(2), "each of the two finds the other")
                .add("Classes", "k-anonymity", sizes.anonymity(), "size of the smallest class");
        small(report, sizes.recordsBelow(settings.threshold()), "classes of fewer than " + settings.threshold());
        prosecutor(
                report,
                settings,
                ReidentificationRisk.prosecutor(sizes, settings.riskThreshold()),
                "classes / records",
                ExpectedReidentifications.prosecutor(sizes),
                "correct matches of a random matching within classes, with its 95 % interval");
        sample(
                report,
                settings,
                IndividualRisk.expected(sizes, settings.fraction()),
                DataIntrusion.correctGivenUnique(sizes, settings.fraction()));
    }

    /** The measures of {@link #classSizes} where a missing value may be any value: records have sizes, but there are no classes. */
    private static void compatible(RiskReport report, CompatibleRecords sizes, RiskSettings settings) {
        report.add("Classes", "sample uniques", sizes.uniques(), "records compatible with no other")
                .add("Classes", "records in pairs", sizes.recordsOfSize(2), "compatible with one other")
                .add(
                        "Classes",
                        "k-anonymity",
                        sizes.anonymity(),
                        "fewest records compatible with one, itself included");
        small(report, sizes.recordsBelow(settings.threshold()), "compatible with fewer than " + settings.threshold());
        prosecutor(
                report,
                settings,
                sizes.prosecutor(settings.riskThreshold()),
                "mean of one over the compatible records",
                ExpectedReidentifications.prosecutor(sizes),
                "correct matches if one of the compatible records is picked for each, with the 95 % interval");
        sample(
                report,
                settings,
                sizes.individual(settings.fraction()),
                DataIntrusion.correctGivenUnique(sizes, settings.fraction()));
    }

    private static void small(RiskReport report, long records, String meaning) {
        report.add("Classes", "records in small classes", records, meaning);
    }

    private static void prosecutor(
            RiskReport report,
            RiskSettings settings,
            ReidentificationRisk risk,
            String average,
            ExpectedReidentifications expected,
            String matches) {
        report.add("Prosecutor", "highest risk", risk.highest(), "somebody who knows the person is among the records")
                .add("Prosecutor", "average risk", risk.average(), average)
                .add(
                        "Prosecutor",
                        "records at risk",
                        risk.shareAboveThreshold(),
                        "share with a probability above " + settings.riskThreshold())
                .add(
                        "Prosecutor",
                        "expected re-identifications",
                        List.of(expected.expected(), expected.lower(), expected.upper()),
                        matches);
    }

    private static void sample(RiskReport report, RiskSettings settings, double individual, double correctGivenUnique) {
        report.add("Sample", "sampling fraction", settings.fraction(), "share of the population among the records")
                .add(
                        "Sample",
                        "Benedetti–Franconi",
                        individual,
                        "expected re-identifications when class populations are estimated from the fraction")
                .add(
                        "Sample",
                        "data intrusion simulation",
                        correctGivenUnique,
                        "probability that a unique match is correct");
    }

    /** Estimates from the classes: where a missing value may be any value they are still those of missing as a value. */
    private static void populationUniques(RiskReport report, ClassSizes sizes, RiskSettings settings) {
        double fraction = settings.fraction();
        if (fraction < 1) {
            PopulationUniqueness.Estimate rule = PopulationUniqueness.dankar(sizes, fraction);
            report.add(
                    "Sample",
                    "population uniques, Zayatz",
                    PopulationUniqueness.zayatz(sizes, fraction),
                    "share of the population");
            estimate(report, "Pitman", PopulationUniqueness.pitman(sizes, fraction));
            estimate(report, "slide negative binomial", PopulationUniqueness.slideNegativeBinomial(sizes, fraction));
            report.add("Sample", "population uniques, Dankar's rule", rule.share(), "from " + rule.model());
        }
    }

    private static void estimate(RiskReport report, String model, OptionalDouble share) {
        report.add(
                "Sample",
                "population uniques, " + model,
                share.isPresent() ? share.getAsDouble() : "no solution",
                "share of the population");
    }
}
