package org.louver.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** What the newest year brought, one line per kind of thing that is counted, from the totals that are published. */
final class WhatIsNew {
    private WhatIsNew() {}

    static String html(List<CountTable> tables) {
        StringBuilder lines = new StringBuilder();
        Set<String> told = new LinkedHashSet<>();
        for (CountTable table : tables) {
            List<String> years = table.codes("year");
            if (years.size() < 2 || told.contains(table.counted())) {
                continue;
            }
            String year = years.get(years.size() - 1);
            CountBounds newest = table.sum(table.select(Map.of("year", List.of(year))));
            CountBounds before = table.sum(table.select(Map.of("year", List.of(years.get(years.size() - 2)))));
            if (newest.isExact() && before.isExact() && before.upper() > 0) {
                told.add(table.counted());
                double change = ((double) newest.upper() - before.upper()) / before.upper();
                lines.append("<li>")
                        .append(Html.escape(year + ": " + Html.number(newest.upper()) + " " + table.counted() + ", "
                                + (Math.abs(change) < 0.0005
                                        ? "about as many as the year before"
                                        : Html.percent(Math.abs(change)) + (change > 0 ? " more" : " fewer")
                                                + " than the year before")))
                        .append("</li>");
            }
        }
        return lines.isEmpty() ? "" : "<h3>What is new</h3><ul>" + lines + "</ul>";
    }
}
