package org.louver.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.louver.risk.CodedClasses;
import org.louver.risk.KeyPacking;
import org.louver.risk.KeySubsets;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.ProtectionPolicy;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.suppression.ComplementarySuppression;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionSettings;
import org.louver.table.AssessedCells;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;
import scala.Tuple2;

/**
 * What a candidate table costs in full: its small cells and those withheld to protect them, margins published, as
 * {@link ComplementarySuppression} chooses them without local search.
 */
final class CandidateCost {
    private CandidateCost() {}

    /** Cells withheld of some candidates, by their masks, from all classes. O(classes · candidates) beside the protection. */
    static Iterator<Tuple2<Integer, Long>> withheld(
            int task, Iterable<byte[]> runs, int tasks, int[] cardinality, List<Integer> masks, long threshold) {
        KeyPacking packing = KeyPacking.of(cardinality);
        CodedClasses classes = SpecialUniques.all(runs, packing).coded(packing);
        List<Tuple2<Integer, Long>> withheld = new ArrayList<>();
        for (int index = task; index < masks.size(); index += tasks) {
            int[] keys = KeySubsets.keys(masks.get(index));
            Map<List<Integer>, Long> counts = new HashMap<>();
            for (int i = 0; i < classes.classes(); i++) {
                int at = i;
                List<Integer> codes = Arrays.stream(keys)
                        .mapToObj(key -> classes.code(key, at))
                        .toList();
                counts.merge(codes, classes.count(i), Math::addExact);
            }
            withheld.add(new Tuple2<>(masks.get(index), withheld(counts, threshold)));
        }
        return withheld.iterator();
    }

    /**
     * How many cells of the finest kind are withheld.
     *
     * @param counts records by the codes of a cell
     * @param threshold counts from 1 to this − 1 are small
     */
    static long withheld(Map<List<Integer>, Long> counts, long threshold) {
        List<List<Integer>> ordered = counts.keySet().stream()
                .sorted((one, other) -> Arrays.compare(one.toArray(Integer[]::new), other.toArray(Integer[]::new)))
                .toList();
        int variables = ordered.get(0).size();
        List<SpanningVariable> spanning = new ArrayList<>();
        List<TableDesign.Axis> axes = new ArrayList<>();
        for (int variable = 0; variable < variables; variable++) {
            int at = variable;
            spanning.add(SpanningVariable.flat(
                    "v" + variable,
                    ordered.stream().map(cell -> "c" + cell.get(at)).distinct().toList()));
            axes.add(new TableDesign.Axis("v" + variable, List.of()));
        }
        LinkedTables tables = new LinkedTables(spanning, List.of(new TableDesign("candidate", axes, Map.of())));
        BaseCells.Builder base = tables.baseCells();
        for (List<Integer> cell : ordered) {
            int[] leaf = IntStream.range(0, variables)
                    .map(variable -> spanning.get(variable).node("c" + cell.get(variable)))
                    .toArray();
            base.count(leaf, counts.getOrDefault(cell, 0L));
        }
        TabulatedCells cells = tables.tabulate(base.build());
        AssessedCells assessed = PrimarySuppression.assess(
                        cells,
                        SensitivityRules.minimumFrequency(threshold, ZeroPolicy.PUBLISHED),
                        ProtectionPolicy.standard())
                .cells();
        SuppressionPattern pattern = ComplementarySuppression.protect(
                assessed, SuppressionSettings.standard().withEffort(0).withBound(false));
        return IntStream.range(0, cells.cells())
                .filter(cell -> cells.count(cell) > 0 && pattern.status(cell).withheld())
                .filter(cell -> IntStream.range(0, variables)
                        .noneMatch(variable -> tables.keys().node(cells.key(cell), variable) == 0))
                .count();
    }
}
