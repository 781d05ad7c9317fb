package org.louver.review;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.report.PublicRelease;
import org.louver.table.AdditiveSystem;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * What readers who have the release before will see change. From public rows alone.
 *
 * @param since id of the release before
 * @param lines one per table
 */
public record Changes(String since, List<Line> lines) {
    public Changes {
        lines = List.copyOf(lines);
    }

    /**
     * One table.
     *
     * @param added rows that are new
     * @param removed rows that are gone
     * @param changed published counts that differ
     * @param slight counts, withheld ones with their ranges included, of which both releases together prove that they differ by fewer
     *     than the smallest publishable count: that so few people changed can be seen by subtracting
     * @param withheldNow counts that were published and are not any more
     * @param publishedNow counts that were withheld and are published now
     */
    public record Line(
            String table,
            boolean inBoth,
            long added,
            long removed,
            long changed,
            long slight,
            long withheldNow,
            long publishedNow) {}

    /** Compares the tables that both have, and lists the others. */
    public static Changes between(PublicRelease before, List<PublicTable> now, long least) {
        Map<String, CountTable> old = new TreeMap<>();
        before.tables().forEach(table -> old.put(table.name(), table));
        Map<String, Line> lines = new TreeMap<>();
        for (PublicTable table : now) {
            CountTable earlier = old.remove(table.name());
            lines.put(
                    table.name(),
                    earlier == null || !earlier.dimensions().equals(table.dimensions())
                            ? new Line(table.name(), false, table.rows().size(), 0, 0, 0, 0, 0)
                            : line(earlier, table, least));
        }
        old.forEach((name, table) -> lines.put(name, new Line(name, false, 0, table.cells(), 0, 0, 0, 0)));
        return new Changes(before.id(), List.copyOf(lines.values()));
    }

    private static Line line(CountTable before, PublicTable now, long least) {
        Map<List<String>, PublicRow> rows = new HashMap<>();
        now.rows().forEach(row -> rows.put(row.codes(), row));
        Set<List<String>> known = new HashSet<>();
        long removed = 0;
        long changed = 0;
        long slight = 0;
        long withheldNow = 0;
        long publishedNow = 0;
        for (int cell = 0; cell < before.cells(); cell++) {
            List<String> codes = before.codesOf(cell);
            known.add(codes);
            PublicRow row = rows.get(codes);
            slight += row != null && isSlight(before.bounds(cell), row, least) ? 1 : 0;
            boolean wasPublished =
                    before.bounds(cell).lower() == before.bounds(cell).upper();
            if (row == null) {
                removed++;
            } else if (wasPublished && row.value().isPresent()) {
                changed += row.lower() != before.bounds(cell).lower() ? 1 : 0;
            } else if (wasPublished) {
                withheldNow++;
            } else if (row.value().isPresent()) {
                publishedNow++;
            }
        }
        slight += slightRests(before, rows, least);
        long added =
                now.rows().stream().filter(row -> !known.contains(row.codes())).count();
        return new Line(now.name(), true, added, removed, changed, slight, withheldNow, publishedNow);
    }

    /**
     * Sums of cells that are not published in both, of which subtraction shows that they differ by little: the difference of their
     * total less those of the published parts.
     */
    private static long slightRests(CountTable before, Map<List<String>, PublicRow> now, long least) {
        AdditiveSystem relations = before.relations();
        long slight = 0;
        for (int relation = 0; relation < relations.relations(); relation++) {
            OptionalLong rest = difference(before, relations.total(relation), now);
            boolean whole = true;
            for (int part = 0; part < relations.parts(relation) && rest.isPresent(); part++) {
                OptionalLong known = difference(before, relations.part(relation, part), now);
                rest = OptionalLong.of(Math.subtractExact(rest.getAsLong(), known.orElse(0)));
                whole &= known.isPresent();
            }
            long apart = Math.abs(rest.orElse(0));
            slight += !whole && apart > 0 && apart < least ? 1 : 0;
        }
        return slight;
    }

    private static OptionalLong difference(CountTable before, int cell, Map<List<String>, PublicRow> now) {
        PublicRow row = now.get(before.codesOf(cell));
        CountBounds then = before.bounds(cell);
        return row == null || row.value().isEmpty() || then.lower() != then.upper()
                ? OptionalLong.empty()
                : OptionalLong.of(row.value().getAsLong() - then.lower());
    }

    /**
     * Whether the two ranges, a point each where a count is published, prove that something changed, and that it was little: they do
     * not meet, and no values within them lie {@code least} apart.
     */
    static boolean isSlight(CountBounds before, PublicRow now, long least) {
        boolean certain = before.lower() > now.upper() || now.lower() > before.upper();
        long most = Math.max(before.upper() - now.lower(), now.upper() - before.lower());
        return certain && most < least;
    }

    /** Counts that differ by so few that the change shows people. */
    public long slight() {
        return lines.stream().mapToLong(Line::slight).sum();
    }

    /** Names of the tables that only one of the releases has. */
    public String onlyInOne() {
        return lines.stream().filter(line -> !line.inBoth()).map(Line::table).collect(Collectors.joining(", "));
    }
}
