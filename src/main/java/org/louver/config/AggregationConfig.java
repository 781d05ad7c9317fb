package org.louver.config;

import com.typesafe.config.ConfigList;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.louver.pooling.MergeRules;
import org.louver.pooling.Neighbours;

/**
 * How a table is protected, and what aggregation may do to it: {@code method} and {@code aggregation} of one table.
 *
 * @param method which ways are open
 * @param mostWithheld largest share of the records that may lie in withheld cells of the finest kind
 * @param mostWithheldOfAGroup the same for every category of the variables in {@code groups} that holds a twentieth of the records
 * @param mostLevels how many levels a published cell of the finest kind may give up for the records in it to count as served
 * @param mostUnserved largest share of the records that may be in no such cell
 * @param finestWeight how many margins withholding a cell of the finest kind costs, 1 to 1000
 * @param groups variables over whose categories the withheld share is compared; empty for all but the period
 * @param weights variable → how dear its detail is; 1 where nothing is said
 * @param variables variable → its rules
 * @param earlier what binds the categories to those of the release that is public now
 * @param place file, line and key of the method, for refusals
 */
public record AggregationConfig(
        Method method,
        double mostWithheld,
        double mostWithheldOfAGroup,
        long mostLevels,
        double mostUnserved,
        long finestWeight,
        List<String> groups,
        Map<String, Long> weights,
        Map<String, VariableRules> variables,
        Earlier earlier,
        String place) {

    /** Which ways to protect a table are open. */
    public enum Method {
        /** Withhold cells. */
        SUPPRESS,
        /** Coarser categories until no cell is unsafe. */
        AGGREGATE,
        /** Both ways, and first the one, then the other; the measured losses decide. */
        AUTO
    }

    /** What binds the categories to those of the release that is public now. */
    public enum Earlier {
        /** They stay, or get coarser. */
        KEEP,
        /** They may change, but no pool is split where that would single out a small member. */
        CHANGE
    }

    /**
     * Rules of one variable; neighbours, where nothing is said, follow from its codes.
     *
     * @param rules what the search obeys
     * @param neighboursGiven whether the file says who is a neighbour
     * @param within level that no pool crosses; the levels between it and the finest one are not shown
     */
    public record VariableRules(MergeRules rules, boolean neighboursGiven, Optional<String> within) {}

    /** What a cell of the finest kind weighs beside its margins where nothing is said. */
    public static final long FINEST_WEIGHT = 5;

    /** Withholding alone: what a table does that says nothing. */
    public static final AggregationConfig SUPPRESSION = new AggregationConfig(
            Method.SUPPRESS, 0.4, 0.8, 2, 0.2, 1, List.of(), Map.of(), Map.of(), Earlier.KEEP, "method");

    public AggregationConfig {
        groups = List.copyOf(groups);
        weights = Map.copyOf(weights);
        variables = Map.copyOf(variables);
    }

    /**
     * Reads both keys of a table.
     *
     * @param table the section of the table
     * @param axes the variables that span it
     * @throws org.louver.refusal.Refusal exit 2 with file, line and remedy
     */
    public static AggregationConfig read(Section table, Set<String> axes) {
        Method method = table.word("method", Method.class, Method.SUPPRESS);
        Section section = table.sectionOrEmpty("aggregation");
        if (method == Method.SUPPRESS && table.has("aggregation")) {
            throw table.refusal(
                    "aggregation",
                    "stands beside method = suppress",
                    "write method = aggregate or auto, or take it out");
        }
        List<String> keep = named(section, "keep", axes);
        List<String> groups = named(section, "groups", axes);
        Map<String, Long> weights = new TreeMap<>();
        Section weighed = section.sectionOrEmpty("weights");
        for (String variable : weighed.keys()) {
            require(weighed, variable, variable, axes);
            weights.put(variable, weighed.integer(variable, 1, 1, 1_000));
        }
        Map<String, VariableRules> variables = new TreeMap<>();
        Section ruled = section.sectionOrEmpty("variables");
        for (String variable : ruled.keys()) {
            require(ruled, variable, variable, axes);
            variables.put(variable, rules(ruled.section(variable)));
        }
        for (String variable : keep) {
            if (variables.put(variable, new VariableRules(MergeRules.FIXED, true, Optional.empty())) != null) {
                throw section.refusal("keep", "names " + variable + ", which has rules of its own", "say one of both");
            }
        }
        AggregationConfig read = new AggregationConfig(
                method,
                share(section, "most-withheld", 0.4),
                share(section, "most-withheld-of-a-group", 0.8),
                section.integer("most-levels", 2, 0, 100),
                share(section, "most-unserved", 0.2),
                section.integer("finest-weight", method == Method.SUPPRESS ? 1 : FINEST_WEIGHT, 1, 1_000),
                groups,
                weights,
                variables,
                section.word("earlier", Earlier.class, Earlier.KEEP),
                table.place("method"));
        section.refuseUnknownKeys();
        return read;
    }

    private static double share(Section section, String key, double otherwise) {
        double share = section.number(key, otherwise);
        if (share < 0 || share > 1) {
            throw section.refusal(key, "is no share", "write a number from 0 to 1");
        }
        return share;
    }

    private static List<String> named(Section section, String key, Set<String> axes) {
        List<String> names = section.texts(key, List.of());
        names.forEach(name -> require(section, key, name, axes));
        return names;
    }

    private static void require(Section section, String key, String variable, Set<String> axes) {
        if (!axes.contains(variable)) {
            throw section.refusal(
                    key,
                    "names " + variable + ", which does not span the table",
                    "use one of " + String.join(", ", axes));
        }
    }

    private static VariableRules rules(Section section) {
        List<Set<String>> apart = new ArrayList<>();
        for (List<String> set : lists(section, "apart")) {
            apart.add(Set.copyOf(set));
        }
        Optional<Neighbours> neighbours = neighbours(section);
        VariableRules read = new VariableRules(
                new MergeRules(
                        false,
                        section.flag("drop", true),
                        Set.copyOf(section.texts("alone", List.of())),
                        apart,
                        List.of(),
                        neighbours.orElseGet(Neighbours.Any::new),
                        (int) section.integer("members-at-least", 2, 2, 1_000),
                        floor(section)),
                neighbours.isPresent(),
                section.optionalText("within"));
        section.refuseUnknownKeys();
        return read;
    }

    private static Optional<Neighbours> neighbours(Section section) {
        if (section.has("order") && section.has("neighbours")) {
            throw section.refusal("order", "stands beside neighbours", "say one of both");
        }
        if (section.has("order")) {
            return Optional.of(new Neighbours.Ordered(section.texts("order")));
        }
        if (!section.has("neighbours")) {
            return Optional.empty();
        }
        List<Set<String>> borders = new ArrayList<>();
        List<List<String>> pairs = isList(section, "neighbours")
                ? lists(section, "neighbours")
                : rows(section, "neighbours", section.text("neighbours"));
        for (List<String> pair : pairs) {
            if (pair.size() < 2 || pair.get(0).equals(pair.get(1))) {
                throw section.refusal(
                        "neighbours", "has an entry that is no pair of places", "write [ [a, b], [b, c] ]");
            }
            borders.add(Set.of(pair.get(0), pair.get(1)));
        }
        return Optional.of(new Neighbours.Bordering(borders));
    }

    private static Optional<MergeRules.Floor> floor(Section section) {
        if (!section.has("floor")) {
            return Optional.empty();
        }
        Section floor = section.section("floor");
        Map<String, Long> weight = new LinkedHashMap<>();
        if (floor.isObject("population")) {
            Section population = floor.section("population");
            for (String code : population.keys()) {
                weight.put(code, population.integer(code));
            }
        } else {
            for (List<String> row : rows(floor, "population", floor.text("population"))) {
                try {
                    weight.put(row.get(0), Long.parseLong(row.get(1)));
                } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
                    throw floor.refusal(
                            "population", "names a file with a row that is no code and number", "correct it");
                }
            }
        }
        MergeRules.Floor read = new MergeRules.Floor(weight, floor.integer("least"));
        floor.refuseUnknownKeys();
        return Optional.of(read);
    }

    private static boolean isList(Section section, String key) {
        boolean[] list = new boolean[1];
        try {
            section.list(key, value -> list[0] = true);
            return true;
        } catch (org.louver.refusal.Refusal noList) {
            return false;
        }
    }

    private static List<List<String>> lists(Section section, String key) {
        if (!section.has(key)) {
            return List.of();
        }
        return section.list(key, value -> {
            if (!(value instanceof ConfigList list)) {
                throw section.refusal(key, "holds something else than lists", "write [ [a, b], [b, c] ]");
            }
            return list.stream().map(code -> String.valueOf(code.unwrapped())).toList();
        });
    }

    /** The rows of a CSV file after its header. */
    private static List<List<String>> rows(Section section, String key, String file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<List<String>> rows = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            for (CSVRecord record : records) {
                rows.add(record.toList());
            }
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException unreadable) {
            throw section.refusal(
                    key,
                    "names a file that cannot be read as CSV: " + file,
                    "give a CSV file with a header and two columns");
        }
        return rows;
    }
}
