package org.louver.tabulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.louver.config.Section;

/**
 * Where the codes of a spanning variable come from: named levels, each a column of text that is never null, and the hierarchies,
 * each a list of levels from coarse to fine. All hierarchies of a variable end in the same finest level.
 */
public sealed interface VariableSource {
    /** Code of a missing value: a category like any other, so that nobody drops out of the totals. */
    String UNKNOWN = "Unknown";

    /** End of the code of a value that is missing under a known coarser one. */
    String UNKNOWN_PART = " (unknown)";

    /** Whether a code stands for a missing value, of every level or only of the finer ones. */
    static boolean isUnknown(String code) {
        return code.equals(UNKNOWN) || code.endsWith(UNKNOWN_PART);
    }

    /** Fields of the source that the levels read. */
    List<String> fields();

    /** Level names from coarse to fine, one list per hierarchy. */
    List<List<String>> hierarchies();

    /** The code of every level by its name; a level stands once even where several hierarchies share it. */
    Map<String, Column> levels();

    /**
     * Codes as they stand in fields of the source; a level is named after its field.
     *
     * <p>Where a finer field is missing under a known coarser one, its code is {@code <coarser> (unknown)}: unknown beats of two
     * districts are not the same place.
     */
    record Fields(List<List<String>> hierarchies) implements VariableSource {
        public Fields {
            hierarchies = hierarchies.stream().map(List::copyOf).toList();
        }

        @Override
        public List<String> fields() {
            return hierarchies.stream().flatMap(List::stream).distinct().toList();
        }

        @Override
        public Map<String, Column> levels() {
            Map<String, Column> levels = new LinkedHashMap<>();
            for (List<String> hierarchy : hierarchies) {
                Column coarser = functions.lit(null).cast("string");
                for (String field : hierarchy) {
                    Column code = functions.col(field).cast("string");
                    Column missing = functions
                            .when(coarser.isNull().or(coarser.equalTo(UNKNOWN)), functions.lit(UNKNOWN))
                            .otherwise(functions.concat(coarser, functions.lit(UNKNOWN_PART)));
                    Column complete = functions.coalesce(code, missing);
                    levels.putIfAbsent(field, complete);
                    coarser = complete;
                }
            }
            return levels;
        }
    }

    /**
     * Bands of a whole number, such as age in years.
     *
     * @param name of the variable; a single level is called by it, several by it and a number, 1 the coarsest
     * @param starts one list per level, coarse to fine: the first value of each band, ascending; each coarser list is part of the
     *     next finer one. The last band is open; values below the first band are unknown.
     */
    record Bands(String name, String field, List<List<Long>> starts) implements VariableSource {
        public Bands {
            starts = starts.stream().map(List::copyOf).toList();
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public List<List<String>> hierarchies() {
            return List.of(List.copyOf(levels().keySet()));
        }

        @Override
        public Map<String, Column> levels() {
            Map<String, Column> levels = new LinkedHashMap<>();
            for (int level = 0; level < starts.size(); level++) {
                levels.put(
                        starts.size() == 1 ? name : name + (level + 1), band(functions.col(field), starts.get(level)));
            }
            return levels;
        }

        private static Column band(Column value, List<Long> starts) {
            Column code = functions.when(value.isNull().or(value.lt(starts.get(0))), functions.lit(UNKNOWN));
            for (int band = 0; band + 1 < starts.size(); band++) {
                code = code.when(value.lt(starts.get(band + 1)), functions.lit(label(starts, band)));
            }
            return code.otherwise(functions.lit(label(starts, starts.size() - 1)));
        }

        /** {@code 18-24}, or {@code 65+} for the last band. */
        static String label(List<Long> starts, int band) {
            long first = starts.get(band);
            return band + 1 == starts.size() ? first + "+" : first + "-" + (starts.get(band + 1) - 1);
        }
    }

    /** Calendar periods of a date: {@code 2024}, {@code 2024-Q1}, {@code 2024-03}; levels are called year, quarter, month. */
    record Periods(String field, List<Period> periods) implements VariableSource {
        public Periods {
            periods = List.copyOf(periods);
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public List<List<String>> hierarchies() {
            return List.of(List.copyOf(levels().keySet()));
        }

        @Override
        public Map<String, Column> levels() {
            Map<String, Column> levels = new LinkedHashMap<>();
            for (Period period : periods) {
                levels.put(
                        period.name().toLowerCase(Locale.ROOT),
                        functions.coalesce(period.code(functions.col(field)), functions.lit(UNKNOWN)));
            }
            return levels;
        }
    }

    /** The calendar periods that may be published; nothing finer exists. */
    enum Period {
        YEAR,
        QUARTER,
        MONTH;

        Column code(Column date) {
            Column year = functions.date_format(date, "yyyy");
            return switch (this) {
                case YEAR -> year;
                case QUARTER ->
                    functions.concat(
                            year, functions.lit("-Q"), functions.quarter(date).cast("string"));
                case MONTH -> functions.date_format(date, "yyyy-MM");
            };
        }
    }

    /** Reads one entry of {@code variables}. */
    static VariableSource read(Section section, String name) {
        VariableSource source;
        if (section.has("bands")) {
            source = new Bands(name, section.text("from", name), bands(section));
        } else if (section.has("periods")) {
            List<Period> periods = section.list("periods", value -> period(section, String.valueOf(value.unwrapped())));
            for (int level = 1; level < periods.size(); level++) {
                if (periods.get(level).compareTo(periods.get(level - 1)) <= 0) {
                    throw section.refusal(
                            "periods", "are not in order", "write them from coarse to fine: year, quarter, month");
                }
            }
            if (periods.isEmpty() || periods.get(0) != Period.YEAR) {
                throw section.refusal(
                        "periods", "do not begin with year", "datasets are partitioned by year: begin with it");
            }
            source = new Periods(section.text("from", "date"), periods);
        } else if (section.has("hierarchies")) {
            source = new Fields(fields(section));
        } else {
            source = new Fields(List.of(List.of(section.text("from", name))));
        }
        // For the data dictionary, which reads them.
        List.of("definition", "unit", "code-definitions").forEach(section::has);
        section.refuseUnknownKeys();
        return source;
    }

    private static List<List<String>> fields(Section section) {
        List<List<String>> levels =
                section.list("hierarchies", value -> texts(section, "hierarchies", value.unwrapped()));
        long leaves = levels.stream()
                .map(hierarchy -> hierarchy.get(hierarchy.size() - 1))
                .distinct()
                .count();
        if (leaves != 1) {
            throw section.refusal(
                    "hierarchies", "do not end in one common field", "alternative roll-ups share their finest level");
        }
        return levels;
    }

    private static List<List<Long>> bands(Section section) {
        List<List<Long>> levels =
                section.list("bands", value -> value.unwrapped()).stream().allMatch(Number.class::isInstance)
                        ? List.of(section.list("bands", value -> ((Number) value.unwrapped()).longValue()))
                        : section.list(
                                "bands",
                                value -> texts(section, "bands", value.unwrapped()).stream()
                                        .map(Long::valueOf)
                                        .toList());
        for (int level = 0; level < levels.size(); level++) {
            List<Long> starts = levels.get(level);
            if (!starts.equals(starts.stream().distinct().sorted().toList())) {
                throw section.refusal("bands", "are not ascending", "list the first value of each band, ascending");
            }
            if (level > 0 && !starts.containsAll(levels.get(level - 1))) {
                throw section.refusal("bands", "do not nest", "each coarser band must begin where a finer one does");
            }
        }
        return levels;
    }

    private static List<String> texts(Section section, String key, Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw section.refusal(key, "holds something else than non-empty lists", "write [ [coarse, fine] ]");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static Period period(Section section, String word) {
        for (Period period : Period.values()) {
            if (period.name().equalsIgnoreCase(word)) {
                return period;
            }
        }
        throw section.refusal("periods", "names something finer or unknown", "use year, quarter, month");
    }
}
