package org.louver.attack.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.louver.table.AdditiveSystem;
import org.louver.table.ProtectionLevels;

/**
 * Checks certificates by adding longs. Knows no solver: whoever doubts a release needs to trust this class alone.
 *
 * <p>A withheld cell with true value v is proved protected by tables that (1) agree with every published value, every relation
 * and every floor and ceiling, and (2) give the cell values v + d, the largest and smallest of which meet its levels. Against a
 * singleton only tables count that leave all cells of his as they are, and two different values are enough; cells that are equal to
 * one of his for every reader are his too.
 */
public final class CertificateChecker {
    private final Protected cells;
    private final AdditiveSystem system;
    private final Certificates certificates;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    /** Per witness the contributors whose own cells it changes. */
    private final List<Set<Integer>> moved = new ArrayList<>();
    /** The differences of one witness at a time, zero between witnesses. */
    private final long[] difference;

    private CertificateChecker(Protected cells, Certificates certificates) {
        this.cells = cells;
        this.system = cells.system();
        this.certificates = certificates;
        this.difference = new long[system.cells()];
    }

    /** Checks everything. Takes time in proportion to the entries of the witnesses and the relations that they touch. */
    public static Certification check(Protected cells, Certificates certificates) {
        CertificateChecker checker = new CertificateChecker(cells, certificates);
        try {
            checker.checkTruth();
            if (checker.wrong.isEmpty()) {
                checker.checkWitnesses();
            }
            if (checker.wrong.isEmpty()) {
                checker.checkCells();
            }
        } catch (ArithmeticException overflow) {
            checker.wrong.add("a number is too large to be added up");
        }
        return new Certification(checker.wrong, checker.missing);
    }

    private void checkTruth() {
        int count = system.cells();
        if (cells.value().length != count
                || cells.withheld().length != count
                || cells.floor().length != count
                || cells.ceiling().length != count
                || cells.levels().length != count
                || cells.soleContributor().length != count
                || certificates.witnessesOf().length != count) {
            wrong.add("not every cell has an entry");
            return;
        }
        int broken = system.firstBroken(cells.value());
        if (broken >= 0) {
            wrong.add("relation " + broken + " does not add up in the true table");
        }
        for (int cell = 0; cell < count; cell++) {
            if (cells.withheld()[cell]
                    && (cells.value()[cell] < cells.floor()[cell] || cells.value()[cell] > cells.ceiling()[cell])) {
                wrong.add("cell " + cell + " lies outside what readers know of it");
            }
        }
    }

    private void checkWitnesses() {
        for (int number = 0; number < certificates.witnesses().size(); number++) {
            Witness witness = certificates.witnesses().get(number);
            String objection = objection(witness);
            if (!objection.isEmpty()) {
                wrong.add("witness " + number + " " + objection);
            }
        }
    }

    private String objection(Witness witness) {
        int before = -1;
        for (int at = 0; at < witness.cell().length; at++) {
            int cell = witness.cell()[at];
            if (cell <= before || cell >= system.cells()) {
                return "names a cell that does not exist, or cells out of order";
            }
            before = cell;
            if (!cells.withheld()[cell]) {
                return "changes cell " + cell + ", which is published";
            }
            if (witness.delta()[at] < scaled(cells.floor()[cell], cell, witness)) {
                return "puts cell " + cell + " below its floor";
            }
            if (cells.ceiling()[cell] != Long.MAX_VALUE
                    && witness.delta()[at] > scaled(cells.ceiling()[cell], cell, witness)) {
                return "puts cell " + cell + " above its ceiling";
            }
        }
        for (int at = 0; at < witness.cell().length; at++) {
            difference[witness.cell()[at]] = witness.delta()[at];
        }
        String objection = "";
        for (int cell : witness.cell()) {
            for (int index = 0; index < system.degree(cell) && objection.isEmpty(); index++) {
                int relation = system.relationOf(cell, index);
                objection = system.imbalance(relation, difference) == 0 ? "" : "breaks relation " + relation;
            }
        }
        for (int cell : witness.cell()) {
            difference[cell] = 0;
        }
        return objection;
    }

    /** How far the cell is from a bound, in the units of the witness. */
    private long scaled(long bound, int cell, Witness witness) {
        return Math.multiplyExact(Math.subtractExact(bound, cells.value()[cell]), witness.denominator());
    }

    private void checkCells() {
        int[] owner = OwnCells.owners(cells);
        for (Witness witness : certificates.witnesses()) {
            moved.add(IntStream.range(0, witness.cell().length)
                    .filter(at -> witness.delta()[at] != 0 && owner[witness.cell()[at]] >= 0)
                    .mapToObj(at -> owner[witness.cell()[at]])
                    .collect(Collectors.toSet()));
        }
        for (int cell = 0; cell < system.cells(); cell++) {
            int[] proof = certificates.witnessesOf()[cell];
            if (Arrays.stream(proof).anyMatch(number -> number < 0 || number >= moved.size())) {
                missing.add("cell " + cell + " names a witness that does not exist");
            } else if (cells.levels()[cell].required() && !cells.withheld()[cell]) {
                wrong.add("cell " + cell + " needs protection but is published");
            } else if (cells.levels()[cell].required()) {
                if (!reaches(cell, proof, cells.levels()[cell])) {
                    missing.add("cell " + cell + " is not proved to have its protection levels");
                }
                checkSingletons(cell, proof, owner[cell]);
            }
        }
    }

    /** A singleton whom no witness touches sees what the outsider sees; the others are tested one by one. */
    private void checkSingletons(int cell, int[] proof, int owner) {
        Set<Integer> others = new TreeSet<>();
        Arrays.stream(proof).forEach(number -> others.addAll(moved.get(number)));
        others.remove(owner);
        for (int other : others) {
            int[] holding = Arrays.stream(proof)
                    .filter(number -> !moved.get(number).contains(other))
                    .toArray();
            if (!reaches(cell, holding, ProtectionLevels.width(1))) {
                missing.add(
                        "cell " + cell + " is not proved to be hidden from a contributor who is alone in another cell");
                return;
            }
        }
    }

    /** Whether the witnesses show the cell values so far down, up and apart. */
    private boolean reaches(int cell, int[] proof, ProtectionLevels needed) {
        boolean down = false;
        boolean up = false;
        boolean apart = false;
        // The true table itself is one end of an interval that only goes one way.
        List<long[]> shown = new ArrayList<>(List.of(new long[] {0, 1}));
        for (int number : proof) {
            Witness witness = certificates.witnesses().get(number);
            shown.add(new long[] {witness.of(cell), witness.denominator()});
        }
        for (long[] one : shown) {
            down |= one[0] <= Math.multiplyExact(-needed.lower(), one[1]);
            up |= one[0] >= Math.multiplyExact(needed.upper(), one[1]);
            for (long[] other : shown) {
                long apartness =
                        Math.subtractExact(Math.multiplyExact(one[0], other[1]), Math.multiplyExact(other[0], one[1]));
                apart |= apartness >= Math.multiplyExact(needed.sliding(), Math.multiplyExact(one[1], other[1]));
            }
        }
        return down && up && apart;
    }
}
