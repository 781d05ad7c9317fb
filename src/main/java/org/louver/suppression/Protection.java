package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.louver.suppression.SuppressionPattern.Reason;
import org.louver.suppression.SuppressionPattern.Unachievable;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/** One run of {@link ComplementarySuppression}: reduce, route, rip up and reroute, clean up. */
final class Protection {
    private static final int MAX_PASSES = 4;

    private final AssessedCells cells;
    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final CleanUp cleanUp;
    private final List<Unachievable> unachievable = new ArrayList<>();
    private long programs;

    Protection(AssessedCells cells, SuppressionSettings settings) {
        this.cells = cells;
        problem = MovableCells.of(cells, settings);
        evidence = new Evidence(problem);
        double[] discount = new double[problem.count];
        Arrays.fill(discount, 1);
        router = new WitnessRouter(problem, evidence, discount);
        cleanUp = new CleanUp(problem, evidence, router);
    }

    SuppressionPattern run() {
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.status(cell) == CellStatus.PRIMARY && problem.classOf[cell] < 0) {
                unachievable.add(new Unachievable(cell, -1, Reason.DETERMINED));
            }
        }
        int[] everything = IntStream.range(0, problem.count).toArray();
        try (MoveProgram open = new MoveProgram(problem, everything)) {
            for (int p : byRequirement()) {
                secure(open, p);
            }
            for (int pass = 0; pass < MAX_PASSES; pass++) {
                long before = evidence.cost();
                for (int p : byRequirement()) {
                    reroute(open, p);
                }
                clean();
                if (evidence.cost() == before) {
                    break;
                }
            }
            programs += open.solved();
        }
        return pattern();
    }

    private void clean() {
        int[] region = evidence.withheld().stream().toArray();
        try (MoveProgram withheld = new MoveProgram(problem, region)) {
            cleanUp.pass(withheld);
            programs += withheld.solved();
        }
    }

    private int[] byRequirement() {
        return Arrays.stream(problem.primaries)
                .boxed()
                .sorted(Comparator.comparingLong((Integer p) -> -size(evidence.required(p)))
                        .thenComparingInt(p -> p))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static long size(ProtectionLevels levels) {
        return Math.max(levels.sliding(), Math.max(levels.lower(), levels.upper()));
    }

    private void secure(MoveProgram open, int p) {
        List<Witness> proof = router.proof(open, p, evidence.witnesses(p), c -> true);
        if (proof == null) {
            settleForLess(open, p);
            proof = router.proof(open, p, evidence.witnesses(p), c -> true);
        }
        while (proof == null && excuseOne(open, p)) {
            proof = router.proof(open, p, evidence.witnesses(p), c -> true);
        }
        if (proof == null) {
            report(p, -1, Reason.UNPROVEN);
            evidence.require(p, ProtectionLevels.NONE);
            return;
        }
        evidence.prove(p, proof);
        share(proof);
    }

    /** Offers the witnesses to every primary class that they move and that still lacks something. */
    private void share(List<Witness> proof) {
        for (Witness witness : proof) {
            for (int other : witness.cells()) {
                if (problem.levels[other].required() && !evidence.protects(evidence.witnesses(other), other)) {
                    List<Witness> more = new ArrayList<>(evidence.witnesses(other));
                    more.add(witness);
                    Witness back = witness.opposite(problem);
                    if (back != null) {
                        more.add(back);
                    }
                    evidence.prove(other, evidence.pruned(more, other));
                }
            }
        }
    }

    /** Finds the widest interval that can be had at all; asks for no more than that from now on. */
    private void settleForLess(MoveProgram open, int p) {
        ProtectionLevels asked = evidence.required(p);
        for (int k = 0; k < open.cells().length; k++) {
            open.open(k, true);
        }
        Witness highest = open.farthest(p, true, Math.addExact(asked.upper(), asked.sliding()));
        Witness lowest = open.farthest(p, false, Math.addExact(asked.lower(), asked.sliding()));
        long up = highest == null ? 0 : highest.moveOf(p);
        long down = lowest == null ? 0 : -lowest.moveOf(p);
        if (up < asked.upper() || down < asked.lower() || up + down < asked.sliding()) {
            report(p, -1, up + down == 0 ? Reason.DETERMINED : Reason.TOO_NARROW);
            evidence.require(
                    p,
                    new ProtectionLevels(
                            Math.min(asked.lower(), down),
                            Math.min(asked.upper(), up),
                            Math.min(asked.sliding(), up + down)));
        }
    }

    /** Gives up one singleton who learns p whatever is withheld; false if that is not the obstacle. */
    private boolean excuseOne(MoveProgram open, int p) {
        List<Witness> proof = router.reach(open, p, evidence.required(p), -1, evidence.witnesses(p), c -> true);
        while (proof != null) {
            int singleton = evidence.exposedTo(proof, p);
            if (singleton < 0) {
                return false;
            }
            proof = router.reach(open, p, Evidence.NOT_EXACT, singleton, proof, c -> true);
            if (proof == null) {
                evidence.excuse(p, singleton);
                report(p, problem.contributor[singleton], Reason.DETERMINED_FOR_SINGLETON);
                return true;
            }
        }
        return false;
    }

    private void report(int p, int contributor, Reason reason) {
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (problem.classOf[cell] == p && cells.status(cell) == CellStatus.PRIMARY) {
                unachievable.add(new Unachievable(cell, contributor, reason));
            }
        }
    }

    /** Takes the proof of p out, publishes what only it needed, and keeps the cheaper of the old and a new one. */
    private void reroute(MoveProgram open, int p) {
        List<Witness> old = List.copyOf(evidence.witnesses(p));
        long before = evidence.cost();
        evidence.prove(p, List.of());
        boolean exclusive = false;
        for (Witness witness : old) {
            for (int c : witness.cells()) {
                if (problem.optional[c] && evidence.withheld(c) && evidence.unused(c)) {
                    evidence.publish(c);
                    exclusive = true;
                }
            }
        }
        List<Witness> fresh = exclusive ? router.proof(open, p, List.of(), c -> true) : null;
        boolean cheaper = fresh != null && Math.addExact(evidence.cost(), router.opened(fresh)) < before;
        evidence.prove(p, cheaper && fresh != null ? fresh : old);
    }

    private SuppressionPattern pattern() {
        CellStatus[] status = new CellStatus[cells.cells()];
        for (int cell = 0; cell < status.length; cell++) {
            int c = problem.classOf[cell];
            boolean withheld = c >= 0 && evidence.withheld(c);
            status[cell] =
                    cells.status(cell) == CellStatus.SAFE && withheld ? CellStatus.COMPLEMENTARY : cells.status(cell);
        }
        unachievable.sort(Comparator.comparingInt(Unachievable::cell).thenComparingInt(Unachievable::singleton));
        return new SuppressionPattern(status, evidence.cost(), SuppressionPattern.Bound.NONE, unachievable, programs);
    }
}
