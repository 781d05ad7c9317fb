package org.louver.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.louver.utility.CountTable;

/** What protection left of each table: how much is published in full detail and as totals, and how wide the bounds of the rest are. */
final class Utility {
    private Utility() {}

    /** One row per table. */
    static String html(List<CountTable> tables) {
        List<List<String>> rows = new ArrayList<>();
        for (CountTable table : tables) {
            Withheld finest = new Withheld(0, 0);
            Withheld totals = new Withheld(0, 0);
            for (int cell = 0; cell < table.cells(); cell++) {
                boolean hidden = !table.bounds(cell).isExact();
                if (table.codesOf(cell).contains(CountTable.TOTAL)) {
                    totals = totals.plus(hidden);
                } else {
                    finest = finest.plus(hidden);
                }
            }
            List<Long> widths = widths(table);
            rows.add(List.of(
                    table.name(),
                    published(finest),
                    published(totals),
                    widths.isEmpty() ? "–" : Html.number(widths.get(0) + 1),
                    widths.isEmpty() ? "–" : Html.number(widths.get(widths.size() / 2) + 1)));
        }
        return Html.table(
                "What is left to use",
                List.of(
                        "table",
                        "published in full detail",
                        "totals published",
                        "narrowest range: values",
                        "median range: values"),
                rows);
    }

    /** That the audit {@code passed}, in words, and how wide the ranges are that the attack left, as the release's own figures show. */
    static String verdict(List<CountTable> tables, String passed) {
        List<Long> widths = tables.stream()
                .flatMap(table -> widths(table).stream())
                .sorted()
                .toList();
        return widths.isEmpty()
                ? "<p>" + passed + " This release withholds nothing; no count had to be protected.</p>"
                : "<p>" + passed + " Its " + Html.number(widths.size())
                        + " withheld counts, measured on the published bounds: the narrowest range holds "
                        + Html.number(widths.get(0) + 1) + " values, half of them hold "
                        + Html.number(widths.get(widths.size() / 2) + 1) + " or more.</p>";
    }

    private static String published(Withheld cells) {
        return cells.cells() == 0 ? "–" : Html.percent(1 - cells.share());
    }

    /** Upper less lower bound of every withheld cell, ascending. */
    private static List<Long> widths(CountTable table) {
        List<Long> widths = new ArrayList<>();
        for (int cell = 0; cell < table.cells(); cell++) {
            if (!table.bounds(cell).isExact()) {
                widths.add(table.bounds(cell).upper() - table.bounds(cell).lower());
            }
        }
        Collections.sort(widths);
        return widths;
    }
}
