package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.louver.risk.Mosaic;
import org.louver.risk.UniqueMatches;
import org.louver.tabulation.TabulatedUnit;

/**
 * What readers learn by joining two published tables on the variables they share, counted per pair: two of one unit, which are over
 * the same records, and two of different units, which somebody may be in both of. A variable of both is joined on the finest level
 * that both show.
 *
 * <p>Only counts that are known are joined; a withheld one that its interval nearly pins down is not. A release publishes tables
 * alone, each also as a file: there are no files of records to join with.
 */
public final class TableJoins {
    /**
     * What one pair of tables of a unit gives away.
     *
     * @param shared variables on which the tables are joined
     * @param findings worst joins first; confidential
     */
    public record Pair(String first, String second, List<String> shared, Mosaic.Findings findings) {
        public Pair {
            shared = List.copyOf(shared);
        }

        /** Names only. */
        @Override
        public String toString() {
            return "Pair[" + first + ", " + second + "]";
        }
    }

    /**
     * What a table of one unit and one of another give away.
     *
     * @param shared variables on which people can be matched, at least one
     * @param findings worst matches first; confidential
     */
    public record Match(String first, String second, List<String> shared, UniqueMatches.Findings findings) {
        public Match {
            shared = List.copyOf(shared);
        }

        /** Names only. */
        @Override
        public String toString() {
            return "Match[" + first + ", " + second + "]";
        }
    }

    private TableJoins() {}

    /**
     * All pairs of tables of a unit of which each has a variable or level of its own.
     *
     * @param known whether readers know the count of a cell
     * @param threshold counts from 1 to this − 1 are small
     * @param listed how many of the worst joins to keep per pair
     */
    public static List<Pair> of(TabulatedUnit unit, IntPredicate known, long threshold, int listed) {
        List<JoinedTable> tables = JoinedTable.of(unit, known);
        List<Pair> pairs = new ArrayList<>();
        for (int one = 0; one < tables.size(); one++) {
            for (int other = one + 1; other < tables.size(); other++) {
                JoinedTable first = tables.get(one);
                JoinedTable second = tables.get(other);
                List<JoinedTable.Shared> shared = shared(first, second);
                if (first.hasOwn(shared) && second.hasOwn(shared)) {
                    JoinedTable.Side left = first.side(shared);
                    JoinedTable.Side right = second.side(shared);
                    left.records().putAll(right.records());
                    Mosaic.Findings findings =
                            Mosaic.join(left.cells(), right.cells(), left.records(), threshold, listed);
                    pairs.add(new Pair(first.name(), second.name(), names(first, shared), findings));
                }
            }
        }
        return pairs;
    }

    /**
     * All pairs of a table of each unit that share a variable.
     *
     * @param known whether readers know the count of a cell of the unit
     * @param knownOfOther the same of the other unit
     * @param threshold counts from 1 to this − 1 are small
     * @param listed how many of the worst matches to keep per pair
     */
    public static List<Match> between(
            TabulatedUnit unit,
            IntPredicate known,
            TabulatedUnit other,
            IntPredicate knownOfOther,
            long threshold,
            int listed) {
        List<JoinedTable> others = JoinedTable.of(other, knownOfOther);
        List<Match> matches = new ArrayList<>();
        for (JoinedTable first : JoinedTable.of(unit, known)) {
            for (JoinedTable second : others) {
                List<JoinedTable.Shared> shared = shared(first, second);
                List<JoinedTable.Shared> facing =
                        shared.stream().map(one -> first.facing(second, one)).toList();
                if (!shared.isEmpty()) {
                    UniqueMatches.Findings findings =
                            UniqueMatches.of(first.records(shared), second.records(facing), threshold, listed);
                    matches.add(new Match(first.name(), second.name(), names(first, shared), findings));
                }
            }
        }
        return matches;
    }

    private static List<JoinedTable.Shared> shared(JoinedTable first, JoinedTable second) {
        return IntStream.range(0, first.variables())
                .mapToObj(variable -> first.sharedWith(second, variable))
                .flatMap(java.util.Optional::stream)
                .toList();
    }

    private static List<String> names(JoinedTable table, List<JoinedTable.Shared> shared) {
        return shared.stream().map(table::variable).toList();
    }
}
