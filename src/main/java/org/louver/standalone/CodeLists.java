package org.louver.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.table.SpanningVariable;
import org.louver.table.SpanningVariableBuilder;

/** Builds the spanning variables of a design from the columns of a file and from code files. */
final class CodeLists {
    private CodeLists() {}

    /** Whether the file has all columns that the variable's hierarchies name; a variable from code files needs none. */
    static boolean canBeReadFrom(DesignConfig.Variable variable, CodedColumns file) {
        return levelColumns(variable).stream().allMatch(file::has);
    }

    /** Input columns that tell the codes of the variable. */
    static Set<String> levelColumns(DesignConfig.Variable variable) {
        Set<String> columns = new HashSet<>();
        for (DesignConfig.Hierarchy hierarchy : variable.hierarchies()) {
            if (hierarchy instanceof DesignConfig.Columns named) {
                columns.addAll(named.fromCoarseToFine());
            }
        }
        return columns;
    }

    /**
     * The variable with all codes of the file; {@code Total} in its finest column marks a row that is a margin, and is no code.
     *
     * @throws Refusal exit 3 if a code is empty or unknown to a code file, a code file is wrong, or all rows are margins
     * @throws org.louver.table.InvalidTable if a code has two parents
     */
    static SpanningVariable variable(DesignConfig.Variable design, CodedColumns file) {
        SpanningVariableBuilder builder = SpanningVariable.named(design.name());
        List<CodePaths> files = new ArrayList<>();
        for (DesignConfig.Hierarchy hierarchy : design.hierarchies()) {
            if (hierarchy instanceof DesignConfig.Columns columns) {
                builder.hierarchy(columns.fromCoarseToFine());
            } else if (hierarchy instanceof DesignConfig.CodeFile codeFile) {
                CodePaths paths = CodePaths.read(codeFile, design, files.size());
                files.add(paths);
                builder.hierarchy(paths.levels(design.column()));
            }
        }
        if (levelColumns(design).isEmpty()) {
            for (String leaf : files.get(0).paths().keySet()) {
                builder.leaf(codes(builder.levels(), Map.of(design.column(), leaf), leaf, files));
            }
            return builder.build();
        }
        List<String> names =
                builder.levels().stream().filter(levelColumns(design)::contains).toList();
        List<CodedColumns.Column> columns = names.stream().map(file::column).toList();
        CodedColumns.Column finest = file.column(design.column());
        if (finest.texts().stream().allMatch(SpanningVariable.TOTAL::equals)) {
            throw onlyMargins(file, "every row has " + SpanningVariable.TOTAL + " in column " + finest.name());
        }
        Set<List<Integer>> seen = new HashSet<>();
        boolean flat = columns.size() == 1;
        boolean[] known = new boolean[finest.texts().size()];
        for (int row = 0; row < file.rows(); row++) {
            int code = finest.code()[row];
            if (flat && known[code]) {
                continue;
            }
            known[code] = true;
            String leaf = finest.text(row);
            if (leaf.equals(SpanningVariable.TOTAL) || (!flat && !seen.add(combination(columns, row)))) {
                continue;
            }
            Map<String, String> given = new HashMap<>();
            for (CodedColumns.Column column : columns) {
                if (column.text(row).isBlank()) {
                    throw Refusal.input(
                            file.row(row) + " has no code in column " + column.name(),
                            "give every record a code, for instance Unknown");
                }
                given.put(column.name(), column.text(row));
            }
            builder.leaf(codes(builder.levels(), given, leaf, files));
        }
        return builder.build();
    }

    /** Margins alone do not tell what they add up. */
    static Refusal onlyMargins(CodedColumns file, String why) {
        return Refusal.input(
                file.file() + " has only margins: " + why, "give the cells of the finest codes, which margins add up");
    }

    private static List<Integer> combination(List<CodedColumns.Column> columns, int row) {
        return columns.stream().map(column -> column.code()[row]).toList();
    }

    private static List<String> codes(
            List<String> levels, Map<String, String> given, String leaf, List<CodePaths> files) {
        List<String> codes = new ArrayList<>();
        for (String level : levels) {
            String code = given.get(level);
            for (int file = 0; code == null && file < files.size(); file++) {
                code = files.get(file).code(leaf, level);
            }
            if (code == null) {
                throw new IllegalStateException("every level has a source");
            }
            codes.add(code);
        }
        for (CodePaths file : files) {
            file.require(leaf);
        }
        return codes;
    }
}
