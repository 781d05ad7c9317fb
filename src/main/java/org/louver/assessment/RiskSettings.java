package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.refusal.Refusal;
import org.louver.risk.MinimalSampleUniques;

/**
 * The {@code risk} section of a release: which records to assess, over which keys, and against whom.
 *
 * @param section where the settings stand, for refusals
 * @param source name of the source table; empty if the release has only one
 * @param keys what a reader may know of a person, in the order of the file
 * @param missing how a missing value is compared
 * @param person column that identifies people, so that people and not rows are counted
 * @param fraction share of the population that is among the records, in (0, 1]
 * @param threshold classes and cells below it are small
 * @param riskThreshold a record is at risk if its probability exceeds it, in (0, 1]
 * @param sensitive what must not be inferred within a class
 * @param specialUniqueKeys largest set of keys that special unique detection looks at; 0 leaves it out
 * @param mostKeys largest set of columns that exploration looks at
 * @param levels per key, columns of coarser levels that exploration may use instead
 * @param tables sets of columns that are published together, for the mosaic
 */
public record RiskSettings(
        Section section,
        Optional<String> source,
        List<String> keys,
        Missing missing,
        Optional<String> person,
        double fraction,
        long threshold,
        double riskThreshold,
        Sensitive sensitive,
        int specialUniqueKeys,
        Optional<Population> population,
        Optional<Places> places,
        int mostKeys,
        SortedMap<String, List<String>> levels,
        List<List<String>> tables) {

    /** How a missing value compares with the others. */
    public enum Missing {
        /** As a value of its own. */
        OWN,
        /** As if it were any value, as sdcMicro does. */
        WILDCARD
    }

    /**
     * What must not be inferred.
     *
     * @param columns of the records
     * @param c of recursive (c, ℓ)-diversity, at least 0
     * @param l its ℓ, at least 1
     * @param levels per column, columns that group its values, from fine to coarse: the ground of the hierarchical distance
     */
    public record Sensitive(List<String> columns, double c, int l, SortedMap<String, List<String>> levels) {
        public Sensitive {
            columns = List.copyOf(columns);
        }
    }

    /**
     * How many people there are.
     *
     * @param section where it is described, for refusals
     * @param path a Parquet, Delta or CSV file with a header
     * @param format Spark's name of the format
     * @param people column of the estimate
     * @param margin column of its margin of error
     * @param year column of the year, if there are several
     * @param columns per key of the records, the column of the population table
     * @param codes per key whose codes differ, the code of the records by that of the table; several may be one, others are left out
     */
    public record Population(
            Section section,
            String path,
            String format,
            String people,
            Optional<String> margin,
            Optional<String> year,
            SortedMap<String, String> columns,
            SortedMap<String, SortedMap<String, String>> codes) {
        /** The answer of the work; a refusal names the key of this section that it is about. */
        <T> T about(String key, Supplier<T> work) {
            return RiskSettings.about(section, key, work);
        }
    }

    /** Person-in-place uniqueness: levels of geography from coarse to fine, and what is seen of a person. */
    public record Places(List<String> levels, List<String> traits) {
        public Places {
            levels = List.copyOf(levels);
            traits = List.copyOf(traits);
        }
    }

    /**
     * Reads the section.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static RiskSettings read(Section section) {
        double fraction = section.number("sample-fraction", 1);
        if (!(fraction > 0 && fraction <= 1)) {
            throw section.refusal(
                    "sample-fraction",
                    "is " + fraction + ", outside (0, 1]",
                    "give the share of the population that is among the records; 1 if all of it is");
        }
        double riskThreshold = section.number("risk-threshold", 0.2);
        if (!(riskThreshold > 0 && riskThreshold <= 1)) {
            throw section.refusal(
                    "risk-threshold", "is " + riskThreshold + ", outside (0, 1]", "give a probability such as 0.2");
        }
        // Read by CellSettings.
        section.has("cells");
        Section suda = section.sectionOrEmpty("suda");
        Section explore = section.sectionOrEmpty("explore");
        RiskSettings settings = new RiskSettings(
                section,
                section.optionalText("source"),
                section.texts("keys"),
                section.word("missing", Missing.class, Missing.OWN),
                section.optionalText("person"),
                fraction,
                section.integer("threshold", 10, 2, 1_000_000),
                riskThreshold,
                sensitive(section),
                (int) suda.integer("most-keys", 3, 0, 8),
                section.has("population") ? Optional.of(population(section.section("population"))) : Optional.empty(),
                section.has("places") ? Optional.of(places(section.section("places"))) : Optional.empty(),
                (int) explore.integer("most-keys", 5, 1, 12),
                levels(explore.sectionOrEmpty("levels")),
                tables(section));
        if (settings.specialUniqueKeys() > 0 && settings.keys().size() > MinimalSampleUniques.MOST_KEYS) {
            throw section.refusal(
                    "keys",
                    "names " + settings.keys().size() + " keys; special uniques are looked for in "
                            + MinimalSampleUniques.MOST_KEYS + " at most",
                    "name fewer, or leave special uniques out (suda { most-keys = 0 })");
        }
        suda.refuseUnknownKeys();
        explore.refuseUnknownKeys();
        section.refuseUnknownKeys();
        return settings;
    }

    /**
     * The same settings with the source that they are about, and the smallest safe count of the release where they have no threshold of
     * their own.
     *
     * @throws Refusal exit 2 if it is none of the release, or not clear which
     */
    public RiskSettings of(ReleaseConfig release) {
        Set<String> sources = release.sources().keySet();
        if (source.isPresent() ? !sources.contains(source.get()) : sources.size() != 1) {
            throw section.refusal(
                    "source",
                    source.isEmpty() ? "is missing" : "is no source of this release",
                    "choose among " + String.join(", ", sources));
        }
        long demanded = release.file().sectionOrEmpty("rules").integer("minimum-frequency", 0, 0, Integer.MAX_VALUE);
        return with(
                Optional.of(source.orElse(release.sources().firstKey())),
                section.has("threshold") || demanded < 2 ? threshold : demanded,
                levels);
    }

    /** The same settings with these levels for exploration. */
    RiskSettings with(SortedMap<String, List<String>> explored) {
        return with(source, threshold, explored);
    }

    private RiskSettings with(Optional<String> about, long small, SortedMap<String, List<String>> explored) {
        return new RiskSettings(
                section,
                about,
                keys,
                missing,
                person,
                fraction,
                small,
                riskThreshold,
                sensitive,
                specialUniqueKeys,
                population,
                places,
                mostKeys,
                explored,
                tables);
    }

    /** The answer of the work; a refusal names the key of this section that it is about. */
    <T> T about(String key, Supplier<T> work) {
        return about(section, key, work);
    }

    private static <T> T about(Section section, String key, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw refusal.at(section.place(key));
        }
    }

    private static Sensitive sensitive(Section section) {
        List<String> columns = section.texts("sensitive", List.of());
        Section diversity = section.sectionOrEmpty("diversity");
        double c = diversity.number("c", 3);
        if (!(c >= 0)) {
            throw diversity.refusal("c", "is negative", "give a number such as 3");
        }
        Sensitive sensitive = new Sensitive(
                columns,
                c,
                (int) diversity.integer("l", 2, 1, 1000),
                levels(section.sectionOrEmpty("sensitive-levels")));
        diversity.refuseUnknownKeys();
        for (String column : sensitive.levels().keySet()) {
            if (!columns.contains(column)) {
                throw section.refusal(
                        "sensitive-levels", "has " + column + ", which is not in sensitive", "name it there too");
            }
        }
        return sensitive;
    }

    private static List<List<String>> tables(Section section) {
        List<List<String>> tables = new ArrayList<>();
        if (section.has("tables")) {
            for (Section table : section.sections("tables")) {
                tables.add(table.texts("by"));
                table.refuseUnknownKeys();
            }
        }
        return tables;
    }

    private static SortedMap<String, List<String>> levels(Section section) {
        TreeMap<String, List<String>> levels = new TreeMap<>();
        for (String key : section.keys()) {
            levels.put(key, section.texts(key));
        }
        return levels;
    }

    static Population population(Section section) {
        TreeMap<String, String> columns = new TreeMap<>();
        TreeMap<String, SortedMap<String, String>> codes = new TreeMap<>();
        Section declared = section.section("columns");
        for (String key : declared.keys()) {
            if (declared.isObject(key)) {
                Section mapped = declared.section(key);
                columns.put(key, mapped.text("column", key));
                codes.put(key, codes(mapped.section("codes")));
                mapped.refuseUnknownKeys();
            } else {
                columns.put(key, declared.text(key));
            }
        }
        Population population = new Population(
                section,
                section.text("path"),
                section.text("format", "csv"),
                section.text("people"),
                section.optionalText("margin"),
                section.optionalText("year"),
                columns,
                codes);
        if (columns.isEmpty()) {
            throw section.refusal("columns", "is empty", "map at least one key to a column of the table");
        }
        section.refuseUnknownKeys();
        return population;
    }

    private static SortedMap<String, String> codes(Section section) {
        TreeMap<String, String> codes = new TreeMap<>();
        for (String code : section.keys()) {
            codes.put(code, section.text(code));
        }
        return codes;
    }

    private static Places places(Section section) {
        Places places = new Places(section.texts("levels"), section.texts("traits"));
        section.refuseUnknownKeys();
        return places;
    }
}
