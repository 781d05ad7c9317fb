package org.louver.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.louver.refusal.Refusal;
import org.louver.risk.ClassSizes;
import org.louver.risk.Mosaic;
import org.louver.risk.ValueTree;

/**
 * Assesses one table of records: every measure that the settings ask for, from one count of the classes.
 *
 * <p>People are counted where {@link RiskSettings#person()} names them: the records are first reduced to distinct pairs of keys and
 * person. A row without a person counts with all others without one in its class as one person, the careful side.
 */
public final class RiskAssessment {
    private static final int WORST_JOINS = 20;
    private static final int EXPLORED_ROWS = 200;

    private RiskAssessment() {}

    /**
     * Assesses.
     *
     * @param variables of the release, whose levels may be keys
     * @throws Refusal exit 2 or 3 where the settings do not fit the records
     */
    public static RiskReport assess(Dataset<Row> fields, RecordVariables variables, RiskSettings settings) {
        Dataset<Row> records = variables.beside(fields);
        SparkSession spark = records.sparkSession();
        RiskReport report = new RiskReport();
        ownCategories(settings).ifPresent(report::warning);
        try (ClassTable classes = count(records, settings)) {
            ClassMeasures.add(report, spark, classes, settings);
            if (settings.specialUniqueKeys() > 0) {
                specialUniques(report, classes, settings);
            }
        }
        for (String sensitive : settings.sensitive().columns()) {
            settings.about("sensitive", () -> sensitive(report, records, settings, sensitive));
        }
        settings.population().ifPresent(declared -> {
            PopulationTable table = PopulationTable.read(spark, declared);
            List<String> columns = PopulationMatch.matched(records, declared);
            PopulationMeasures.add(report, spark, people(records, settings, columns), table, settings);
        });
        settings.places()
                .ifPresent(places -> settings.about("places", () -> places(report, spark, records, settings, places)));
        if (settings.tables().size() > 1) {
            settings.about("tables", () -> mosaic(report, spark, records, settings));
        }
        return report;
    }

    /** The line that says which measures count a missing value as a category although it may be any value. */
    private static Optional<String> ownCategories(RiskSettings settings) {
        List<String> asked = new ArrayList<>();
        if (settings.specialUniqueKeys() > 0) {
            asked.add("special uniques");
        }
        if (!settings.sensitive().columns().isEmpty()) {
            asked.add("sensitive values");
        }
        if (settings.places().isPresent()) {
            asked.add("places");
        }
        if (settings.tables().size() > 1) {
            asked.add("the mosaic of tables");
        }
        return settings.missing() == RiskSettings.Missing.OWN || asked.isEmpty()
                ? Optional.empty()
                : Optional.of(settings.section().place("missing") + ": " + String.join(", ", asked)
                        + " count a missing value as a category of its own; the other measures as any value");
    }

    /** The classes over the keys, of people where they are told apart. */
    static ClassTable count(Dataset<Row> records, RiskSettings settings) {
        requirePerson(records, settings);
        return settings.about(
                "keys", () -> ClassTable.count(people(records, settings, settings.keys()), settings.keys()));
    }

    private static void requirePerson(Dataset<Row> records, RiskSettings settings) {
        settings.person()
                .filter(person -> !Arrays.asList(records.columns()).contains(person))
                .ifPresent(person -> {
                    throw settings.section()
                            .refusal(
                                    "person",
                                    "names " + person + ", which is not a column of the records",
                                    "choose among " + String.join(", ", records.columns()));
                });
    }

    /** Ranks sets of keys and levels by risk and by what they would cost in withheld cells. */
    public static RiskReport explore(Dataset<Row> fields, RecordVariables variables, RiskSettings declared) {
        RiskSettings settings = declared.with(variables.coarser(fields, declared.keys(), declared.levels()));
        Dataset<Row> records = variables.beside(fields);
        List<String> columns = new ArrayList<>(settings.keys());
        settings.levels().values().forEach(columns::addAll);
        requirePerson(records, settings);
        List<Exploration.Candidate> candidates =
                settings.about("keys", () -> Exploration.rank(people(records, settings, columns), settings));
        RiskReport report = new RiskReport();
        if (settings.missing() == RiskSettings.Missing.WILDCARD) {
            report.warning(settings.section().place("missing")
                    + ": --explore counts a missing value as a category of its own, as tables do, not as any value");
        }
        for (Exploration.Candidate one : candidates.subList(0, Math.min(EXPLORED_ROWS, candidates.size()))) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("cells", one.cells());
            value.put("small cells", one.smallCells());
            one.withheld().ifPresent(cells -> value.put("withheld cells", cells));
            value.put("records in small cells", one.smallRecords());
            value.put("uniques", one.uniques());
            report.add(
                    "Candidate tables",
                    String.join(" × ", one.columns()),
                    value,
                    one.efficient() ? "no other set gives as much detail at less cost" : "");
        }
        return report.picture(ExplorationPicture.svg(candidates))
                .add("Summary", "table", Exploration.table(candidates, 40), "efficient sets first");
    }

    /** The records reduced to these columns, distinct by person where people are told apart. */
    static Dataset<Row> people(Dataset<Row> records, RiskSettings settings, List<String> columns) {
        if (settings.person().isEmpty()) {
            return records;
        }
        String person = settings.person().get();
        KeyColumn.of(records, columns.stream().distinct().toList());
        List<Column> selected = new ArrayList<>();
        columns.stream().distinct().forEach(column -> selected.add(functions.col("`" + column + "`")));
        selected.add(functions.col("`" + person + "`").as("__person"));
        return records.select(selected.toArray(Column[]::new)).distinct();
    }

    private static void specialUniques(RiskReport report, ClassTable classes, RiskSettings settings) {
        SpecialUniques uniques = SpecialUniques.find(classes, settings.specialUniqueKeys());
        for (int size = 1;
                size <= Math.min(settings.specialUniqueKeys(), settings.keys().size());
                size++) {
            report.add(
                    "Special uniques",
                    "minimal sample uniques of " + size,
                    uniques.minimalUniques(size),
                    "unique on " + size + " keys and on no fewer of them");
        }
        double[] shares = uniques.contributionShares();
        for (int key = 0; key < shares.length; key++) {
            report.add(
                    "Special uniques",
                    "contribution of " + uniques.keys().get(key),
                    shares[key],
                    "share of the score that involves the key");
        }
        TreeMap<String, Object> spread = new TreeMap<>();
        uniques.spread(classes, settings.fraction())
                .forEach((score, probability) -> spread.put(
                        String.valueOf(score), List.of(uniques.scoreHistogram().getOrDefault(score, 0L), probability)));
        report.add("Special uniques", "scores", spread, "SUDA score: records with it, DIS-SUDA score");
    }

    private static RiskReport sensitive(
            RiskReport report, Dataset<Row> records, RiskSettings settings, String sensitive) {
        List<String> keys = sensitiveLast(settings, sensitive);
        if (keys.size() == 1) {
            return report;
        }
        List<String> levels = settings.sensitive().levels().getOrDefault(sensitive, List.of());
        SensitiveValues.Demand demand = demand(records, settings, sensitive);
        try (ClassTable classes = ClassTable.ofColumns(people(records, settings, keys), keys)) {
            SensitiveValues values = SensitiveValues.of(classes, demand);
            String group = "Sensitive: " + sensitive;
            report.add(group, "distinct diversity", values.least().distinct(), "fewest different values in a class")
                    .add(group, "entropy diversity", values.least().entropy(), "least exp(entropy) of a class")
                    .add(group, "records disclosed", values.disclosed(), "in classes where all share one value")
                    .add(group, "t-closeness, equal", values.equal(), "largest distance of a class from all records")
                    .add(group, "t-closeness, ordered", values.ordered(), "values in sorted order")
                    .add(
                            group,
                            "records without recursive diversity",
                            values.notRecursive(),
                            "in classes that are not (" + settings.sensitive().c() + ", "
                                    + settings.sensitive().l() + ")-diverse");
            values.hierarchical()
                    .ifPresent(distance -> report.add(
                            group,
                            "t-closeness, hierarchical",
                            distance,
                            "values within " + String.join(" within ", levels)));
            return report;
        }
    }

    /** The keys, and the sensitive variable last; it alone if there is no other key. */
    static List<String> sensitiveLast(RiskSettings settings, String sensitive) {
        List<String> keys = new ArrayList<>(settings.keys());
        keys.remove(sensitive);
        keys.add(sensitive);
        return keys;
    }

    /** What the settings ask of a sensitive variable. */
    static SensitiveValues.Demand demand(Dataset<Row> records, RiskSettings settings, String sensitive) {
        List<String> levels = settings.sensitive().levels().getOrDefault(sensitive, List.of());
        return new SensitiveValues.Demand(
                settings.sensitive().c(), settings.sensitive().l(), tree(records, sensitive, levels));
    }

    private static Optional<ValueTree> tree(Dataset<Row> records, String sensitive, List<String> levels) {
        if (levels.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>(List.of(sensitive));
        columns.addAll(levels);
        try (ClassTable classes = ClassTable.ofColumns(records, columns)) {
            return Optional.of(SensitiveValues.tree(classes));
        }
    }

    private static RiskReport places(
            RiskReport report,
            SparkSession spark,
            Dataset<Row> records,
            RiskSettings settings,
            RiskSettings.Places places) {
        List<String> columns = new ArrayList<>(places.levels());
        columns.addAll(places.traits());
        for (SmallPlaces.Level level : SmallPlaces.of(spark, people(records, settings, columns), places)) {
            String group = "Place: " + level.level();
            report.add(
                            group,
                            "unique in place",
                            level.sizes().uniques(),
                            "share a place with nobody like them: " + String.join(", ", places.traits()))
                    .add(
                            group,
                            "records in small classes",
                            level.sizes().recordsBelow(settings.threshold()),
                            "fewer than " + settings.threshold() + " like them in the place")
                    .add(
                            group,
                            "how many share",
                            sharing(level.sizes(), settings.threshold()),
                            "people like them in the place, themselves included: records");
            for (SmallPlaces.Outliers outliers : level.outliers()) {
                report.add(
                        group,
                        "local outliers by " + outliers.trait(),
                        outliers.pairs(),
                        "values that at most two have here, in " + outliers.places() + " places: " + outliers.rare()
                                + " rare everywhere, the others common elsewhere");
                if (outliers.pairs() > 0) {
                    report.add(
                            group,
                            "first local outliers by " + outliers.trait(),
                            outliers.first(),
                            "place: value, fewest first");
                }
            }
        }
        return report;
    }

    /** Records by the size of their class up to the threshold, and above it. */
    private static Map<String, Long> sharing(ClassSizes sizes, long threshold) {
        Map<String, Long> sharing = new LinkedHashMap<>();
        for (int i = 0; i < sizes.distinctSizes() && sizes.size(i) < threshold; i++) {
            sharing.put(String.valueOf(sizes.size(i)), sizes.size(i) * sizes.classes(i));
        }
        sharing.put(threshold + " or more", sizes.records() - sizes.recordsBelow(threshold));
        return sharing;
    }

    private static RiskReport mosaic(
            RiskReport report, SparkSession spark, Dataset<Row> records, RiskSettings settings) {
        for (TableMosaic.Pair pair :
                TableMosaic.of(spark, records, settings.tables(), settings.threshold(), WORST_JOINS)) {
            String group = "Mosaic: " + String.join(" × ", pair.first()) + " with " + String.join(" × ", pair.second());
            joins(report, group, "", pair.findings());
        }
        return report;
    }

    static void joins(RiskReport report, String group, String prefix, Mosaic.Findings findings) {
        report.add(
                        group,
                        prefix + "joined cells",
                        findings.joins(),
                        "pairs of cells that surely have records in common")
                .add(group, prefix + "known exactly", findings.exact(), "their common count can be worked out")
                .add(group, prefix + "small", findings.small(), "of these, fewer than the threshold")
                .add(group, prefix + "identifying", findings.identifying(), "of these, a single record")
                .add(
                        group,
                        prefix + "worst",
                        findings.worst().stream()
                                .map(join -> join.shared() + " " + join.ownOfFirst() + " " + join.ownOfSecond() + ": "
                                        + join.certain() + (join.exact() ? "" : " to " + join.most()))
                                .toList(),
                        "shared values, values of the first, values of the second: records in common");
    }
}
