package org.louver.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;
import org.louver.utility.InclusionGate;
import org.louver.utility.Interval;

/** How much of each dimension is missing, by year and, where a table tells places apart, by place and year, as far as codes such as "Unknown" tell. */
final class DataQuality {
    private static final List<String> MISSING = List.of(
            "unknown", "missing", "not specified", "not reported", "not recorded", "unspecified", "", "n/a", "na");

    /** Codes of things that cannot have the value, a business among victims for one: nothing is missing there. */
    private static final String NOT_APPLICABLE = "not applicable";

    static final Pattern PLACES = Pattern.compile("agency|department|place|county|district|ward|beat|city");

    private DataQuality() {}

    static String html(List<CountTable> tables) {
        List<List<String>> missing = new ArrayList<>();
        List<List<String>> gates = new ArrayList<>();
        for (CountTable table : tables) {
            for (String dimension : table.dimensions()) {
                List<String> unknown = table.codes(dimension).stream()
                        .filter(DataQuality::isMissing)
                        .toList();
                if (dimension.equals("year")) {
                    continue;
                }
                for (String year : table.codes("year")) {
                    Map<String, List<String>> among = among(table, dimension, Map.of("year", List.of(year)));
                    CountBounds all = table.sum(table.select(among));
                    if (all.upper() == 0) {
                        continue;
                    }
                    CountBounds part = unknown.isEmpty()
                            ? CountBounds.exactly(0)
                            : table.sum(table.select(with(among, dimension, unknown)));
                    if (!unknown.isEmpty()) {
                        missing.add(List.of(
                                table.name() + ", " + Charts.plain(dimension),
                                year,
                                range(share(part, all.minus(part)))));
                        missing.addAll(byPlace(table, year, dimension, unknown));
                    }
                    gate(table, dimension).ifPresent(gate -> gates.add(gateRow(table, year, gate, dimension, unknown)));
                }
            }
        }
        return (missing.isEmpty()
                        ? "<p>No dimension of this release has a category for missing values.</p>"
                        : "<details><summary>Share of missing values by year, and by agency or place</summary>"
                                + Html.table(
                                        "Share of missing values",
                                        List.of("table and dimension", "year", "missing"),
                                        missing)
                                + "</details>")
                + (gates.isEmpty()
                        ? ""
                        : "<p>The Stanford Open Policing Project analyses a dataset only if enough of it is filled:</p>"
                                + "<details><summary>Inclusion gates of the Stanford Open Policing Project</summary>"
                                + Html.table(
                                        "Inclusion gates", List.of("table", "year", "gate", "share", "outcome"), gates)
                                + "</details>");
    }

    /** The selection, narrowed to what can have a value of the dimension, as far as other dimensions tell. */
    private static Map<String, List<String>> among(
            CountTable table, String dimension, Map<String, List<String>> selection) {
        Map<String, List<String>> narrowed = new HashMap<>(selection);
        for (String other : table.dimensions()) {
            List<String> applicable = table.codes(other).stream()
                    .filter(code -> !code.equalsIgnoreCase(NOT_APPLICABLE))
                    .toList();
            if (!other.equals(dimension)
                    && applicable.size() < table.codes(other).size()) {
                narrowed.putIfAbsent(other, applicable);
            }
        }
        return narrowed;
    }

    private static Map<String, List<String>> with(
            Map<String, List<String>> selection, String dimension, List<String> codes) {
        Map<String, List<String>> narrowed = new HashMap<>(selection);
        narrowed.put(dimension, codes);
        return narrowed;
    }

    /** The same for every agency or other place that the table tells apart. */
    private static List<List<String>> byPlace(CountTable table, String year, String dimension, List<String> unknown) {
        List<List<String>> rows = new ArrayList<>();
        for (String place : table.dimensions()) {
            if (place.equals(dimension) || !PLACES.matcher(place).find()) {
                continue;
            }
            for (String code : table.codes(place)) {
                Map<String, List<String>> among =
                        among(table, dimension, Map.of("year", List.of(year), place, List.of(code)));
                CountBounds all = table.sum(table.select(among));
                CountBounds part = table.sum(table.select(with(among, dimension, unknown)));
                if (all.upper() > 0) {
                    rows.add(List.of(
                            table.name() + ", " + Charts.plain(dimension) + ", " + Charts.plain(place) + " " + code,
                            year,
                            range(share(part, all.minus(part)))));
                }
            }
        }
        return rows;
    }

    /** The gate that a dimension is about; contraband and basis count only where the table is about searches. */
    private static Optional<InclusionGate> gate(CountTable table, String dimension) {
        boolean ofSearches = table.name().contains("search")
                || table.counted().contains("search")
                || searches(table).isPresent();
        if (dimension.contains("race")) {
            return Optional.of(InclusionGate.SUBJECT_RACE_KNOWN);
        }
        if (dimension.contains("search_conducted")) {
            return Optional.of(InclusionGate.SEARCH_CONDUCTED_KNOWN);
        }
        if (ofSearches && dimension.contains("contraband")) {
            return Optional.of(InclusionGate.CONTRABAND_KNOWN);
        }
        return ofSearches && dimension.contains("search_basis")
                ? Optional.of(InclusionGate.SEARCH_BASIS_KNOWN)
                : Optional.empty();
    }

    /** The dimension that tells searches from other stops. */
    private static Optional<String> searches(CountTable table) {
        return table.dimensions().stream()
                .filter(dimension -> dimension.contains("search_conducted"))
                .findFirst();
    }

    private static List<String> gateRow(
            CountTable table, String year, InclusionGate gate, String dimension, List<String> unknown) {
        Map<String, List<String>> among = new HashMap<>(Map.of("year", List.of(year)));
        if (gate == InclusionGate.CONTRABAND_KNOWN || gate == InclusionGate.SEARCH_BASIS_KNOWN) {
            searches(table)
                    .ifPresent(search -> among.put(
                            search,
                            table.codes(search).stream()
                                    .filter(code -> code.equals("true") || code.equals("yes"))
                                    .toList()));
        }
        CountBounds all = table.sum(table.select(among));
        among.put(dimension, unknown);
        CountBounds part = unknown.isEmpty() ? CountBounds.exactly(0) : table.sum(table.select(among));
        Interval known = share(all.minus(part), part);
        return List.of(
                table.name(),
                year,
                gate.meaning(counted(table)),
                range(known),
                gate.outcome(known).name().toLowerCase(Locale.ROOT));
    }

    /** What the table counts; of one that says only its unit, the name tells whether it is of searches alone. */
    private static String counted(CountTable table) {
        if (!table.counted().equals(table.unit())) {
            return table.counted();
        }
        return table.name().contains("search") && searches(table).isEmpty() ? "searches" : table.unit();
    }

    static boolean isMissing(String code) {
        return MISSING.contains(code.toLowerCase(Locale.ROOT).strip());
    }

    private static Interval share(CountBounds part, CountBounds rest) {
        double low = part.lower() == 0 ? 0 : part.lower() / ((double) part.lower() + rest.upper());
        double high = part.upper() == 0 ? 0 : part.upper() / ((double) part.upper() + rest.lower());
        return new Interval(low, Math.max(low, high));
    }

    private static String range(Interval share) {
        return share.isExact()
                ? Html.percent(share.lower())
                : Html.percent(share.lower()) + " to " + Html.percent(share.upper());
    }
}
