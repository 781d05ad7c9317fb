package org.louver.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.louver.attack.certificate.Witness;

/**
 * Holds rows against evidence: the same cells withheld, the same values, and bounds that leave room for every table of the proof. Bounds
 * may be wider than the proof shows, never narrower: then they would tell readers more than is true.
 */
final class RowComparison {
    private static final Set<String> WITHHELD = Set.of("withheld", "primary", "complementary");
    private static final Set<String> SHOWN = Set.of("published", "safe", "forced");

    private final Evidence evidence;
    private final TableRows rows;
    private final boolean internal;
    /** Per cell the narrowest bounds that any row gives, in scaled units. */
    private final @Nullable BigDecimal[] lower;

    private final @Nullable BigDecimal[] upper;

    private RowComparison(Evidence evidence, TableRows rows, boolean internal) {
        this.evidence = evidence;
        this.rows = rows;
        this.internal = internal;
        lower = new BigDecimal[evidence.premises().value().length];
        upper = new BigDecimal[lower.length];
    }

    /**
     * Says, per table, how many rows say something else than the evidence.
     *
     * @param internal whether the rows hold the values of withheld cells too
     * @param what the rows are called in messages
     */
    static List<String> objections(Evidence evidence, TableRows rows, boolean internal, String what) {
        RowComparison comparison = new RowComparison(evidence, rows, internal);
        List<String> objections = new ArrayList<>();
        comparison.differing().forEach((table, count) -> {
            if (count > 0) {
                objections.add(count + " " + what + " of table " + table + " are not those of the evidence");
            }
        });
        long narrow = comparison.narrow();
        if (narrow > 0) {
            objections.add("the " + what + " bound " + narrow + " cells more narrowly than the tables of the proof do");
        }
        return objections;
    }

    private SortedMap<String, Integer> differing() {
        Map<String, Set<String>> seen = new HashMap<>();
        SortedMap<String, Integer> differing = new TreeMap<>();
        for (Evidence.ShownRow shown : evidence.rows()) {
            seen.computeIfAbsent(shown.table(), table -> new HashSet<>()).add(shown.codes());
            TableRows.Row row = rows.of(shown.table()).get(shown.codes());
            differing.merge(shown.table(), row != null && agrees(row, shown.cell()) ? 0 : 1, Integer::sum);
        }
        for (Map.Entry<String, Set<String>> table : seen.entrySet()) {
            rows.of(table.getKey()).forEach((codes, row) -> {
                // A row without a cell is a published zero.
                if (!table.getValue().contains(codes) && !shows(row, 0)) {
                    differing.merge(table.getKey(), 1, Integer::sum);
                }
            });
        }
        return differing;
    }

    private boolean agrees(TableRows.Row row, int cell) {
        if (cell < 0 || cell >= lower.length) {
            return false;
        }
        long value = evidence.premises().value()[cell];
        if (!evidence.premises().withheld()[cell]) {
            return shows(row, value);
        }
        boolean hidden = internal ? same(row.value(), value) : row.value().isEmpty();
        return hidden && !SHOWN.contains(row.status()) && bounds(row, cell);
    }

    private boolean shows(TableRows.Row row, long value) {
        return same(row.value(), value)
                && !WITHHELD.contains(row.status())
                && (row.lower().isEmpty() || same(row.lower(), value))
                && (row.upper().isEmpty() || same(row.upper(), value));
    }

    /** Takes the bounds of a withheld cell; false if they are no numbers or leave out its value. */
    private boolean bounds(TableRows.Row row, int cell) {
        try {
            BigDecimal value = BigDecimal.valueOf(evidence.premises().value()[cell]);
            BigDecimal before = lower[cell];
            BigDecimal least = row.lower().isEmpty() ? before : scaled(row.lower());
            lower[cell] = before == null || least == null ? least : least.max(before);
            before = upper[cell];
            BigDecimal most = row.upper().isEmpty() ? before : scaled(row.upper());
            upper[cell] = before == null || most == null ? most : most.min(before);
            return (least == null || least.compareTo(value) <= 0) && (most == null || most.compareTo(value) >= 0);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private BigDecimal scaled(String bound) {
        return new BigDecimal(bound).movePointRight(evidence.scale());
    }

    /** How many cells some witness puts outside their bounds. */
    private long narrow() {
        boolean[] narrow = new boolean[lower.length];
        for (Witness witness : evidence.certificates().witnesses()) {
            BigDecimal denominator = BigDecimal.valueOf(witness.denominator());
            for (int at = 0; at < witness.cell().length; at++) {
                int cell = witness.cell()[at];
                if (cell < 0 || cell >= lower.length) {
                    continue;
                }
                BigDecimal value = BigDecimal.valueOf(evidence.premises().value()[cell])
                        .multiply(denominator)
                        .add(BigDecimal.valueOf(witness.delta()[at]));
                BigDecimal least = lower[cell];
                BigDecimal most = upper[cell];
                narrow[cell] |= least != null && value.compareTo(least.multiply(denominator)) < 0;
                narrow[cell] |= most != null && value.compareTo(most.multiply(denominator)) > 0;
            }
        }
        return IntStream.range(0, narrow.length).filter(cell -> narrow[cell]).count();
    }

    private boolean same(String text, long value) {
        try {
            return new BigDecimal(text).compareTo(BigDecimal.valueOf(value, evidence.scale())) == 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
