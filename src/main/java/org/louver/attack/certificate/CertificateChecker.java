package org.louver.attack.certificate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.louver.table.ProtectionLevels;

/**
 * Checks certificates by adding longs. Knows no solver: whoever doubts a release needs to trust this class alone.
 *
 * <p>A withheld cell with true value v is proved protected by tables that (1) agree with every published value, every relation
 * and every floor and ceiling, and (2) give the cell values v + d, the largest and smallest of which meet its levels. Against a
 * singleton only tables count that leave all cells of his as they are, and two different values are enough.
 */
public final class CertificateChecker {
    private final Protected cells;
    private final Certificates certificates;
    private final List<String> objections = new ArrayList<>();
    /** Per witness its differences. */
    private final List<Map<Integer, Long>> differences = new ArrayList<>();

    private CertificateChecker(Protected cells, Certificates certificates) {
        this.cells = cells;
        this.certificates = certificates;
    }

    /**
     * Checks everything.
     *
     * @return what is wrong, one line each, without any value; empty if every cell that needs protection is proved to have it
     */
    public static List<String> objections(Protected cells, Certificates certificates) {
        CertificateChecker checker = new CertificateChecker(cells, certificates);
        try {
            if (checker.sound()) {
                checker.checkWitnesses();
                checker.checkCells();
            }
        } catch (ArithmeticException overflow) {
            checker.objections.add("a number is too large to be added up");
        }
        return List.copyOf(checker.objections);
    }

    private boolean sound() {
        int count = cells.system().cells();
        if (cells.value().length != count
                || cells.withheld().length != count
                || cells.floor().length != count
                || cells.ceiling().length != count
                || cells.levels().length != count
                || cells.soleContributor().length != count
                || certificates.witnessesOf().length != count) {
            objections.add("not every cell has an entry");
            return false;
        }
        int broken = cells.system().firstBroken(cells.value());
        if (broken >= 0) {
            objections.add("relation " + broken + " does not add up in the true table");
        }
        for (int cell = 0; cell < count; cell++) {
            if (cells.withheld()[cell]
                    && (cells.value()[cell] < cells.floor()[cell] || cells.value()[cell] > cells.ceiling()[cell])) {
                objections.add("cell " + cell + " lies outside what readers know of it");
            }
        }
        return objections.isEmpty();
    }

    private void checkWitnesses() {
        for (Witness witness : certificates.witnesses()) {
            String objection = objection(witness);
            if (!objection.isEmpty()) {
                objections.add("witness " + (differences.size() - 1) + " " + objection);
            }
        }
    }

    private String objection(Witness witness) {
        Map<Integer, Long> difference = new HashMap<>();
        differences.add(difference);
        TreeSet<Integer> relations = new TreeSet<>();
        for (int at = 0; at < witness.cell().length; at++) {
            int cell = witness.cell()[at];
            long delta = witness.delta()[at];
            if (cell < 0 || cell >= cells.system().cells() || difference.put(cell, delta) != null) {
                return "names a cell that does not exist, or one twice";
            }
            if (!cells.withheld()[cell]) {
                return "changes cell " + cell + ", which is published";
            }
            if (delta
                    < Math.multiplyExact(
                            Math.subtractExact(cells.floor()[cell], cells.value()[cell]), witness.denominator())) {
                return "puts cell " + cell + " below its floor";
            }
            if (cells.ceiling()[cell] != Long.MAX_VALUE
                    && delta
                            > Math.multiplyExact(
                                    Math.subtractExact(cells.ceiling()[cell], cells.value()[cell]),
                                    witness.denominator())) {
                return "puts cell " + cell + " above its ceiling";
            }
            for (int index = 0; index < cells.system().degree(cell); index++) {
                relations.add(cells.system().relationOf(cell, index));
            }
        }
        return relations.stream()
                .filter(relation -> !balanced(relation, difference))
                .findFirst()
                .map(relation -> "breaks relation " + relation)
                .orElse("");
    }

    private boolean balanced(int relation, Map<Integer, Long> difference) {
        long sum = -difference.getOrDefault(cells.system().total(relation), 0L);
        for (int index = 0; index < cells.system().parts(relation); index++) {
            sum = Math.addExact(sum, difference.getOrDefault(cells.system().part(relation, index), 0L));
        }
        return sum == 0;
    }

    private void checkCells() {
        Map<Integer, List<Integer>> cellsOf = new HashMap<>();
        for (int cell = 0; cell < cells.system().cells(); cell++) {
            if (cells.singletons() && cells.soleContributor()[cell] >= 0 && cells.withheld()[cell]) {
                cellsOf.computeIfAbsent(cells.soleContributor()[cell], contributor -> new ArrayList<>())
                        .add(cell);
            }
        }
        for (int cell = 0; cell < cells.system().cells(); cell++) {
            if (!cells.levels()[cell].required()) {
                continue;
            }
            if (!cells.withheld()[cell]) {
                objections.add("cell " + cell + " needs protection but is published");
                continue;
            }
            for (int number : certificates.witnessesOf()[cell]) {
                if (number < 0 || number >= differences.size()) {
                    objections.add("cell " + cell + " names a witness that does not exist");
                    return;
                }
            }
            ProtectionLevels needed = cells.levels()[cell];
            if (!reaches(cell, List.of(), needed.lower(), needed.upper(), needed.sliding())) {
                objections.add("cell " + cell + " is not proved to have its protection levels");
            }
            checkSingletons(cell, cellsOf);
        }
    }

    /** A singleton whom no witness touches sees what the outsider sees; the others are tested one by one. */
    private void checkSingletons(int cell, Map<Integer, List<Integer>> cellsOf) {
        TreeMap<Integer, List<Integer>> touched = new TreeMap<>();
        for (int number : certificates.witnessesOf()[cell]) {
            for (int other : differences.get(number).keySet()) {
                List<Integer> known = cellsOf.get(cells.soleContributor()[other]);
                if (known != null && cells.soleContributor()[other] != cells.soleContributor()[cell]) {
                    touched.put(cells.soleContributor()[other], known);
                }
            }
        }
        if (!touched.values().stream().allMatch(known -> reaches(cell, known, 0, 0, 1))) {
            objections.add(
                    "cell " + cell + " is not proved to be hidden from a contributor who is alone in another cell");
        }
    }

    /** Whether the cell's witnesses that leave the known cells alone show values so far down, up and apart. */
    private boolean reaches(int cell, List<Integer> known, long lower, long upper, long sliding) {
        boolean down = false;
        boolean up = false;
        boolean apart = false;
        // The true table itself is one end of an interval that only goes one way.
        List<long[]> shown = new ArrayList<>(List.of(new long[] {0, 1}));
        for (int number : certificates.witnessesOf()[cell]) {
            Map<Integer, Long> difference = differences.get(number);
            if (known.stream().allMatch(other -> difference.getOrDefault(other, 0L) == 0)) {
                long denominator = certificates.witnesses().get(number).denominator();
                shown.add(new long[] {difference.getOrDefault(cell, 0L), denominator});
            }
        }
        for (long[] one : shown) {
            down |= one[0] <= Math.multiplyExact(-lower, one[1]);
            up |= one[0] >= Math.multiplyExact(upper, one[1]);
            for (long[] other : shown) {
                long apartness =
                        Math.subtractExact(Math.multiplyExact(one[0], other[1]), Math.multiplyExact(other[0], one[1]));
                apart |= apartness >= Math.multiplyExact(sliding, Math.multiplyExact(one[1], other[1]));
            }
        }
        return down && up && apart;
    }
}
