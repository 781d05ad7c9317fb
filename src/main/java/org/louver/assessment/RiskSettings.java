package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;

/**
 * The {@code risk} section of a release: which records to assess, over which keys, and against whom.
 *
 * @param source name of the source table; empty if the release has only one
 * @param keys what a reader may know of a person, in the order of the file
 * @param missing how a missing value is compared
 * @param person column that identifies people, so that people and not rows are counted
 * @param fraction share of the population that is among the records, in (0, 1]
 * @param threshold classes and cells below it are small
 * @param riskThreshold a record is at risk if its probability exceeds it, in (0, 1]
 * @param sensitive columns that must not be inferred within a class
 * @param specialUniqueKeys largest set of keys that special unique detection looks at; 0 leaves it out
 * @param mostKeys largest set of columns that exploration looks at
 * @param levels per key, columns of coarser levels that exploration may use instead
 * @param tables sets of columns that are published together, for the mosaic
 */
public record RiskSettings(
        Optional<String> source,
        List<String> keys,
        Missing missing,
        Optional<String> person,
        double fraction,
        long threshold,
        double riskThreshold,
        List<String> sensitive,
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
     * How many people there are.
     *
     * @param path a Parquet, Delta or CSV file with a header
     * @param format Spark's name of the format
     * @param people column of the estimate
     * @param margin column of its margin of error
     * @param year column of the year, if there are several
     * @param columns per key of the records, the column of the population table
     */
    public record Population(
            String path,
            String format,
            String people,
            Optional<String> margin,
            Optional<String> year,
            SortedMap<String, String> columns) {}

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
     * @throws org.louver.refusal.Refusal exit 2 with file, line and remedy
     */
    public static RiskSettings read(Section section) {
        double fraction = section.number("sample-fraction", 1);
        if (!(fraction > 0 && fraction <= 1)) {
            throw section.refusal("sample-fraction", "is " + fraction + ", outside (0, 1]", "give the share sampled");
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
                section.optionalText("source"),
                section.texts("keys"),
                section.word("missing", Missing.class, Missing.OWN),
                section.optionalText("person"),
                fraction,
                section.integer("threshold", 10, 2, 1_000_000),
                riskThreshold,
                section.texts("sensitive", List.of()),
                (int) suda.integer("most-keys", 3, 0, 8),
                section.has("population") ? Optional.of(population(section.section("population"))) : Optional.empty(),
                section.has("places") ? Optional.of(places(section.section("places"))) : Optional.empty(),
                (int) explore.integer("most-keys", 5, 1, 12),
                levels(explore.sectionOrEmpty("levels")),
                tables(section));
        suda.refuseUnknownKeys();
        explore.refuseUnknownKeys();
        section.refuseUnknownKeys();
        return settings;
    }

    /**
     * The same settings with the source that they are about.
     *
     * @throws org.louver.refusal.Refusal exit 2 if it is none of the release, or not clear which
     */
    public RiskSettings of(ReleaseConfig release, Section section) {
        Set<String> sources = release.sources().keySet();
        if (source.isPresent() ? !sources.contains(source.get()) : sources.size() != 1) {
            throw section.refusal(
                    "source",
                    source.isEmpty() ? "is missing" : "is no source of this release",
                    "choose among " + String.join(", ", sources));
        }
        return new RiskSettings(
                Optional.of(source.orElse(release.sources().firstKey())),
                keys,
                missing,
                person,
                fraction,
                threshold,
                riskThreshold,
                sensitive,
                specialUniqueKeys,
                population,
                places,
                mostKeys,
                levels,
                tables);
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
        Section declared = section.section("columns");
        for (String key : declared.keys()) {
            columns.put(key, declared.text(key));
        }
        Population population = new Population(
                section.text("path"),
                section.text("format", "csv"),
                section.text("people"),
                section.optionalText("margin"),
                section.optionalText("year"),
                columns);
        if (columns.isEmpty()) {
            throw section.refusal("columns", "is empty", "map at least one key to a column of the table");
        }
        section.refuseUnknownKeys();
        return population;
    }

    private static Places places(Section section) {
        Places places = new Places(section.texts("levels"), section.texts("traits"));
        section.refuseUnknownKeys();
        return places;
    }
}
