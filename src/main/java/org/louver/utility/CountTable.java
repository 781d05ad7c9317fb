package org.louver.utility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.louver.table.AdditiveSystem;

/**
 * A published table of counts as its reader sees it: cells with bounds, and the relations <em>Total = Σ categories</em> that
 * the published figures themselves confirm. Immutable.
 *
 * <p>A combination without a cell counted nothing. A dimension whose codes lie on several levels does not add up to its total;
 * it shows as a contradiction between bounds, or by the lack of any fully published line that adds up, and its relations
 * are then not used: bounds get wider, never wrong.
 */
public final class CountTable {
    /** The code of a margin. */
    public static final String TOTAL = "Total";

    private final String name;
    private final String unit;
    private final String counted;
    private final List<String> dimensions;
    private final List<SortedSet<String>> codes = new ArrayList<>();
    private final Map<List<String>, Integer> index = new HashMap<>();
    private final List<List<String>> keys;
    private final CountBounds[] bounds;
    private final AdditiveSystem relations;
    private final Map<String, Map<String, List<String>>> parents;

    /**
     * One cell.
     *
     * @param codes one per dimension; {@link #TOTAL} for a margin
     */
    public record Cell(List<String> codes, CountBounds bounds) {
        public Cell {
            codes = List.copyOf(codes);
        }
    }

    /** A table of which nobody says what its codes are part of. */
    public CountTable(String name, String unit, List<String> dimensions, List<Cell> cells) {
        this(name, unit, unit, dimensions, cells, Map.of());
    }

    /** A table of which every cell counts its unit. */
    public CountTable(
            String name,
            String unit,
            List<String> dimensions,
            List<Cell> cells,
            Map<String, Map<String, List<String>>> parents) {
        this(name, unit, unit, dimensions, cells, parents);
    }

    /**
     * A table that may count only some of its unit.
     *
     * @param counted what it counts in words, in the plural, such as stops with a search
     * @param parents dimension → code → the coarser codes next above it; those that the table does not show are left out
     */
    public CountTable(
            String name,
            String unit,
            String counted,
            List<String> dimensions,
            List<Cell> cells,
            Map<String, Map<String, List<String>>> parents) {
        this.name = name;
        this.unit = unit;
        this.counted = counted;
        this.dimensions = List.copyOf(dimensions);
        this.bounds = new CountBounds[cells.size()];
        this.keys = cells.stream().map(Cell::codes).toList();
        dimensions.forEach(dimension -> codes.add(new TreeSet<>()));
        for (int cell = 0; cell < bounds.length; cell++) {
            List<String> key = cells.get(cell).codes();
            if (key.size() != dimensions.size() || index.put(key, cell) != null) {
                throw new IllegalArgumentException("table " + name + " lists a cell twice or without all codes");
            }
            bounds[cell] = cells.get(cell).bounds();
            for (int column = 0; column < key.size(); column++) {
                if (!key.get(column).equals(TOTAL)) {
                    codes.get(column).add(key.get(column));
                }
            }
        }
        this.relations = confirmedRelations(cells);
        this.parents = Map.copyOf(parents);
    }

    public String name() {
        return name;
    }

    public String unit() {
        return unit;
    }

    /** What is counted, in words for people; the unit where that is all that is known. */
    public String counted() {
        return counted;
    }

    public List<String> dimensions() {
        return dimensions;
    }

    public int cells() {
        return bounds.length;
    }

    public CountBounds bounds(int cell) {
        return bounds[cell];
    }

    /** The codes of a cell, one per dimension. */
    public List<String> codesOf(int cell) {
        return keys.get(cell);
    }

    /** Categories of a dimension in order, without the total; empty if the table has no such dimension. */
    public List<String> codes(String dimension) {
        int column = dimensions.indexOf(dimension);
        return column < 0 ? List.of() : List.copyOf(codes.get(column));
    }

    /** The coarser codes next above a code that the table shows as well, the total left out. */
    public List<String> parents(String dimension, String code) {
        List<String> shown = codes(dimension);
        return parents.getOrDefault(dimension, Map.of()).getOrDefault(code, List.of()).stream()
                .filter(shown::contains)
                .toList();
    }

    /** The codes of a dimension that are nobody's parent: each opportunity stands under one of them. */
    public List<String> finest(String dimension) {
        Set<String> above = codes(dimension).stream()
                .flatMap(code -> parents(dimension, code).stream())
                .collect(Collectors.toSet());
        return codes(dimension).stream().filter(code -> !above.contains(code)).toList();
    }

    /**
     * The same counts of two groups only: one code, and all others together as the total less that code, which holds on whatever levels
     * the others lie. O(cells).
     *
     * @param others what all other codes together are called
     */
    public CountTable oneAgainstOthers(String dimension, String code, String others) {
        int column = dimensions.indexOf(dimension);
        List<Cell> cells = new ArrayList<>();
        for (int cell = 0; cell < bounds.length; cell++) {
            String own = keys.get(cell).get(column);
            if (own.equals(code) || own.equals(TOTAL)) {
                cells.add(new Cell(keys.get(cell), bounds[cell]));
            }
            if (own.equals(TOTAL)) {
                List<String> part = new ArrayList<>(keys.get(cell));
                part.set(column, code);
                Integer known = index.get(part);
                part.set(column, others);
                cells.add(new Cell(part, bounds[cell].minus(known == null ? CountBounds.exactly(0) : bounds[known])));
            }
        }
        return new CountTable(name, unit, counted, dimensions, cells, parents);
    }

    /** Sums over cells: total = Σ parts, as far as the published figures confirm them. */
    public AdditiveSystem relations() {
        return relations;
    }

    /**
     * The cells that add up to a selection.
     *
     * @param selection dimension → categories to add; a dimension that is not named stands at its total
     * @throws IllegalArgumentException if a dimension is not one of the table's
     */
    public int[] select(Map<String, List<String>> selection) {
        if (!dimensions.containsAll(selection.keySet())) {
            throw new IllegalArgumentException("table " + name + " lacks a dimension of the selection");
        }
        List<List<String>> wanted = List.of(List.of());
        for (String dimension : dimensions) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> key : wanted) {
                for (String code : selection.getOrDefault(dimension, List.of(TOTAL))) {
                    List<String> next = new ArrayList<>(key);
                    next.add(code);
                    longer.add(next);
                }
            }
            wanted = longer;
        }
        return wanted.stream()
                .map(index::get)
                .filter(cell -> cell != null)
                .distinct()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Bounds of a sum of cells, each cell taken for itself. */
    public CountBounds sum(int[] cells) {
        return Arrays.stream(cells).mapToObj(this::bounds).reduce(CountBounds.exactly(0), CountBounds::plus);
    }

    private AdditiveSystem confirmedRelations(List<Cell> cells) {
        AdditiveSystem.Builder system = AdditiveSystem.over(bounds.length);
        for (int column = 0; column < dimensions.size(); column++) {
            Map<Integer, List<Integer>> lines = new TreeMap<>();
            for (int cell = 0; cell < bounds.length; cell++) {
                List<String> above = new ArrayList<>(cells.get(cell).codes());
                if (!above.set(column, TOTAL).equals(TOTAL)) {
                    Integer total = index.get(above);
                    if (total != null) {
                        lines.computeIfAbsent(total, unused -> new ArrayList<>())
                                .add(cell);
                    }
                }
            }
            if (addsUp(lines)) {
                lines.forEach((total, parts) -> system.relation(
                        total, parts.stream().mapToInt(Integer::intValue).toArray()));
            }
        }
        return system.build();
    }

    private boolean addsUp(Map<Integer, List<Integer>> lines) {
        boolean confirmed = false;
        for (Map.Entry<Integer, List<Integer>> line : lines.entrySet()) {
            CountBounds total = bounds[line.getKey()];
            CountBounds parts =
                    sum(line.getValue().stream().mapToInt(Integer::intValue).toArray());
            if (parts.lower() > total.upper() || parts.upper() < total.lower()) {
                return false;
            }
            confirmed |= parts.isExact() && total.isExact() && parts.lower() > 0;
        }
        return confirmed;
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "CountTable[" + name + ", " + bounds.length + " cells]";
    }
}
