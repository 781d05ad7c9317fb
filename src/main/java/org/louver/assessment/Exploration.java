package org.louver.assessment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.refusal.Refusal;
import org.louver.risk.ClassSizes;
import org.louver.risk.CodedClasses;
import org.louver.risk.KeyPacking;
import org.louver.risk.KeySubsets;

/**
 * Which columns can be tabulated together: for every set of key variables, at every declared level, what a table by them would cost.
 *
 * <p>One pass over the records; the rest works on classes, one projection per set. Cost of a set is O(classes).
 */
final class Exploration {
    private static final int MOST_SETS = 4096;
    /** Candidates that are protected, and cells that they may have, to see what that costs. */
    private static final int MOST_PROTECTED = 24;

    private static final long MOST_PROTECTED_CELLS = 1_000;

    /**
     * A table that could be published.
     *
     * @param cells non-empty cells
     * @param smallCells cells with 1 to threshold − 1 records: withheld at once, so that at least these are, and others to protect them
     * @param smallRecords records in them
     * @param uniques records alone in their cell
     * @param withheld cells withheld in all, those that protect small ones included; worked out for the efficient sets that are not large
     * @param efficient no other set gives as many cells at a smaller share of records in small cells
     */
    record Candidate(
            List<String> columns,
            long records,
            long cells,
            long smallCells,
            long smallRecords,
            long uniques,
            OptionalLong withheld,
            boolean efficient) {
        double smallShare() {
            return (double) smallRecords / records;
        }

        /** Share of the cells that are withheld, or that are at least, where only the small ones were counted. */
        double withheldShare() {
            return (double) withheld.orElse(smallCells) / cells;
        }
    }

    private Exploration() {}

    /**
     * All candidates, fewest records in small cells first. Levels on which all records fall into one category are left out.
     *
     * @throws Refusal exit 2 if there are more than 4,096 sets, exit 3 if a key is constant or different in every record
     */
    static List<Candidate> rank(Dataset<Row> records, RiskSettings settings) {
        List<String> columns = new ArrayList<>(settings.keys());
        List<Integer> variable = new ArrayList<>();
        for (int key = 0; key < settings.keys().size(); key++) {
            variable.add(key);
        }
        for (int key = 0; key < settings.keys().size(); key++) {
            for (String level : settings.levels().getOrDefault(settings.keys().get(key), List.of())) {
                columns.add(level);
                variable.add(key);
            }
        }
        List<Integer> masks = masks(variable, settings.mostKeys());
        try (ClassTable classes = ClassTable.ofColumns(records, columns)) {
            Dictionary dictionary = classes.dictionary();
            dictionary.leading(settings.keys().size()).requireUsefulKeys();
            masks.removeIf(mask -> Arrays.stream(KeySubsets.keys(mask)).anyMatch(dictionary::isConstant));
            return ranked(classes, columns, masks, settings.threshold());
        }
    }

    /** Sets with at most one level of each variable. */
    private static List<Integer> masks(List<Integer> variable, int most) {
        List<Integer> masks = new ArrayList<>();
        for (int mask : KeySubsets.upTo(most, variable.size())) {
            int[] members = KeySubsets.keys(mask);
            boolean once = Arrays.stream(members).map(variable::get).distinct().count() == members.length;
            if (once) {
                masks.add(mask);
            }
            if (masks.size() > MOST_SETS) {
                throw Refusal.configuration(
                        "exploring would try more than " + MOST_SETS + " sets of keys",
                        "lower risk.explore.most-keys or name fewer keys");
            }
        }
        return masks;
    }

    private record Projected(int mask, long cells, long smallCells, long smallRecords, long uniques)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private static List<Candidate> ranked(
            ClassTable classes, List<String> columns, List<Integer> masks, long threshold) {
        int[] cardinality = classes.cardinality();
        int tasks = Math.min(classes.runs().context().defaultParallelism(), masks.size());
        List<Projected> projected = SpecialUniques.bySubset(classes, tasks)
                .flatMap(task -> projected(task._1(), task._2(), tasks, cardinality, masks, threshold))
                .collect();
        long records = classes.sizes().records();
        List<Candidate> candidates = new ArrayList<>();
        Map<Integer, Long> withheld = withheld(classes, efficient(projected), threshold);
        for (Projected one : projected) {
            List<String> names = new ArrayList<>();
            for (int key : KeySubsets.keys(one.mask())) {
                names.add(columns.get(key));
            }
            candidates.add(new Candidate(
                    names,
                    records,
                    one.cells(),
                    one.smallCells(),
                    one.smallRecords(),
                    one.uniques(),
                    withheld.containsKey(one.mask())
                            ? OptionalLong.of(withheld.getOrDefault(one.mask(), 0L))
                            : OptionalLong.empty(),
                    isEfficient(one, projected)));
        }
        candidates.sort(Comparator.comparingLong(Candidate::smallRecords)
                .thenComparing(Comparator.comparingLong(Candidate::cells).reversed())
                .thenComparing(candidate -> String.join(",", candidate.columns())));
        return candidates;
    }

    private static boolean isEfficient(Projected one, List<Projected> all) {
        return all.stream()
                .noneMatch(other -> other.cells() >= one.cells()
                        && other.smallRecords() <= one.smallRecords()
                        && (other.cells() > one.cells() || other.smallRecords() < one.smallRecords()));
    }

    /** The efficient sets that can be protected in a moment. */
    private static List<Integer> efficient(List<Projected> projected) {
        return projected.stream()
                .filter(one -> one.cells() <= MOST_PROTECTED_CELLS && isEfficient(one, projected))
                .map(Projected::mask)
                .sorted()
                .limit(MOST_PROTECTED)
                .toList();
    }

    private static Map<Integer, Long> withheld(ClassTable classes, List<Integer> masks, long threshold) {
        if (masks.isEmpty()) {
            return Map.of();
        }
        int[] cardinality = classes.cardinality();
        int tasks = Math.min(classes.runs().context().defaultParallelism(), masks.size());
        return SpecialUniques.bySubset(classes, tasks)
                .flatMapToPair(
                        task -> CandidateCost.withheld(task._1(), task._2(), tasks, cardinality, masks, threshold))
                .collectAsMap();
    }

    private static Iterator<Projected> projected(
            int task, Iterable<byte[]> runs, int tasks, int[] cardinality, List<Integer> masks, long threshold) {
        KeyPacking packing = KeyPacking.of(cardinality);
        CodedClasses coded = SpecialUniques.all(runs, packing).coded(packing);
        List<Projected> projected = new ArrayList<>();
        for (int index = task; index < masks.size(); index += tasks) {
            ClassSizes sizes = coded.histogram(masks.get(index));
            projected.add(new Projected(
                    masks.get(index),
                    sizes.classes(),
                    sizes.classesBelow(threshold),
                    sizes.recordsBelow(threshold),
                    sizes.uniques()));
        }
        return projected.iterator();
    }

    /** A table for the terminal: the efficient sets first, then the others, at most {@code rows}. */
    static String table(List<Candidate> candidates, int rows) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-3s %10s %10s %9s %9s %9s  %s%n",
                "",
                "cells",
                "small",
                "withheld",
                "records",
                "unique",
                "columns"));
        List<Candidate> shown = new ArrayList<>(candidates);
        shown.sort(Comparator.comparing((Candidate candidate) -> !candidate.efficient()));
        for (Candidate one : shown.subList(0, Math.min(rows, shown.size()))) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-3s %10d %10d %9s %8.2f%% %8.2f%%  %s%n",
                    one.efficient() ? "*" : "",
                    one.cells(),
                    one.smallCells(),
                    String.format(
                            Locale.ROOT, "%s%.2f%%", one.withheld().isPresent() ? "" : "≥", 100 * one.withheldShare()),
                    100 * one.smallShare(),
                    100.0 * one.uniques() / one.records(),
                    String.join(" × ", one.columns())));
        }
        return table.append("* no other set gives as many cells with fewer records in small cells\n")
                .append("withheld: small cells and others with them, so that nobody can subtract; ≥ small ones alone\n")
                .toString();
    }
}
