package org.louver.attack;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.louver.attack.FurtherKnowledge.KnownCell;
import org.louver.attack.FurtherKnowledge.KnownSum;
import org.louver.attack.certificate.Protected;
import org.louver.table.AdditiveSystem;
import org.louver.table.ProtectionLevels;

/** Writes down what certificates speak of: everything that the reader knows, in the form that their checker takes. */
final class Premises {
    private Premises() {}

    /**
     * The premises.
     *
     * @param value the true table, or any that agrees with everything published
     * @param sole contributors who are alone in a cell, or null where nobody's own contribution is considered
     * @return cells in the numbering of the release; sums that the reader knows besides are further cells after them
     */
    static Protected of(PublishedCells published, long[] value, ProtectionLevels[] levels, int @Nullable [] sole) {
        AdditiveSystem release = published.system();
        int cells = release.cells();
        int count = cells + published.further().sums().size();
        long[] values = Arrays.copyOf(value, count);
        boolean[] withheld = new boolean[count];
        long[] floor = new long[count];
        long[] ceiling = new long[count];
        ProtectionLevels[] needed = Arrays.copyOf(levels, count);
        int[] contributor = new int[count];
        Arrays.fill(contributor, -1);
        for (int cell = 0; cell < cells; cell++) {
            withheld[cell] = published.withheld(cell);
            floor[cell] = published.low(cell);
            ceiling[cell] = published.high(cell);
            contributor[cell] = sole == null ? -1 : sole[cell];
        }
        for (KnownCell known : published.further().known()) {
            floor[known.cell()] = Math.max(floor[known.cell()], known.value());
            ceiling[known.cell()] = Math.min(ceiling[known.cell()], known.value());
        }
        AdditiveSystem.Builder system = AdditiveSystem.over(count);
        for (int relation = 0; relation < release.relations(); relation++) {
            int at = relation;
            system.relation(
                    release.total(relation),
                    IntStream.range(0, release.parts(relation))
                            .map(index -> release.part(at, index))
                            .toArray());
        }
        int next = cells;
        for (KnownSum known : published.further().sums()) {
            values[next] = known.sum();
            floor[next] = known.sum();
            ceiling[next] = known.sum();
            needed[next] = ProtectionLevels.NONE;
            system.relation(next++, known.cells());
        }
        return new Protected(system.build(), values, withheld, floor, ceiling, needed, contributor, sole != null);
    }
}
