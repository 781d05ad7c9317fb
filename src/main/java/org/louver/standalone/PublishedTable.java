package org.louver.standalone;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.louver.attack.FurtherKnowledge;
import org.louver.attack.PublishedCells;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Requirement;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.AdditiveSystem;
import org.louver.table.CellPattern;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;

/** The cells of a published file as the reader's system: cells that are absent are published zeros, margins in no table are unknown. */
final class PublishedTable {
    private final LinkedTables tables;
    private final long[] keys;
    private final int scale;
    private final boolean[] primary;
    private final boolean[] forced;
    private PublishedCells reader;

    private PublishedTable(
            LinkedTables tables, long[] keys, int scale, boolean[] primary, boolean[] forced, PublishedCells reader) {
        this.tables = tables;
        this.keys = keys;
        this.scale = scale;
        this.primary = primary;
        this.forced = forced;
        this.reader = reader;
    }

    /**
     * The reader's view of a file.
     *
     * @param scale decimal places to multiply values out by, at least those of the file
     */
    static PublishedTable of(DesignConfig design, CellFile file, LinkedTables tables, int scale) {
        boolean floorOne = design.magnitude().isEmpty() && design.rules().zeros() != ZeroPolicy.UNSAFE;
        long[] listed = file.cells().values().stream()
                .filter(cell -> tables.published(cell.key()))
                .filter(cell -> cell.withheld() || !floorOne || signum(cell.value()) != 0)
                .mapToLong(CellFile.Cell::key)
                .toArray();
        long[] keys = tables.withDerivable(listed);
        AdditiveSystem system = tables.relate(keys);
        boolean[] withheld = new boolean[keys.length];
        boolean[] primary = new boolean[keys.length];
        boolean[] forced = new boolean[keys.length];
        long[] value = new long[keys.length];
        long[] floor = new long[keys.length];
        for (int cell = 0; cell < keys.length; cell++) {
            CellFile.Cell given = tables.published(keys[cell]) ? file.cells().get(keys[cell]) : null;
            withheld[cell] = given == null || given.withheld();
            primary[cell] = given != null && given.primary();
            forced[cell] = given != null && given.forced();
            floor[cell] = floorOne && given != null ? 1 : 0;
            BigDecimal number = given == null ? null : given.value();
            if (number != null && !withheld[cell]) {
                value[cell] = number.movePointRight(scale).longValueExact();
            }
            if (given == null && tables.published(keys[cell])) {
                throw Refusal.input(
                        "cell " + tables.keys().describe(keys[cell]) + " is missing although parts of it are there",
                        "list every margin that is not zero");
            }
        }
        refuseContradiction(tables, keys, system, withheld, value);
        PublishedCells reader = PublishedCells.of(system, withheld, value, floor);
        return new PublishedTable(tables, keys, scale, primary, forced, reader);
    }

    /** Names the first relation that published values alone break: all of them, or parts that exceed their total. */
    private static void refuseContradiction(
            LinkedTables tables, long[] keys, AdditiveSystem system, boolean[] withheld, long[] value) {
        for (int relation = 0; relation < system.relations(); relation++) {
            long sum = 0;
            boolean open = false;
            for (int index = 0; index < system.parts(relation); index++) {
                int part = system.part(relation, index);
                open |= withheld[part];
                sum = Math.addExact(sum, withheld[part] ? 0 : value[part]);
            }
            int total = system.total(relation);
            if (!withheld[total] && (open ? sum > value[total] : sum != value[total])) {
                String table = tables.designs().stream()
                        .filter(design -> tables.shows(tables.designs().indexOf(design), keys[total]))
                        .map(design -> "table " + design.name() + ", ")
                        .findFirst()
                        .orElse("");
                throw new InvalidTable(
                        "not additive: " + table + Relations.describe(tables.keys(), system, keys, relation),
                        "correct the cells, or attack values that were not rounded");
            }
        }
    }

    private static int signum(@Nullable BigDecimal value) {
        return value == null ? 1 : value.signum();
    }

    /**
     * Adds what an earlier release showed of cells that are withheld now.
     *
     * @throws Refusal exit 3 naming a cell whose value is finer or larger than this table computes with
     */
    void know(Path file, CellFile earlier) {
        List<FurtherKnowledge.KnownCell> known = new ArrayList<>();
        for (Map.Entry<Long, CellFile.Cell> entry : earlier.cells().entrySet()) {
            int cell = Arrays.binarySearch(keys, entry.getKey());
            BigDecimal value = entry.getValue().value();
            if (cell >= 0 && reader.withheld(cell) && !entry.getValue().withheld() && value != null) {
                known.add(new FurtherKnowledge.KnownCell(cell, scaled(file, entry.getKey(), value)));
            }
        }
        reader = reader.knowing(new FurtherKnowledge(known, List.of()));
    }

    private long scaled(Path file, long key, BigDecimal value) {
        try {
            return value.movePointRight(scale).longValueExact();
        } catch (ArithmeticException outside) {
            throw Refusal.input(
                    file + ": the value of " + tables.keys().describe(key)
                            + " has more decimals than the published table, or is too large to be computed with exactly",
                    "give an earlier release of the same table, in the same units");
        }
    }

    /** Adds that cells marked as primary hold less than the threshold. */
    void knowRule(long minimumFrequency) {
        if (minimumFrequency < 2 || primary() == 0) {
            throw Refusal.configuration(
                    "a rule-aware attack needs rules.minimum-frequency and a status that tells primary cells",
                    "leave --rule-aware out, or attack a file with that status");
        }
        long[] ceiling = new long[keys.length];
        for (int cell = 0; cell < ceiling.length; cell++) {
            ceiling[cell] = primary[cell] ? minimumFrequency - 1 : PublishedCells.UNBOUNDED;
        }
        reader = reader.withCeiling(ceiling);
    }

    /**
     * What is asked of each cell where the truth is unknown: the width for cells marked as primary, for others that they are not exact.
     * A published value that breaks a rule by itself is as bad as one that is recomputed: it asks for what it cannot have.
     */
    long[] widths(DesignConfig design) {
        LongPredicate allowed = CellPattern.anyOf(tables, design.rules().forced());
        LongPredicate impossible = CellPattern.anyOf(tables, design.rules().structuralZeros());
        long width = design.protection().policy(scale).requirement() instanceof Requirement.Width fixed
                ? fixed.units()
                : widthByRule(design);
        long[] widths = new long[keys.length];
        for (int cell = 0; cell < widths.length; cell++) {
            boolean shown = tables.published(keys[cell]);
            widths[cell] = reader.withheld(cell) && shown ? (primary[cell] ? width : 1) : 0;
            if (shown && !reader.withheld(cell) && !forced[cell] && !allowed.test(keys[cell])) {
                widths[cell] = unsafe(design, reader.low(cell), impossible.test(keys[cell])) ? 1 : 0;
            }
        }
        return widths;
    }

    /** What every rule asks of a primary cell at least: which one fired is not to be seen, nor are the contributors. */
    private static long widthByRule(DesignConfig design) {
        boolean byNumber = design.magnitude().isEmpty()
                && design.rules().homogeneity().isEmpty()
                && design.rules().concentration().isEmpty();
        return byNumber ? Math.max(2, design.rules().safeFrom()) - 1 : 1;
    }

    /** Whether a published value breaks a rule that can be judged from it alone: counts, and zeros where zeros are unsafe. */
    private boolean unsafe(DesignConfig design, long value, boolean impossible) {
        if (design.magnitude().isPresent()) {
            return false;
        }
        return value == 0
                ? design.rules().zeros() == ZeroPolicy.UNSAFE && !impossible
                : value < design.rules().minimumFrequency();
    }

    LinkedTables tables() {
        return tables;
    }

    long[] keys() {
        return keys;
    }

    int scale() {
        return scale;
    }

    PublishedCells reader() {
        return reader;
    }

    int cells() {
        return keys.length;
    }

    /** Whether some table shows the cell, with its value or without. */
    boolean shows(int cell) {
        return tables.published(keys[cell]);
    }

    boolean holds(long key) {
        return Arrays.binarySearch(keys, key) >= 0;
    }

    /** Withheld cells that some table shows. */
    int withheld() {
        int count = 0;
        for (int cell = 0; cell < keys.length; cell++) {
            count += reader.withheld(cell) && tables.published(keys[cell]) ? 1 : 0;
        }
        return count;
    }

    /** Cells that the file tells are primary. */
    int primary() {
        int count = 0;
        for (boolean marked : primary) {
            count += marked ? 1 : 0;
        }
        return count;
    }
}
