package org.louver.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Homogeneity;
import org.louver.sensitivity.ProtectionPolicy;
import org.louver.sensitivity.SensitivityRules;
import org.louver.table.CellPattern;
import org.louver.table.TableDesign;

/**
 * A design file: which tables are made of an input, and how they are protected.
 *
 * @param variables in the order in which the tables first name them
 * @param tables in the order of the file
 * @param count column of pre-aggregated counts; absent: each row counts 1
 * @param contributor column that tells whose the record is, for tables of counts
 * @param magnitude what is added up instead of counted
 * @param rules which cells are unsafe
 * @param protection how they are protected
 * @param attackSeconds how long the attack may take; one that takes longer is inconclusive
 * @param folder of the design file, from which files in it are resolved
 */
public record DesignConfig(
        Map<String, Variable> variables,
        List<TableDesign> tables,
        Optional<String> count,
        Optional<String> contributor,
        Optional<Magnitude> magnitude,
        SensitivityRules rules,
        ProtectionConfig protection,
        long attackSeconds,
        Path folder) {
    private static final long ATTACK_SECONDS = 1_800;

    /** What stands in the results besides a column per variable. */
    private static final Set<String> RESULT_COLUMNS = Set.of("table", "value", "status", "lower", "upper", "verdict");

    /**
     * A variable of the design.
     *
     * @param column the input column of its finest level
     * @param hierarchies alternative roll-ups, all ending in the finest level
     */
    public record Variable(String name, String column, List<Hierarchy> hierarchies) {
        public Variable {
            hierarchies = List.copyOf(hierarchies);
        }
    }

    /** One roll-up of a variable. */
    public sealed interface Hierarchy {}

    /** Input columns from coarse to fine. */
    public record Columns(List<String> fromCoarseToFine) implements Hierarchy {
        public Columns {
            fromCoarseToFine = List.copyOf(fromCoarseToFine);
        }
    }

    /**
     * A file of {@code code,parent}; the parent of a top code is empty or {@code Total}.
     *
     * @param levels names of its levels below the total, coarse to fine, without the finest; numbers where there are none
     */
    public record CodeFile(Path file, List<String> levels) implements Hierarchy {
        public CodeFile {
            levels = List.copyOf(levels);
        }
    }

    /**
     * A value that is added up.
     *
     * @param value its column
     * @param contributor column that tells whose it is; absent: each row is its own contributor
     */
    public record Magnitude(String value, Optional<String> contributor) {}

    /**
     * Reads a design file, with {@code overrides} (dotted path → HOCON value) laid over it.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static DesignConfig load(Path file, Map<String, String> overrides) {
        Path folder = file.toAbsolutePath().getParent();
        return read(Section.load(file, overrides), folder == null ? Path.of("") : folder);
    }

    static DesignConfig read(Section root, Path folder) {
        Section declared = root.sectionOrEmpty("variables");
        List<TableDesign> tables = TablesConfig.read(root);
        Set<String> order = new LinkedHashSet<>();
        for (TableDesign table : tables) {
            for (TableDesign.Axis axis : table.axes()) {
                order.add(axis.variable());
            }
        }
        refuseNamesOfResults(root, declared, order);
        Map<String, Variable> variables = new LinkedHashMap<>();
        for (String name : order) {
            // A variable that is named by a table alone is a column with one level under a total.
            variables.put(
                    name,
                    declared.has(name)
                            ? variable(name, declared.section(name), folder)
                            : new Variable(name, name, List.of(new Columns(List.of(name)))));
        }
        // Variables that no table uses are still checked: a typing error there is an error.
        for (String name : declared.keys()) {
            declared.has(name);
            if (!order.contains(name)) {
                variable(name, declared.section(name), folder);
            }
        }
        if (root.has("count") && root.has("magnitude")) {
            throw root.refusal("magnitude", "stands beside count", "give one of them");
        }
        Section rules = root.sectionOrEmpty("rules");
        Section protection = root.sectionOrEmpty("protection");
        DesignConfig design = new DesignConfig(
                variables,
                tables,
                root.optionalText("count"),
                root.optionalText("contributor"),
                root.has("magnitude") ? Optional.of(magnitude(root.section("magnitude"))) : Optional.empty(),
                RulesConfig.read(rules),
                ProtectionConfig.read(protection),
                attackSeconds(root.sectionOrEmpty("attack")),
                folder);
        root.refuseUnknownKeys();
        design.refuseUnknownVariables(rules, protection);
        if (!design.rules().concentration().isEmpty() && design.magnitude().isEmpty()) {
            throw root.refusal(
                    "rules", "asks for dominance or p% without a magnitude", "add magnitude = { value = column }");
        }
        if (design.magnitude().isPresent() && design.contributor().isPresent()) {
            throw root.refusal(
                    "contributor", "stands beside magnitude", "write magnitude = { value = …, contributor = … }");
        }
        if (design.rules().minimumContributors() > 0
                && design.magnitude().isEmpty()
                && design.contributor().isEmpty()) {
            throw root.refusal(
                    "rules", "asks for minimum-contributors without contributors", "add contributor = column");
        }
        return design;
    }

    private static void refuseNamesOfResults(Section root, Section declared, Set<String> names) {
        for (String name : names) {
            if (RESULT_COLUMNS.contains(name)) {
                throw Refusal.configuration(
                        (declared.has(name) ? declared.place(name) : root.place("tables") + ": variable " + name)
                                + " is called like a column of the results",
                        "give it another name: variables { " + name + "_code { column = " + name + " } }");
            }
        }
    }

    /** Codes are known with the input alone; which variables there are, the tables tell. */
    private void refuseUnknownVariables(Section read, Section howProtected) {
        refuseUnknown(read, "structural-zeros", named(rules.structuralZeros()));
        refuseUnknown(read, "forced", named(rules.forced()));
        refuseUnknown(read, "requests", named(rules.requests()));
        refuseUnknown(read, "homogeneity", rules.homogeneity().stream().map(Homogeneity::variable));
        refuseUnknown(
                howProtected,
                "weights",
                named(protection.weights().stream()
                        .map(ProtectionPolicy.Weight::cells)
                        .toList()));
    }

    private static Stream<String> named(List<CellPattern> cells) {
        return cells.stream().flatMap(pattern -> pattern.codes().keySet().stream());
    }

    private void refuseUnknown(Section section, String key, Stream<String> names) {
        names.filter(name -> !variables.containsKey(name)).findFirst().ifPresent(unknown -> {
            throw section.refusal(
                    key,
                    "names a variable that no table has: " + unknown,
                    "there are " + String.join(", ", variables.keySet()));
        });
    }

    private static long attackSeconds(Section section) {
        long seconds = section.integer("seconds", ATTACK_SECONDS, 0, 1_000_000);
        section.refuseUnknownKeys();
        return seconds;
    }

    private static Magnitude magnitude(Section section) {
        Magnitude read = new Magnitude(section.text("value"), section.optionalText("contributor"));
        section.refuseUnknownKeys();
        return read;
    }

    private static Variable variable(String name, Section section, Path folder) {
        List<Hierarchy> hierarchies = section.has("hierarchies")
                ? section.list("hierarchies", value -> hierarchy(section, value, folder))
                : List.of();
        Set<String> finest = new LinkedHashSet<>();
        List<Hierarchy> read = new ArrayList<>();
        for (Hierarchy hierarchy : hierarchies) {
            if (hierarchy instanceof Columns columns) {
                finest.add(columns.fromCoarseToFine()
                        .get(columns.fromCoarseToFine().size() - 1));
            }
            read.add(hierarchy);
        }
        if (finest.size() > 1) {
            throw section.refusal(
                    "hierarchies", "end in different columns: " + String.join(", ", finest), "end all in the same one");
        }
        String column = section.text(
                "column", finest.isEmpty() ? name : finest.iterator().next());
        if (!finest.isEmpty() && !finest.contains(column)) {
            throw section.refusal("column", "is not the last column of the hierarchies", "leave it out");
        }
        if (read.isEmpty()) {
            read.add(new Columns(List.of(column)));
        }
        section.refuseUnknownKeys();
        return new Variable(name, column, read);
    }

    private static Hierarchy hierarchy(Section section, ConfigValue value, Path folder) {
        if (value instanceof ConfigObject object) {
            Section file = section.sectionOf("hierarchies", object);
            CodeFile read = new CodeFile(folder.resolve(file.text("file")), file.texts("levels", List.of()));
            file.refuseUnknownKeys();
            return read;
        }
        if (value instanceof ConfigList list && !list.isEmpty()) {
            return new Columns(list.stream()
                    .map(column -> String.valueOf(column.unwrapped()))
                    .toList());
        }
        throw section.refusal(
                "hierarchies",
                "holds something else than lists of columns and files",
                "write [ [coarse, fine] ] or [ { file = \"codes.csv\" } ]");
    }
}
