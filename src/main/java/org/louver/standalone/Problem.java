package org.louver.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Assessment;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.Rule;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.BaseCells;
import org.louver.table.CellPattern;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;

/**
 * A design and an input, read, added up and assessed: everything a protector or a well-informed attacker starts from.
 *
 * @param scale decimal places that values were multiplied out by
 */
record Problem(DesignConfig design, CodedColumns input, TabulatedCells cells, Assessment assessment, int scale) {
    /**
     * Reads the input as the design says.
     *
     * @throws Refusal exit 2 or 3
     */
    static Problem read(DesignConfig design, Path file) {
        CodedColumns input = ColumnFiles.read(file, wanted(design));
        List<SpanningVariable> variables = input(file, () -> {
            List<SpanningVariable> built = new ArrayList<>();
            design.variables().values().forEach(variable -> built.add(CodeLists.variable(variable, input)));
            return built;
        });
        return of(design, input, linked(design, variables));
    }

    /** As {@link #read}, over variables that are known already. */
    static Problem of(DesignConfig design, CodedColumns input, LinkedTables tables) {
        return input(input.file(), () -> {
            InputCells reader = new InputCells(design, input, tables);
            BaseCells base = reader.read();
            TabulatedCells cells = design.rules().zeros() == ZeroPolicy.UNSAFE
                    ? tables.tabulateWithZeros(
                            base, CellPattern.anyOf(tables, design.rules().structuralZeros()), Capacity.cells(tables))
                    : tables.tabulate(base, Capacity.cells(tables));
            reader.verifyMargins(cells);
            Assessment assessment = PrimarySuppression.assess(
                    cells, design.rules(), design.protection().policy(reader.scale()));
            return new Problem(design, input, cells, assessment, reader.scale());
        });
    }

    static LinkedTables linked(DesignConfig design, List<SpanningVariable> variables) {
        try {
            return new LinkedTables(variables, design.tables());
        } catch (InvalidTable invalid) {
            throw Refusal.configuration(invalid.problem(), invalid.remedy());
        }
    }

    /** Runs what may find the input at fault. */
    static <T> T input(Path file, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidTable invalid) {
            throw Refusal.input(file + ": " + invalid.problem(), invalid.remedy());
        } catch (ArithmeticException overflow) {
            throw Refusal.input(
                    file + ": a sum is too large to be added up exactly",
                    "round to fewer decimals, or use larger units");
        }
    }

    /**
     * Runs what computes exactly with the values of the input, and says so where they leave the range of whole numbers.
     *
     * @throws Refusal exit 3
     */
    static <T> T exactly(Path file, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            if (root instanceof ArithmeticException) {
                throw Refusal.input(
                        file + ": its values, or the width asked for, are too large to be computed with exactly",
                        "use larger units or fewer decimals, or a smaller protection.width");
            }
            throw failure;
        }
    }

    /** Pre-aggregated cells are compared in all columns, so that a repetition is found; records only where needed. */
    private static Predicate<String> wanted(DesignConfig design) {
        if (design.count().isPresent()) {
            return name -> true;
        }
        Set<String> needed = new HashSet<>();
        design.contributor().ifPresent(needed::add);
        design.magnitude().ifPresent(magnitude -> {
            needed.add(magnitude.value());
            magnitude.contributor().ifPresent(needed::add);
        });
        for (DesignConfig.Variable variable : design.variables().values()) {
            needed.addAll(CodeLists.levelColumns(variable));
            needed.add(variable.column());
        }
        return needed::contains;
    }

    /** How many cells a rule fired for first, by the rule's name. */
    Map<String, Object> firedRules() {
        Map<String, Object> fired = new HashMap<>();
        for (Rule rule : Rule.values()) {
            long count = assessment.count(rule);
            if (count > 0) {
                fired.put(rule.name().toLowerCase(Locale.ROOT), count);
            }
        }
        return fired;
    }
}
