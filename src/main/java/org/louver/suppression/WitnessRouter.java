package org.louver.suppression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.louver.table.ProtectionLevels;

/**
 * Finds the cheapest set of witnesses that proves one primary class protected, over the cells of one program.
 *
 * <p>The linear price of a cell is its cost per unit of the amount to be moved (a move of the full amount pays the full cost, Kelly,
 * Golden &amp; Assad 1992); it is then corrected by the movement just found, c_i / (|y_i| + 0.02·amount), which comes closer to the
 * fixed charge that withholding really costs. Among the ways to reach a width (all upwards, all downwards, one step down
 * and the rest up, the same distance both ways) the one that withholds least is taken.
 */
final class WitnessRouter {
    private static final double STANDING = 1e-3;
    private static final int REPRICINGS = 2;

    private final MovableCells problem;
    private final Evidence evidence;
    /** Factor on the cost of each class: small where a relaxation would withhold it. */
    private final double[] discount;

    private final double costUnit;

    WitnessRouter(MovableCells problem, Evidence evidence, double[] discount) {
        this.problem = problem;
        this.evidence = evidence;
        this.discount = discount;
        double sum = 0;
        int optional = 0;
        for (int c = 0; c < problem.count; c++) {
            if (problem.optional[c] && problem.cost[c] > 0) {
                sum += problem.cost[c];
                optional++;
            }
        }
        costUnit = optional == 0 ? 1 : sum / optional;
    }

    /** One movement that a proof lacks. */
    private record Leg(boolean upward, long amount, boolean bothWays) {}

    /**
     * A proof of p that moves only what {@code movable} admits, starting from the given witnesses; null if there is none.
     */
    @Nullable List<Witness> proof(MoveProgram program, int p, List<Witness> start, IntPredicate movable) {
        List<Witness> proof = reach(program, p, evidence.required(p), -1, start, movable);
        while (proof != null) {
            int singleton = evidence.exposedTo(proof, p);
            if (singleton < 0) {
                return evidence.pruned(proof, p);
            }
            proof = reach(program, p, Evidence.NOT_EXACT, singleton, proof, movable);
        }
        return null;
    }

    /** Extends the proof until it shows the levels to the singleton (−1: everybody); null if that cannot be done. */
    @Nullable List<Witness> reach(
            MoveProgram program,
            int p,
            ProtectionLevels levels,
            int singleton,
            List<Witness> start,
            IntPredicate movable) {
        if (evidence.shows(start, p, levels, singleton)) {
            return start;
        }
        List<Witness> best = null;
        long bestCost = Long.MAX_VALUE;
        for (List<Leg> legs : ways(p, levels, singleton, start)) {
            List<Witness> proof = new ArrayList<>(start);
            boolean complete = true;
            for (Leg leg : legs) {
                complete = complete && walk(program, p, leg, singleton, proof, movable);
            }
            if (complete && evidence.shows(proof, p, levels, singleton)) {
                long cost = opened(proof);
                if (cost < bestCost) {
                    best = proof;
                    bestCost = cost;
                }
                if (bestCost == 0) {
                    break;
                }
            }
        }
        return best;
    }

    private List<List<Leg>> ways(int p, ProtectionLevels levels, int singleton, List<Witness> start) {
        long up = evidence.shown(start, p, true, singleton);
        long down = evidence.shown(start, p, false, singleton);
        long needUp = Math.max(up, levels.upper());
        long needDown = Math.max(down, levels.lower());
        long rest = Math.max(0, levels.sliding() - needUp - needDown);
        List<List<Leg>> ways = new ArrayList<>();
        addWay(ways, up, needUp + rest, down, needDown);
        if (rest > 0) {
            addWay(ways, up, needUp, down, needDown + rest);
            if (rest > 1) {
                addWay(ways, up, needUp + rest - 1, down, needDown + 1);
                long half = (levels.sliding() + 1) / 2;
                if (half >= needUp && half >= needDown) {
                    ways.add(List.of(new Leg(true, half, true)));
                }
            }
        }
        return ways;
    }

    private static void addWay(List<List<Leg>> ways, long up, long toUp, long down, long toDown) {
        List<Leg> legs = new ArrayList<>();
        if (toUp > up) {
            legs.add(new Leg(true, toUp, false));
        }
        if (toDown > down) {
            legs.add(new Leg(false, toDown, false));
        }
        ways.add(legs);
    }

    private boolean walk(
            MoveProgram program, int p, Leg leg, int singleton, List<Witness> proof, IntPredicate movable) {
        if (shown(proof, p, leg, singleton)) {
            return true;
        }
        Witness best = null;
        long bestCost = Long.MAX_VALUE;
        admit(program, singleton, movable);
        program.symmetric(leg.bothWays());
        Witness last = null;
        for (int round = 0; round <= REPRICINGS; round++) {
            price(program, leg.amount(), proof, last);
            last = program.move(p, leg.upward(), leg.amount());
            if (last == null) {
                break;
            }
            long cost = opened(List.of(last));
            if (cost < bestCost) {
                best = last;
                bestCost = cost;
            }
            if (cost == 0) {
                break;
            }
        }
        program.symmetric(false);
        if (best == null) {
            return false;
        }
        proof.add(best);
        Witness back = best.opposite(problem);
        if (back != null) {
            proof.add(back);
        }
        return true;
    }

    private boolean shown(List<Witness> proof, int p, Leg leg, int singleton) {
        return evidence.shown(proof, p, leg.upward(), singleton) >= leg.amount()
                && (!leg.bothWays() || evidence.shown(proof, p, !leg.upward(), singleton) >= leg.amount());
    }

    private void admit(MoveProgram program, int singleton, IntPredicate movable) {
        int[] cells = program.cells();
        for (int k = 0; k < cells.length; k++) {
            program.open(k, movable.test(cells[k]));
        }
        if (singleton >= 0) {
            for (int known : problem.knownTo[singleton]) {
                int k = program.indexOf(known);
                if (k >= 0) {
                    program.open(k, false);
                }
            }
        }
    }

    private void price(MoveProgram program, long amount, List<Witness> chosen, @Nullable Witness last) {
        int[] cells = program.cells();
        for (int k = 0; k < cells.length; k++) {
            int c = cells[k];
            long room = Math.max(1, Math.min(amount, problem.room[c]));
            double charge = STANDING;
            double upward = charge / amount;
            double downward = charge / room;
            if (!evidence.withheld(c) && problem.cost[c] > 0 && !movedBy(chosen, c)) {
                charge += problem.cost[c] / costUnit * discount[c];
                if (last == null) {
                    upward = charge / amount;
                    downward = charge / room;
                } else {
                    upward = charge / (Math.abs((double) last.moveOf(c)) + 0.02 * amount);
                    downward = upward;
                }
            }
            program.price(k, upward, downward);
        }
    }

    private static boolean movedBy(List<Witness> witnesses, int c) {
        for (Witness witness : witnesses) {
            if (witness.moves(c)) {
                return true;
            }
        }
        return false;
    }

    /** What withholding everything that the proof moves would cost on top of the present pattern. */
    long opened(List<Witness> proof) {
        long cost = 0;
        for (int w = 0; w < proof.size(); w++) {
            for (int c : proof.get(w).cells()) {
                if (!evidence.withheld(c) && !movedBy(proof.subList(0, w), c)) {
                    cost = Math.addExact(cost, problem.cost[c]);
                }
            }
        }
        return cost;
    }
}
