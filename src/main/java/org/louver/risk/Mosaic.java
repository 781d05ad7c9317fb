package org.louver.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What joining two tables of counts on their shared dimensions tells: within one combination of the shared dimensions with n
 * records, a cell of the first table with a and one of the second with b records have at least a + b − n and at most min(a, b)
 * records in common (Fréchet's bounds; Dobra &amp; Fienberg 2000, doi 10.1073/pnas.97.22.11885).
 *
 * <p>A common count of at least 1 joins what neither table shows together. Only a cell with more than half of n can have one, and
 * a table has at most one such cell per combination: time is linear in the cells after grouping.
 */
public final class Mosaic {
    /**
     * A cell of a table, seen from the join.
     *
     * @param shared codes of the shared dimensions, in the same order in both tables
     * @param own codes of the dimensions that the other table lacks
     */
    public record Cell(List<String> shared, List<String> own, long count) {
        public Cell {
            shared = List.copyOf(shared);
            own = List.copyOf(own);
            if (count < 0) {
                throw new IllegalArgumentException("a count is not negative");
            }
        }
    }

    /**
     * Two cells whose members are partly known to be the same.
     *
     * @param certain records that are in both for sure, at least 1
     * @param most records that may be in both
     */
    public record Join(
            List<String> shared, List<String> ownOfFirst, List<String> ownOfSecond, long certain, long most) {
        /** Whether the joint count is known exactly: it is a cell of a table that nobody published. */
        public boolean exact() {
            return certain == most;
        }
    }

    /**
     * What a pair of tables gives away.
     *
     * @param joins pairs of cells with a common count of at least 1 for sure
     * @param exact those whose common count is known exactly
     * @param small exact ones below the threshold: unpublished small cells that a reader can work out
     * @param identifying exact ones of a single record
     * @param worst the worst joins: exact first, then the fewest records; ties by codes
     */
    public record Findings(long joins, long exact, long small, long identifying, List<Join> worst) {
        public Findings {
            worst = List.copyOf(worst);
        }

        /** Counts of findings; the joins themselves are confidential. */
        @Override
        public String toString() {
            return "Findings[" + joins + " joins]";
        }
    }

    private static final Comparator<List<String>> BY_CODES =
            Comparator.comparing(codes -> String.join("\u0000", codes));

    private static final Comparator<Join> WORST_FIRST = Comparator.comparing((Join join) -> !join.exact())
            .thenComparing(Join::most)
            .thenComparing(Join::shared, BY_CODES)
            .thenComparing(Join::ownOfFirst, BY_CODES)
            .thenComparing(Join::ownOfSecond, BY_CODES);

    private Mosaic() {}

    /**
     * Joins two tables over the same records.
     *
     * @param threshold counts from 1 to threshold − 1 are small
     * @param listed how many of the worst joins to keep
     * @throws IllegalArgumentException if the two tables disagree on a shared margin: they are not over the same records
     */
    public static Findings join(List<Cell> first, List<Cell> second, long threshold, int listed) {
        Map<List<String>, Long> records = totals(first);
        if (!records.equals(totals(second))) {
            throw new IllegalArgumentException("the tables disagree on a shared margin");
        }
        return join(first, second, records, threshold, listed);
    }

    /**
     * Joins the cells that are known of two tables over the same records; what is withheld is left out of the lists.
     *
     * @param records per combination of shared codes how many records there are; combinations without an entry are not joined
     * @throws IllegalArgumentException if the cells of a table exceed the records of a combination
     */
    public static Findings join(
            List<Cell> first, List<Cell> second, Map<List<String>, Long> records, long threshold, int listed) {
        Map<List<String>, List<Cell>> facing = group(second);
        List<Join> worst = new ArrayList<>();
        long joins = 0;
        long exact = 0;
        long small = 0;
        long identifying = 0;
        for (Map.Entry<List<String>, List<Cell>> entry : group(first).entrySet()) {
            List<Cell> others = facing.getOrDefault(entry.getKey(), List.of());
            long shared = records.getOrDefault(entry.getKey(), -1L);
            if (shared < 0 || others.isEmpty()) {
                continue;
            }
            if (total(entry.getValue()) > shared || total(others) > shared) {
                throw new IllegalArgumentException("the tables disagree on a shared margin");
            }
            for (Join join : joins(entry.getValue(), others, shared)) {
                joins++;
                if (join.exact()) {
                    exact++;
                    small += join.most() < threshold ? 1 : 0;
                    identifying += join.most() == 1 ? 1 : 0;
                }
                worst.add(join);
            }
            if (worst.size() > 8 * listed + 64) {
                keep(worst, listed);
            }
        }
        keep(worst, listed);
        return new Findings(joins, exact, small, identifying, worst);
    }

    private static Map<List<String>, Long> totals(List<Cell> cells) {
        Map<List<String>, Long> totals = new HashMap<>();
        cells.stream()
                .filter(cell -> cell.count() > 0)
                .forEach(cell -> totals.merge(cell.shared(), cell.count(), Math::addExact));
        return totals;
    }

    private static List<Join> joins(List<Cell> first, List<Cell> second, long records) {
        List<Join> found = new ArrayList<>();
        List<Cell> majorities = second.stream()
                .filter(cell -> cell.count() > records - cell.count())
                .toList();
        for (Cell a : first) {
            boolean majority = a.count() > records - a.count();
            for (Cell b : majority ? second : majorities) {
                long certain = a.count() + b.count() - records;
                if (certain >= 1) {
                    found.add(new Join(a.shared(), a.own(), b.own(), certain, Math.min(a.count(), b.count())));
                }
            }
        }
        return found;
    }

    private static void keep(List<Join> worst, int listed) {
        worst.sort(WORST_FIRST);
        if (worst.size() > listed) {
            worst.subList(listed, worst.size()).clear();
        }
    }

    private static Map<List<String>, List<Cell>> group(List<Cell> cells) {
        Map<List<String>, List<Cell>> grouped = new TreeMap<>(BY_CODES);
        for (Cell cell : cells) {
            if (cell.count() > 0) {
                grouped.computeIfAbsent(cell.shared(), key -> new ArrayList<>()).add(cell);
            }
        }
        return grouped;
    }

    private static long total(List<Cell> cells) {
        long sum = 0;
        for (Cell cell : cells) {
            sum = Math.addExact(sum, cell.count());
        }
        return sum;
    }
}
