package org.louver.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * All cells of a set of linked tables, with what the rules found: the cell suppression problem that a protector solves and
 * an attacker tests. Immutable; one entry per cell of {@link #system()}.
 */
public final class AssessedCells implements Serializable {
    private static final long serialVersionUID = 1;

    private final AdditiveSystem system;
    private final long[] value;
    private final long[] floor;
    private final CellStatus[] status;
    private final ProtectionLevels[] levels;
    private final long[] cost;
    private final int[] soleContributor;

    /**
     * Takes parallel arrays, one entry per cell, which it copies.
     *
     * @param value exact value, in units of the count or of the scaled magnitude; every relation holds
     * @param floor what any reader knows of the cell if it is withheld: at least this much (0; 1 for a count when zeros are
     *     published); at most the value
     * @param status SAFE, PRIMARY, FORCED or UNPUBLISHED: the state before complementary suppression
     * @param levels the protection that a PRIMARY cell needs; {@link ProtectionLevels#NONE} for the others
     * @param cost what withholding a SAFE cell costs, never negative
     * @param soleContributor the number of the contributor who is alone in the cell (a <em>singleton</em>), or −1; cells with
     *     the same number are known in full to the same person
     * @throws IllegalArgumentException if lengths differ, a relation is broken, a floor lies above its value, or levels and
     *     status disagree
     */
    public AssessedCells(
            AdditiveSystem system,
            long[] value,
            long[] floor,
            CellStatus[] status,
            ProtectionLevels[] levels,
            long[] cost,
            int[] soleContributor) {
        this.system = system;
        this.value = value.clone();
        this.floor = floor.clone();
        this.status = status.clone();
        this.levels = levels.clone();
        this.cost = cost.clone();
        this.soleContributor = soleContributor.clone();
        validate();
    }

    private void validate() {
        int cells = system.cells();
        if (value.length != cells
                || floor.length != cells
                || status.length != cells
                || levels.length != cells
                || cost.length != cells
                || soleContributor.length != cells) {
            throw new IllegalArgumentException("every array needs one entry for each of the " + cells + " cells");
        }
        int broken = system.firstBroken(value);
        if (broken >= 0) {
            throw new IllegalArgumentException("relation " + broken + " does not add up");
        }
        for (int cell = 0; cell < cells; cell++) {
            if (floor[cell] > value[cell]) {
                throw new IllegalArgumentException("cell " + cell + " lies below what readers know of it");
            }
            if (status[cell] == CellStatus.COMPLEMENTARY) {
                throw new IllegalArgumentException("cell " + cell + " is complementary before any suppression");
            }
            if (levels[cell].required() != (status[cell] == CellStatus.PRIMARY)) {
                throw new IllegalArgumentException(
                        "cell " + cell + ": protection levels go with primary cells, and only them");
            }
            if (cost[cell] < 0) {
                throw new IllegalArgumentException("cell " + cell + " has a negative cost");
            }
        }
    }

    /** The same with the safe ones of these cells published whatever happens. */
    public AssessedCells withForced(BitSet cells) {
        CellStatus[] forced = status.clone();
        cells.stream()
                .filter(cell -> status[cell] == CellStatus.SAFE)
                .forEach(cell -> forced[cell] = CellStatus.FORCED);
        return new AssessedCells(system, value, floor, forced, levels, cost, soleContributor);
    }

    /** The same where withholding each cell costs a multiple, one factor of at least 1 per cell. */
    public AssessedCells withCostTimes(long[] factors) {
        long[] weighed = new long[cost.length];
        Arrays.setAll(weighed, cell -> Math.multiplyExact(cost[cell], factors[cell]));
        return new AssessedCells(system, value, floor, status, levels, weighed, soleContributor);
    }

    /**
     * The same beside sums of cells that are public although no table shows them: each becomes a forced cell behind the others, with a
     * relation of its own.
     */
    public AssessedCells withKnownSums(Collection<List<Integer>> sums) {
        if (sums.isEmpty()) {
            return this;
        }
        int cells = cells();
        int more = Math.addExact(cells, sums.size());
        AdditiveSystem.Builder wider = system.within(more);
        long[] values = Arrays.copyOf(value, more);
        int sum = cells;
        for (List<Integer> parts : sums) {
            values[sum] = parts.stream().mapToLong(part -> value[part]).reduce(0, Math::addExact);
            wider.relation(sum, parts.stream().mapToInt(Integer::intValue).toArray());
            sum++;
        }
        long[] floors = Arrays.copyOf(values, more);
        System.arraycopy(floor, 0, floors, 0, cells);
        CellStatus[] states = Arrays.copyOf(status, more);
        Arrays.fill(states, cells, more, CellStatus.FORCED);
        ProtectionLevels[] none = Arrays.copyOf(levels, more);
        Arrays.fill(none, cells, more, ProtectionLevels.NONE);
        int[] sole = Arrays.copyOf(soleContributor, more);
        Arrays.fill(sole, cells, more, -1);
        return new AssessedCells(wider.build(), values, floors, states, none, Arrays.copyOf(cost, more), sole);
    }

    /**
     * Some of the cells alone, as if all others were published: first these, then one forced cell for what each of their relations adds up
     * outside. Linear in the entries of the relations that mention them.
     *
     * @param inside ascending and distinct
     */
    public AssessedCells within(int[] inside) {
        int[] placeOf = new int[cells()];
        Arrays.fill(placeOf, -1);
        BitSet touched = new BitSet();
        for (int place = 0; place < inside.length; place++) {
            placeOf[inside[place]] = place;
            for (int index = 0; index < system.degree(inside[place]); index++) {
                touched.set(system.relationOf(inside[place], index));
            }
        }
        AdditiveSystem.Builder builder = AdditiveSystem.over(inside.length + touched.cardinality());
        long[] values = new long[inside.length + touched.cardinality()];
        int next = inside.length;
        for (int relation = touched.nextSetBit(0); relation >= 0; relation = touched.nextSetBit(relation + 1)) {
            int[] parts = new int[system.parts(relation) + 1];
            int count = 0;
            long outside = 0;
            for (int index = 0; index < system.parts(relation); index++) {
                int part = system.part(relation, index);
                if (placeOf[part] >= 0) {
                    parts[count++] = placeOf[part];
                } else {
                    outside = Math.addExact(outside, value[part]);
                }
            }
            int total = placeOf[system.total(relation)];
            if (total < 0) {
                values[next] = Math.subtractExact(value[system.total(relation)], outside);
                total = next++;
            } else if (outside != 0 || count == 0) {
                values[next] = outside;
                parts[count++] = next++;
            }
            builder.relation(total, Arrays.copyOf(parts, count));
        }
        return copied(builder.build(), inside, values);
    }

    private AssessedCells copied(AdditiveSystem part, int[] inside, long[] values) {
        long[] floors = values.clone();
        CellStatus[] states = new CellStatus[values.length];
        Arrays.fill(states, CellStatus.FORCED);
        ProtectionLevels[] asked = new ProtectionLevels[values.length];
        Arrays.fill(asked, ProtectionLevels.NONE);
        long[] costs = new long[values.length];
        int[] sole = new int[values.length];
        Arrays.fill(sole, -1);
        for (int place = 0; place < inside.length; place++) {
            int cell = inside[place];
            values[place] = value[cell];
            floors[place] = floor[cell];
            states[place] = status[cell];
            asked[place] = levels[cell];
            costs[place] = cost[cell];
            sole[place] = soleContributor[cell];
        }
        return new AssessedCells(part, values, floors, states, asked, costs, sole);
    }

    /** The same where these cells are not published and ask for no protection. */
    public AssessedCells withUnknown(BitSet cells) {
        CellStatus[] states = status.clone();
        ProtectionLevels[] asked = levels.clone();
        cells.stream().forEach(cell -> {
            states[cell] = CellStatus.UNPUBLISHED;
            asked[cell] = ProtectionLevels.NONE;
        });
        return new AssessedCells(system, value, floor, states, asked, cost, soleContributor);
    }

    public AdditiveSystem system() {
        return system;
    }

    public int cells() {
        return system.cells();
    }

    public long value(int cell) {
        return value[cell];
    }

    public long floor(int cell) {
        return floor[cell];
    }

    public CellStatus status(int cell) {
        return status[cell];
    }

    public ProtectionLevels levels(int cell) {
        return levels[cell];
    }

    public long cost(int cell) {
        return cost[cell];
    }

    public int soleContributor(int cell) {
        return soleContributor[cell];
    }

    /** Sizes only: values are confidential. */
    @Override
    public String toString() {
        return "AssessedCells[" + system + "]";
    }
}
