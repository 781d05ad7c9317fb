package org.louver.safety;

import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.config.LinkConfig;
import org.louver.config.ReleaseConfig;
import org.louver.config.SourceConfig;

/** The safety stage: finds what could lead to a victim, follows the links, and lets pass what the policy allows. */
public final class Safety {
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
        Optional<PublishedAreas> areas = settings.areas().map(file -> PublishedAreas.read(spark, file));
        Optional<FieldColumns.Snap> snap = settings.snapPoints()
                .map(table -> new FieldColumns.Snap(
                        PublishedAreas.snapPoints(
                                spark, table.file(), settings.policy().areaFloor()),
                        table.boundary()));
        SafetyPlan plan = new SafetyPlan(release, settings, pseudonymKey(), areas, snap);
        Optional<OptOuts> optOuts = settings.optOuts().map(file -> OptOuts.read(spark, file, release));
        Map<String, Dataset<Row>> counted = new LinkedHashMap<>();
        // Tables need to know of a class only what changes them; whole findings are for single records and for the
        // review.
        annotated(sources, optOuts, plan.bitsThatTablesNeed())
                .forEach((source, records) -> counted.put(source, plan.counted(source, records)));
        return new ReleasableEvents(counted, () -> annotated(sources, optOuts, ALL), plan, optOuts);
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
        return new SensitivityClosure(spark, links, settings.relations()).close(own, SafetyPlan.OWN, SafetyPlan.LINKED);
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
            throw release.file()
                    .refusal(
                            "safety",
                            "names a policy that replaces identifiers by pseudonyms, but there is no key for them",
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
}
