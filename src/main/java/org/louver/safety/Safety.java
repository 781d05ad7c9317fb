package org.louver.safety;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

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
    private static final String WANTED = "louver_opted_out_";

    /** Every finding. */
    private static final long ALL = Long.MAX_VALUE;

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
        Optional<FieldColumns.Snap> snap = settings.snapPoints()
                .map(table -> new FieldColumns.Snap(
                        PublishedAreas.snapPoints(
                                spark, table.file(), settings.policy().areaFloor()),
                        table.boundary()));
        SafetyPlan plan = new SafetyPlan(release, settings, pseudonymKey(), areas, snap);
        Optional<OptOuts> optOuts = settings.optOuts().map(path -> OptOuts.read(spark, path, release));
        Map<String, Dataset<Row>> counted = new LinkedHashMap<>();
        // Tables need to know of a class only what changes them; whole findings are for single records and for the
        // review.
        annotated(sources, optOuts, plan.bitsThatTablesNeed())
                .forEach((source, records) -> counted.put(source, plan.counted(source, records)));
        return new ReleasableEvents(counted, () -> annotated(sources, optOuts, ALL), plan);
    }

    /** The records with their own findings and those of linked records, as masks; before anything is dropped. */
    private Map<String, Dataset<Row>> annotated(
            Map<String, Dataset<Row>> sources, Optional<OptOuts> optOuts, long wanted) {
        Map<String, Dataset<Row>> own = new LinkedHashMap<>();
        sources.forEach((source, records) -> {
            Dataset<Row> found =
                    SensitivityColumns.withMask(settings.policy(), source, records, SafetyPlan.OWN, wanted);
            own.put(source, optOuts.map(list -> list.mark(found)).orElse(found));
        });
        if (wanted == 0 && optOuts.isEmpty()) {
            own.replaceAll((source, records) -> records.withColumn(SafetyPlan.LINKED, lit(0L)));
            return own;
        }
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
    private record OptOuts(Map<String, Dataset<Row>> values) {
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
            Map<String, Dataset<Row>> values = new TreeMap<>();
            for (String field : list.columns()) {
                String wanted = WANTED + field;
                // Joined to several sources: read once.
                values.put(
                        field,
                        list.select(col(field).as(wanted))
                                .filter(col(wanted).isNotNull())
                                .distinct()
                                .localCheckpoint());
            }
            return new OptOuts(values);
        }

        Dataset<Row> mark(Dataset<Row> records) {
            Dataset<Row> marked = records;
            List<String> own = List.of(records.columns());
            for (Map.Entry<String, Dataset<Row>> list : values.entrySet()) {
                if (own.contains(list.getKey())) {
                    String wanted = WANTED + list.getKey();
                    Column same = marked.col(list.getKey()).cast("string").equalTo(col(wanted));
                    Column bit = when(col(wanted).isNotNull(), lit(SafetyPlan.OPTED_OUT))
                            .otherwise(lit(0L));
                    marked = marked.join(broadcast(list.getValue()), same, "left")
                            .withColumn(SafetyPlan.OWN, col(SafetyPlan.OWN).bitwiseOR(bit))
                            .drop(wanted);
                }
            }
            return marked;
        }
    }
}
