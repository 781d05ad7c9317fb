package org.louver.safety;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many records of one source belong to one class, and what becomes of them. Internal: counts are exact.
 *
 * @param records by a sign of their own or over a link
 * @param linkedOnly those that show no sign of the class themselves
 * @param bySignal signal → records that show it themselves; a record can show several
 * @param leftOut records that not even tables count: too recent, open, opted out, or withheld by the class
 */
public record ClassTotals(
        String source, String sensitiveClass, long records, long linkedOnly, Map<String, Long> bySignal, long leftOut) {
    private static final String SOURCE = "source";
    private static final String WITHHELD = "withheld";
    private static final String RECORDS = "records";

    public ClassTotals {
        bySignal = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(bySignal));
    }

    /**
     * Counts all sources in one job; what reaches the driver are the distinct combinations of findings.
     *
     * @param fates one row per record: source, own mask, linked mask, whether tables leave it out
     */
    static List<ClassTotals> of(Policy policy, Dataset<Row> fates) {
        List<Row> combinations = fates.groupBy(SOURCE, SafetyPlan.OWN, SafetyPlan.LINKED, WITHHELD)
                .agg(count(lit(1)).as(RECORDS))
                .orderBy(SOURCE)
                .collectAsList();
        List<ClassTotals> totals = new ArrayList<>();
        List<String> sources = combinations.stream()
                .map(row -> row.<String>getAs(SOURCE))
                .distinct()
                .toList();
        for (SensitiveClass each : policy.classes()) {
            for (String source : sources) {
                totals.add(of(
                        policy,
                        each,
                        source,
                        combinations.stream()
                                .filter(row -> row.getAs(SOURCE).equals(source))
                                .toList()));
            }
        }
        return totals;
    }

    /** The columns that {@link #of} counts. */
    static Dataset<Row> fates(String source, Dataset<Row> records, org.apache.spark.sql.Column withheld) {
        return records.select(
                lit(source).as(SOURCE), col(SafetyPlan.OWN), col(SafetyPlan.LINKED), withheld.as(WITHHELD));
    }

    private static ClassTotals of(Policy policy, SensitiveClass each, String source, List<Row> combinations) {
        long bits = SensitivityColumns.bits(policy, java.util.Set.of(each.name()));
        long records = 0;
        long linkedOnly = 0;
        long leftOut = 0;
        Map<String, Long> bySignal = new LinkedHashMap<>();
        for (Row row : combinations) {
            long own = row.<Long>getAs(SafetyPlan.OWN);
            long found = own | row.<Long>getAs(SafetyPlan.LINKED);
            long here = row.<Long>getAs(RECORDS);
            if ((found & bits) == 0) {
                continue;
            }
            records = Math.addExact(records, here);
            linkedOnly += (own & bits) == 0 ? here : 0;
            leftOut += row.<Boolean>getAs(WITHHELD) ? here : 0;
            for (int bit = 0; bit < policy.findings().size(); bit++) {
                if ((own & bits & (1L << bit)) != 0) {
                    bySignal.merge(policy.findings().get(bit).signal().name(), here, Math::addExact);
                }
            }
        }
        return new ClassTotals(source, each.name(), records, linkedOnly, bySignal, leftOut);
    }
}
