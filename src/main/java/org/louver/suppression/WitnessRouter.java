package org.louver.suppression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.louver.table.ProtectionLevels;

/**
 * Finds the cheapest set of witnesses that proves one primary class protected.
 *
 * <p>The linear price of a cell is its cost per unit of the amount to be moved (a move of the full amount pays the full cost, Kelly,
 * Golden &amp; Assad 1992); it is then corrected by the movement just found, c_i / (|y_i| + 0.2·amount), which comes closer to the
 * fixed charge that withholding really costs. Among the ways to reach a width (all upwards, all downwards, one step down
 * and the rest up, the same distance both ways) the one that withholds least is taken; what is withheld already may do by any share.
 */
final class WitnessRouter {
    /** How long searches may take. */
    enum Pace {
        /** All ways, corrected prices, far moves among what is withheld. */
        PATIENT(0.01),
        /** For large systems, and where routing is behind its time: the first way that works, what is near first, short detours. */
        BRISK(0.05),
        /** For what would take too long otherwise: the same, and shorter detours. */
        HASTY(0.15);

        /** Price of moving what is withheld anyway, relative to withholding an average cell: high, and the search stays near. */
        private final double standing;

        Pace(double standing) {
            this.standing = standing;
        }
    }

    private static final double STILL = 0.2;
    private static final int REPRICINGS = 2;
    /** How far detuned prices are off at most, each way. */
    private static final double NOISE = 0.3;

    /** How often a width is halved where the usual ways fail: exact for counts below 64. */
    private static final int MOST_HALVINGS = 6;

    private final MovableCells problem;
    private final Evidence evidence;
    /** Factor on the cost of each class: small where a relaxation would withhold it. */
    private final double[] discount;

    private final double costUnit;
    private final MoveSimplex simplex;
    private Pace pace = Pace.PATIENT;
    private boolean guidedInHaste = true;
    /** Which of many slightly different price lists applies; 0: the usual one. */
    private long detuning;

    /** Whether the last program came to no end. */
    private boolean outgrown;

    private final Prices prices;

    WitnessRouter(MovableCells problem, Evidence evidence, double[] discount, MoveSimplex simplex) {
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
        this.simplex = simplex;
        prices = new Prices();
    }

    void pace(Pace from) {
        pace = from;
    }

    private boolean inHaste() {
        return pace != Pace.PATIENT;
    }

    /** From now on prices are a little off, by a number of each class that follows from the given one; 0: the usual prices. */
    void detune(long by) {
        detuning = by;
    }

    /** Whether discounts hold at any pace; else only where it is patient. */
    void guideInHaste(boolean also) {
        guidedInHaste = also;
    }

    private double price(int c) {
        double usual = problem.cost[c] / costUnit * (inHaste() && !guidedInHaste ? 1 : discount[c]);
        return detuning == 0 ? usual : usual * (1 - NOISE + 2 * NOISE * MoveSimplex.tieBreak(detuning + c));
    }

    /** Effort of the simplex so far. */
    long work() {
        return simplex.work();
    }

    /** One movement that a proof lacks. */
    private record Leg(boolean upward, long amount, boolean bothWays) {}

    /**
     * A proof of p that moves only what the scope admits, starting from the given witnesses; null if there is none.
     */
    @Nullable List<Witness> proof(int p, List<Witness> start, Scope scope) {
        List<Witness> proof = reach(p, evidence.required(p), -1, start, scope);
        while (proof != null) {
            int singleton = evidence.exposedTo(proof, p);
            if (singleton < 0) {
                return evidence.pruned(proof, p);
            }
            proof = reach(p, Evidence.NOT_EXACT, singleton, proof, scope);
        }
        return null;
    }

    /** Extends the proof until it shows the levels to the singleton (−1: everybody); null if that cannot be done. */
    @Nullable List<Witness> reach(int p, ProtectionLevels levels, int singleton, List<Witness> start, Scope scope) {
        if (evidence.shows(start, p, levels, singleton)) {
            return start;
        }
        List<List<Leg>> ways = ways(p, levels, singleton, start);
        List<Witness> standing = first(p, ways, levels, singleton, start, scope.among());
        if (standing == null && !(inHaste() && outgrown)) {
            standing = otherwiseShared(p, levels, singleton, start, scope.among());
        }
        if (standing != null || scope.onlyWithheld()) {
            return standing;
        }
        if (inHaste() && scope.without() < 0) {
            List<Witness> near = first(p, ways, levels, singleton, start, scope.nearby());
            if (near != null) {
                return near;
            }
        }
        List<Witness> best = null;
        List<Leg> bestWay = List.of();
        long bestCost = Long.MAX_VALUE;
        for (List<Leg> legs : ways) {
            List<Witness> proof = walked(p, legs, levels, singleton, start, scope, 0);
            if (proof != null && opened(proof) < bestCost) {
                best = proof;
                bestCost = opened(proof);
                bestWay = legs;
            }
            if (bestCost == 0 || (inHaste() && best != null)) {
                return best;
            }
        }
        if (best != null) {
            List<Witness> corrected = walked(p, bestWay, levels, singleton, start, scope, REPRICINGS);
            if (corrected != null && opened(corrected) < bestCost) {
                return corrected;
            }
        }
        return best;
    }

    /** The first way that can be walked; in haste none is tried after one that outgrew its limits. */
    private @Nullable List<Witness> first(
            int p, List<List<Leg>> ways, ProtectionLevels levels, int singleton, List<Witness> start, Scope scope) {
        for (List<Leg> legs : ways) {
            List<Witness> proof = walked(p, legs, levels, singleton, start, scope, 0);
            if (proof != null) {
                return proof;
            }
            if (inHaste() && outgrown) {
                // The scope is too small here, whichever way.
                return null;
            }
        }
        return null;
    }

    /**
     * Reaches the width by a share that the usual ways leave out: as far upwards as is found by halving, and downwards for the rest. In
     * haste not beyond a program that outgrew its limits.
     */
    private @Nullable List<Witness> otherwiseShared(
            int p, ProtectionLevels levels, int singleton, List<Witness> start, Scope scope) {
        long up = Math.max(evidence.shown(start, p, true, singleton), levels.upper());
        long down = Math.max(evidence.shown(start, p, false, singleton), levels.lower());
        // As far up as that and all the rest down, or one step down and all the rest up, are usual ways.
        long low = Math.max(up + 1, levels.sliding() - problem.room[p]);
        long high = levels.sliding() - down - 2;
        List<Witness> proof = new ArrayList<>(start);
        if (high < low || !walk(p, new Leg(true, low, false), singleton, proof, scope, 0)) {
            return null;
        }
        for (int halving = 0; halving < MOST_HALVINGS && low < high; halving++) {
            long middle = low + (high - low + 1) / 2;
            List<Witness> farther = new ArrayList<>(start);
            if (walk(p, new Leg(true, middle, false), singleton, farther, scope, 0)) {
                low = middle;
                proof = farther;
            } else if (inHaste() && outgrown) {
                return null;
            } else {
                high = middle - 1;
            }
        }
        boolean rest = walk(p, new Leg(false, levels.sliding() - low, false), singleton, proof, scope, 0);
        return rest && evidence.shows(proof, p, levels, singleton) ? proof : null;
    }

    private @Nullable List<Witness> walked(
            int p,
            List<Leg> legs,
            ProtectionLevels levels,
            int singleton,
            List<Witness> start,
            Scope scope,
            int repricings) {
        List<Witness> proof = new ArrayList<>(start);
        for (Leg leg : legs) {
            if (!walk(p, leg, singleton, proof, scope, repricings)) {
                return null;
            }
        }
        return evidence.shows(proof, p, levels, singleton) ? proof : null;
    }

    private List<List<Leg>> ways(int p, ProtectionLevels levels, int singleton, List<Witness> start) {
        long up = evidence.shown(start, p, true, singleton);
        long down = evidence.shown(start, p, false, singleton);
        long needUp = Math.max(up, levels.upper());
        long needDown = Math.max(down, levels.lower());
        long rest = Math.max(0, levels.sliding() - needUp - needDown);
        List<List<Leg>> ways = new ArrayList<>();
        ways.add(legs(up, needUp + rest, down, needDown));
        if (rest > 0) {
            ways.add(legs(up, needUp, down, needDown + rest));
            if (rest > 1) {
                ways.add(legs(up, needUp + rest - 1, down, needDown + 1));
                long half = (levels.sliding() + 1) / 2;
                if (half >= needUp && half >= needDown) {
                    ways.add(List.of(new Leg(true, half, true)));
                }
            }
        }
        return ways;
    }

    private static List<Leg> legs(long up, long toUp, long down, long toDown) {
        List<Leg> legs = new ArrayList<>();
        if (toUp > up) {
            legs.add(new Leg(true, toUp, false));
        }
        if (toDown > down) {
            legs.add(new Leg(false, toDown, false));
        }
        return legs;
    }

    private boolean walk(int p, Leg leg, int singleton, List<Witness> proof, Scope scope, int repricings) {
        if (shown(proof, p, leg, singleton)) {
            return true;
        }
        Witness best = null;
        long bestCost = Long.MAX_VALUE;
        prices.prepare(leg, singleton, proof, scope);
        for (int round = 0; round <= repricings; round++) {
            MoveSimplex.Outcome outcome = simplex.solve(p, leg.upward(), leg.amount(), prices);
            outgrown = outcome == MoveSimplex.Outcome.UNDECIDED;
            if (outcome != MoveSimplex.Outcome.FOUND) {
                break;
            }
            Witness last = simplex.found();
            if (last == null) {
                break;
            }
            prices.correct(last);
            long cost = opened(List.of(last));
            if (cost < bestCost) {
                best = last;
                bestCost = cost;
            }
            if (cost == 0) {
                break;
            }
        }
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

    private static boolean movedBy(List<Witness> witnesses, int c) {
        for (Witness witness : witnesses) {
            if (witness.moves(c)) {
                return true;
            }
        }
        return false;
    }

    /**
     * How far a class gets in one direction.
     *
     * @param move the farthest move found; null if there is none
     * @param certain whether every program came to its end, so that there is no farther one
     */
    record Farthest(@Nullable Witness move, boolean certain) {}

    /** The farthest move of p in one direction up to the limit, by bisection. */
    Farthest farthest(int p, boolean upward, long limit) {
        Witness best = null;
        boolean certain = true;
        long low = 0;
        long high = limit;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            prices.prepare(new Leg(upward, middle, false), -1, List.of(), Scope.EVERYTHING);
            MoveSimplex.Outcome outcome = simplex.solve(p, upward, middle, prices);
            Witness move = outcome == MoveSimplex.Outcome.FOUND ? simplex.found() : null;
            certain &= move != null || outcome == MoveSimplex.Outcome.NONE;
            if (move == null) {
                high = middle - 1;
            } else {
                best = move;
                low = middle;
            }
        }
        return new Farthest(best, certain);
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

    /** Prices of one leg: what a cell costs per step, and how far it may move at all. */
    private final class Prices implements MoveLimits {
        /** Cells that an earlier leg opens, and cells that may not move: where equal to the stamp. */
        private final int[] paid = new int[problem.count];

        private final int[] barred = new int[problem.count];
        private @Nullable Witness last;
        private int stamp;
        private double amount = 1;
        private boolean bothWays;
        private Scope scope = Scope.EVERYTHING;

        private void prepare(Leg leg, int singleton, List<Witness> chosen, Scope searched) {
            stamp++;
            amount = (double) leg.amount();
            bothWays = leg.bothWays();
            scope = searched;
            last = null;
            for (Witness witness : chosen) {
                for (int c : witness.cells()) {
                    paid[c] = stamp;
                }
            }
            if (singleton >= 0) {
                for (int known : problem.knownTo[singleton]) {
                    barred[known] = stamp;
                }
            }
        }

        /** From now on each cell pays its full cost if it moves as far as it just did, and much more where it stood still. */
        private void correct(Witness move) {
            last = move;
        }

        @Override
        public void describe(int c, double[] into, int from) {
            boolean withheld = evidence.withheld(c);
            double room = (double) problem.room[c];
            double least = Math.max(1, Math.min(amount, room));
            double tieBreak = 1 + 1e-4 * MoveSimplex.tieBreak(c);
            if (withheld || problem.cost[c] == 0 || paid[c] == stamp) {
                double standing = pace.standing * tieBreak;
                into[from + UP_PRICE] = standing / amount;
                into[from + DOWN_PRICE] = standing / least;
            } else {
                double charge = (Pace.PATIENT.standing + price(c)) * tieBreak;
                double moved = last == null ? 0 : Math.abs((double) last.moveOf(c)) + STILL * amount;
                into[from + UP_PRICE] = charge / (last == null ? amount : moved);
                into[from + DOWN_PRICE] = charge / (last == null ? least : moved);
            }
            boolean moves = barred[c] != stamp && scope.admits(c, withheld);
            into[from + HIGH] = !moves ? 0 : bothWays ? room : Double.POSITIVE_INFINITY;
            into[from + LOW] = moves ? room : 0;
        }

        @Override
        public boolean onlyWithheld() {
            return scope.onlyWithheld();
        }

        @Override
        public boolean onlyNear() {
            return scope.onlyNear();
        }
    }
}
