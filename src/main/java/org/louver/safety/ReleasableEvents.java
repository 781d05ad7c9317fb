package org.louver.safety;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records after the policy: what later stages may see. Only {@link Safety} makes one.
 *
 * <p>Every dataset holds published fields alone, each at the precision the policy allows, and these columns of the house:
 * <ul>
 *   <li>{@code unit_<field>}, text: identifiers for counting distinct records, persons and incidents; never to be published
 *   <li>{@code link_<name>}, text: the status of each link
 *   <li>{@code sensitive_classes}, array of text: the classes that hold for the record or for one linked to it
 *   <li>{@code sensitive_reasons}, array of text: {@code class:signal}, with {@code (linked)} where another record shows it
 *   <li>{@code record_level}, text: {@code single} if tables of single records may count it, {@code companion} if those of its class may,
 *       {@code tables only} if neither; counted records carry it only where a table asks for it
 * </ul>
 * Dates stay dates, cut to the first day of their period; ages stay numbers, cut to the first year of their band. Records that the
 * policy withholds entirely, and records that a victim asked to be withheld, are not there.
 */
public final class ReleasableEvents {
    /** Prefix of identifier columns that count units. */
    public static final String UNIT = "unit_";

    /** Column of class names. */
    public static final String CLASSES = "sensitive_classes";

    /** Column of reasons. */
    public static final String REASONS = "sensitive_reasons";

    /** Column that says which tables of single records may count a record. */
    public static final String RECORD_LEVEL = "record_level";

    private final SortedMap<String, Dataset<Row>> counted;
    private final Supplier<Map<String, Dataset<Row>>> annotation;
    private final SafetyPlan plan;
    private final Optional<OptOuts> optOuts;
    private SortedMap<String, Dataset<Row>> annotated = new TreeMap<>();

    /** @param annotation finds out everything about every record; asked once, and only if anybody wants to know */
    ReleasableEvents(
            Map<String, Dataset<Row>> counted,
            Supplier<Map<String, Dataset<Row>>> annotation,
            SafetyPlan plan,
            Optional<OptOuts> optOuts) {
        this.counted = new TreeMap<>(counted);
        this.annotation = annotation;
        this.plan = plan;
        this.optOuts = optOuts;
    }

    private synchronized SortedMap<String, Dataset<Row>> annotated() {
        if (annotated.isEmpty()) {
            annotated = new TreeMap<>(annotation.get());
        }
        return annotated;
    }

    /** The column that counts units by an identifier. */
    public static String unit(String identifier) {
        return UNIT + identifier;
    }

    /**
     * What is doubtful about the opt-out list, to be asked when the records were counted: entries that name none of them. A line without a value
     * of the list.
     */
    public Optional<String> doubts() {
        return optOuts.map(OptOuts::unmatched)
                .filter(places -> !places.isEmpty())
                .map(places -> {
                    String first =
                            places.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "));
                    return "the opt-out list has " + places.size() + " of "
                            + optOuts.orElseThrow().entries().size()
                            + " entries that name no record that is counted or linked to one: entry " + first
                            + (places.size() > 10 ? ", …" : "") + "; correct them, nothing was withheld for them";
                });
    }

    /** Names of the sources. */
    public SortedSet<String> sources() {
        return new TreeSet<>(counted.keySet());
    }

    /** The records of a source as tables may count them: published fields, statuses of links, and identifiers that count units. */
    public Dataset<Row> counted(String source) {
        return required(counted, source);
    }

    /** The same records with what was found of each. */
    public Dataset<Row> forTables(String source) {
        return plan.tables(source, required(annotated(), source));
    }

    /** How many records of each class and source there are, how they were found and what becomes of them; internal, one job. */
    public List<ClassTotals> classTotals() {
        return annotated().entrySet().stream()
                .map(source -> plan.fates(source.getKey(), source.getValue()))
                .reduce(Dataset::unionByName)
                .map(fates -> ClassTotals.of(plan.policy(), fates))
                .orElse(List.of());
    }

    /** What the policy makes of made-up records; for the review packet, which may not show a real one. */
    public List<SyntheticExample> examples() {
        return SyntheticExample.of(plan, annotated());
    }

    /** Records that look like sensitive ones but were not found; internal. */
    public MissReport misses() {
        return MissReport.of(plan, annotated());
    }

    private static Dataset<Row> required(SortedMap<String, Dataset<Row>> datasets, String source) {
        Dataset<Row> records = datasets.get(source);
        if (records == null) {
            throw new IllegalArgumentException("no source " + source);
        }
        return records;
    }
}
