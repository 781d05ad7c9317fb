package org.louver.safety;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.config.LinkConfig;
import org.louver.config.ReleaseConfig;
import org.louver.config.SourceConfig;
import org.louver.refusal.Refusal;

/** The safety stage: finds what could lead to a victim, follows the links, and lets pass what the policy allows. */
public final class Safety {
    private final SparkSession spark;
    private final ReleaseConfig release;
    private final SafetySettings settings;
    private final Map<String, String> environment;

    /** @param environment where the pseudonym key may stand; {@link System#getenv()} outside tests */
    public Safety(SparkSession spark, ReleaseConfig release, SafetySettings settings, Map<String, String> environment) {
        this.spark = spark;
        this.release = release;
        this.settings = settings;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Applies the policy.
     *
     * @param sources source → records with canonical fields, the year, and what links brought
     */
    public ReleasableEvents apply(Map<String, Dataset<Row>> sources) {
        Optional<PublishedAreas> areas = settings.areas().map(path -> PublishedAreas.read(spark, path));
        SafetyPlan plan = new SafetyPlan(release, settings, pseudonymKey(), areas);
        Map<String, Dataset<Row>> closed = annotated(sources);
        Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
        closed.forEach((source, records) -> tables.put(source, plan.tables(source, records)));
        return new ReleasableEvents(tables, closed, plan);
    }

    /** The records with their own findings and those of linked records, as masks; before anything is dropped. */
    Map<String, Dataset<Row>> annotated(Map<String, Dataset<Row>> sources) {
        Optional<OptOuts> optOuts = settings.optOuts().map(path -> OptOuts.read(spark, path, release));
        Map<String, Dataset<Row>> own = new LinkedHashMap<>();
        sources.forEach((source, records) -> {
            Set<String> columns = new TreeSet<>(Arrays.asList(records.columns()));
            Dataset<Row> found =
                    records.withColumn(SafetyPlan.OWN, SensitivityColumns.mask(settings.policy(), source, columns));
            own.put(source, optOuts.map(list -> list.mark(found)).orElse(found));
        });
        // A beat or an agency is no event: what happened there is not linked by it.
        List<LinkConfig> links = release.links().stream()
                .filter(link -> !isReference(link.to()) && !isReference(link.from()))
                .toList();
        return new SensitivityClosure(links, settings.relations()).close(own, SafetyPlan.OWN, SafetyPlan.LINKED);
    }

    private boolean isReference(String source) {
        SourceConfig config = release.sources().get(source);
        return config != null && config.year() instanceof SourceConfig.YearOf.None;
    }

    private Optional<PseudonymKey> pseudonymKey() {
        Policy policy = settings.policy();
        boolean needed = release.sources().entrySet().stream()
                .anyMatch(source -> source.getValue().fields().keySet().stream()
                        .anyMatch(field -> policy.action(source.getKey(), field) instanceof FieldAction.Pseudonym));
        if (!needed) {
            return Optional.empty();
        }
        Optional<PseudonymKey> key = PseudonymKey.find(environment, settings.pseudonymKeyFile());
        if (key.isEmpty()) {
            throw Refusal.configuration(
                    "the policy replaces identifiers by pseudonyms, but there is no key for them",
                    "set " + PseudonymKey.VARIABLE + " or safety.pseudonym-key-file (openssl rand -hex 32)");
        }
        return key;
    }

    /**
     * The fields that tables may use after the policy, with the year and the status of each link.
     *
     * @return source → fields
     */
    public static Map<String, Set<String>> releasableFields(ReleaseConfig release, Policy policy) {
        Map<String, Set<String>> fields = new TreeMap<>();
        for (String source : release.sources().keySet()) {
            Set<String> passing = new TreeSet<>();
            available(release, source).stream()
                    .filter(field -> !(policy.action(source, field) instanceof FieldAction.Drop))
                    .forEach(passing::add);
            release.links().stream()
                    .filter(link -> link.from().equals(source))
                    .forEach(link -> passing.add("link_" + link.name()));
            passing.add("year");
            fields.put(source, passing);
        }
        return fields;
    }

    /** The fields that a source really has: declared in its contract with a column in some year, or brought by a link. */
    static Set<String> available(ReleaseConfig release, String source) {
        Set<String> available = new TreeSet<>();
        SourceConfig config = release.sources().get(source);
        if (config != null) {
            config.layouts()
                    .values()
                    .forEach(layout -> layout.values().stream()
                            .filter(field -> field.column().isPresent())
                            .forEach(field -> available.add(field.name())));
        }
        release.links().stream()
                .filter(link -> link.from().equals(source))
                .forEach(link -> available.addAll(link.bring().keySet()));
        return available;
    }

    /** Records that victims asked to be withheld: never announced, gone before anything is counted. */
    private record OptOuts(Dataset<Row> list) {
        static OptOuts read(SparkSession spark, String path, ReleaseConfig release) {
            Dataset<Row> list;
            try {
                list = spark.read().option("header", "true").csv(path);
            } catch (Exception unreadable) {
                throw Refusal.configuration("the opt-out list cannot be read", "check safety.opt-outs");
            }
            for (String column : list.columns()) {
                boolean known = release.sources().values().stream()
                        .anyMatch(source -> source.fields().containsKey(column));
                if (!known) {
                    throw Refusal.configuration(
                            "the opt-out list has the column " + column + ", which is a field of no source",
                            "name its columns like the fields that identify the records");
                }
            }
            return new OptOuts(list);
        }

        Dataset<Row> mark(Dataset<Row> records) {
            Dataset<Row> marked = records;
            for (String field : list.columns()) {
                if (!Arrays.asList(records.columns()).contains(field)) {
                    continue;
                }
                String wanted = "louver_opted_out_" + field;
                Dataset<Row> values = list.select(col(field).as(wanted))
                        .filter(col(wanted).isNotNull())
                        .distinct();
                Dataset<Row> left = marked;
                Column bit =
                        when(col(wanted).isNotNull(), lit(SafetyPlan.OPTED_OUT)).otherwise(lit(0L));
                marked = left.join(
                                broadcast(values),
                                left.col(field).cast("string").equalTo(values.col(wanted)),
                                "left")
                        .withColumn(
                                SafetyPlan.OWN,
                                coalesce(col(SafetyPlan.OWN), lit(0L)).bitwiseOR(bit))
                        .drop(wanted);
            }
            return marked;
        }
    }
}
