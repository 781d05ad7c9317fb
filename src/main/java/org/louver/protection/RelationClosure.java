package org.louver.protection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.louver.sensitivity.Assessment;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/**
 * What complementary suppression would about withhold, guessed relation by relation.
 *
 * <p>Wherever one relation (total = sum of parts) alone would narrow a withheld cell further than its protection levels allow, one more
 * of its cells is withheld, the total first and then the largest part; at the end every cell that no relation needs is published again,
 * smallest first. A withheld part can rise by u if the total is withheld too, or if the others that are can fall by u together; each can fall by
 * value − floor. Every protected pattern meets this condition (it is that of a row in Cox 1980, doi 10.1080/01621459.1980.10477481), and most
 * patterns that meet it are not yet protected: relations together tell more than each alone. As it is greedy too, the estimate is
 * neither a bound nor a protection. O(n · d · l) for n cells in d relations of l cells.
 */
final class RelationClosure {
    private final AssessedCells cells;
    private final AdditiveSystem system;
    private final CellStatus[] status;
    private final ArrayDeque<Integer> open = new ArrayDeque<>();
    private final BitSet queued;

    private RelationClosure(AssessedCells cells) {
        this.cells = cells;
        this.system = cells.system();
        this.queued = new BitSet(system.relations());
        this.status = new CellStatus[cells.cells()];
        for (int cell = 0; cell < status.length; cell++) {
            status[cell] = cells.status(cell);
        }
    }

    /** The status that every cell would have. */
    static CellStatus[] of(Assessment assessment) {
        RelationClosure closure = new RelationClosure(assessment.cells());
        closure.close();
        closure.publishAgain();
        return closure.status;
    }

    private void close() {
        for (int relation = 0; relation < system.relations(); relation++) {
            queue(relation);
        }
        while (!open.isEmpty()) {
            int relation = open.remove();
            queued.clear(relation);
            int chosen = tellsTooMuch(relation) ? next(relation) : -1;
            if (chosen >= 0) {
                status[chosen] = CellStatus.COMPLEMENTARY;
                for (int index = 0; index < system.degree(chosen); index++) {
                    queue(system.relationOf(chosen, index));
                }
            }
        }
    }

    private void queue(int relation) {
        if (!queued.get(relation)) {
            queued.set(relation);
            open.add(relation);
        }
    }

    private void publishAgain() {
        List<Integer> complementary = new ArrayList<>();
        for (int cell = 0; cell < status.length; cell++) {
            if (status[cell] == CellStatus.COMPLEMENTARY) {
                complementary.add(cell);
            }
        }
        complementary.sort(Comparator.comparingLong(cells::value).thenComparing(Comparator.naturalOrder()));
        for (int cell : complementary) {
            status[cell] = CellStatus.SAFE;
            for (int index = 0; index < system.degree(cell); index++) {
                if (tellsTooMuch(system.relationOf(cell, index))) {
                    status[cell] = CellStatus.COMPLEMENTARY;
                    break;
                }
            }
        }
    }

    private boolean tellsTooMuch(int relation) {
        int total = system.total(relation);
        int lastPart = -1;
        int withheldParts = 0;
        long room = 0;
        for (int index = 0; index < system.parts(relation); index++) {
            int part = system.part(relation, index);
            if (status[part].withheld()) {
                lastPart = part;
                withheldParts++;
                room = Math.addExact(room, room(part));
            }
        }
        if (status[total].withheld()) {
            return withheldParts == 0 && status[total] != CellStatus.UNPUBLISHED;
        }
        if (withheldParts == 1) {
            return status[lastPart] != CellStatus.UNPUBLISHED;
        }
        for (int index = 0; index < system.parts(relation); index++) {
            int part = system.part(relation, index);
            if (status[part].withheld() && rise(part) > room - room(part)) {
                return true;
            }
        }
        return false;
    }

    /** The total if it may be withheld, else the part that can fall farthest; −1 if nothing is left. */
    private int next(int relation) {
        int best = -1;
        if (mayGo(system.total(relation))) {
            return system.total(relation);
        }
        for (int index = 0; index < system.parts(relation); index++) {
            int part = system.part(relation, index);
            if (mayGo(part) && (best < 0 || room(part) > room(best))) {
                best = part;
            }
        }
        return best;
    }

    private boolean mayGo(int cell) {
        return status[cell] == CellStatus.SAFE && room(cell) > 0;
    }

    private long room(int cell) {
        return Math.subtractExact(cells.value(cell), cells.floor(cell));
    }

    /** How far an unsafe cell must be able to rise whatever else is withheld. */
    private long rise(int cell) {
        ProtectionLevels levels = cells.levels(cell);
        return Math.max(levels.upper(), levels.sliding() - room(cell));
    }
}
