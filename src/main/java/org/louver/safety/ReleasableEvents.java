package org.louver.safety;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 *   <li>{@code record_level}, true if the policy lets the single record be published
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

    /** Column that says whether the single record may be published. */
    public static final String RECORD_LEVEL = "record_level";

    private final SortedMap<String, Dataset<Row>> tables;
    private final SortedMap<String, Dataset<Row>> annotated;
    private final SafetyPlan plan;

    ReleasableEvents(Map<String, Dataset<Row>> tables, Map<String, Dataset<Row>> annotated, SafetyPlan plan) {
        this.tables = new TreeMap<>(tables);
        this.annotated = new TreeMap<>(annotated);
        this.plan = plan;
    }

    /** The column that counts units by an identifier. */
    public static String unit(String identifier) {
        return UNIT + identifier;
    }

    /** Names of the sources. */
    public SortedSet<String> sources() {
        return new TreeSet<>(tables.keySet());
    }

    /** The records of a source as tables may count them. */
    public Dataset<Row> forTables(String source) {
        return required(tables, source);
    }

    /** The records of a source that may be published one by one, without those that belong to its companion. */
    public Dataset<Row> forRecords(String source) {
        return plan.records(source, required(annotated, source), false);
    }

    /** The records of a source that may be published in a companion dataset only. */
    public Dataset<Row> companion(String source) {
        return plan.records(source, required(annotated, source), true);
    }

    /** Records by class, reason and whether they are left out: aggregates for the review packet, internal. */
    public Dataset<Row> findings(String source) {
        return plan.findings(required(annotated, source));
    }

    private static Dataset<Row> required(SortedMap<String, Dataset<Row>> datasets, String source) {
        Dataset<Row> records = datasets.get(source);
        if (records == null) {
            throw new IllegalArgumentException("no source " + source);
        }
        return records;
    }
}
