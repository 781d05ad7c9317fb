package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.louver.suppression.SuppressionPattern.Reason;
import org.louver.suppression.SuppressionPattern.Unachievable;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/** One run of {@link ComplementarySuppression}: reduce, route, where that is affordable rip up and reroute and clean up, search. */
final class Protection {
    private static final int MAX_PASSES = 4;
    private static final int RELAXATION_ROUNDS = 40;
    private static final double LEAST_DISCOUNT = 0.02;
    /** A relaxation that withholds less than one class for so many primary ones says little about where. */
    private static final int LEAST_TELLING = 4;
    /** More classes than this, and budgets decide rather than exhaustion. */
    private static final int LARGE = 4000;
    /** Up to so many classes a program over all of them costs less than a basis that is built up for a far move. */
    private static final int MOST_WHOLE = 2000;

    /** Above, the programs of {@link JointMove} take minutes. */
    private static final int MOST_JOINT = 10_000;

    /** Shared witnesses that an unfinished proof takes whatever they show, since each may hold against another singleton. */
    private static final int FEW_SHARED = 4;

    private static final int FEW_PIVOTS = 500;
    static final int MANY_PIVOTS = 6000;
    /** Budgets in elementary steps of the simplex, some 10⁸ per second. */
    private static final long RELAXATION_BUDGET = 2_000_000_000L;
    /** Routing is patient as long as it keeps within its share of this; after a quarter of it no smaller system is routed a second time. */
    private static final long ROUTING_BUDGET = 40_000_000_000L;
    /** After so much routing the rest is routed in haste, which costs a fifth more cells and more. */
    private static final long MOST_ROUTING = 8 * ROUTING_BUDGET;
    /** How far ahead of an even share of the budget routing may be and still be patient: those who need most come first. */
    private static final double AHEAD = 0.1;
    /** Large systems are routed briskly from the start, and hastily where the classes so far took more than their even share of this. */
    private static final long LARGE_ROUTING_BUDGET = 60_000_000_000L;

    /** Large systems whose first routing took no more per class are routed again, patiently as long as they keep within their share of it. */
    private static final long PATIENCE_PER_CLASS = 1_000_000;
    /** The first time they are guided as long as they keep within their share of so much. */
    private static final long GUIDANCE_PER_CLASS = 100_000;

    private static final long CLEANING_BUDGET = 2_000_000_000L;
    /** The same for large systems, per unit of effort: by the number of classes. */
    private static final long CLEANING_PER_CLASS = 20_000;

    private static final long MOST_CLEANING = 200_000_000L;
    private final AssessedCells cells;
    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final CleanUp cleanUp;
    private final PatternSearch search;
    private final List<Unachievable> unachievable = new ArrayList<>();
    private final MoveSimplex simplex;
    private final SuppressionSettings settings;
    private final double[] discount;
    private final Relaxation relaxation;
    private SuppressionPattern.Bound bound = SuppressionPattern.Bound.NONE;
    /** Whether discounts hold at any pace. */
    private boolean guided;

    private boolean routedBefore;

    Protection(AssessedCells cells, SuppressionSettings settings) {
        this.cells = cells;
        problem = MovableCells.of(cells, settings);
        evidence = new Evidence(problem);
        SolvedRelations relations = new SolvedRelations(problem);
        simplex = new MoveSimplex(problem, evidence, relations, problem.count <= MOST_WHOLE);
        this.settings = settings;
        discount = new double[problem.count];
        Arrays.fill(discount, 1);
        router = new WitnessRouter(problem, evidence, discount, simplex);
        relaxation = new Relaxation(problem, evidence, simplex);
        SearchParts parts = new SearchParts(
                problem,
                evidence,
                router,
                simplex,
                relaxation,
                new MoveBounds(problem),
                new IntervalProgram(problem, evidence, simplex, relations));
        cleanUp = new CleanUp(parts);
        search = new PatternSearch(parts, cleanUp, settings, large());
    }

    SuppressionPattern run() {
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.status(cell) == CellStatus.PRIMARY && problem.classOf[cell] < 0) {
                unachievable.add(new Unachievable(cell, -1, Reason.DETERMINED));
            }
        }
        DualAscent single = new DualAscent(problem, evidence);
        SuppressionPattern.Bound demanded = followSingleRelations(single);
        evidence.hold(moveJointly() ? jointlyMoved() : new BitSet());
        secureAll();
        evidence.release();
        if (settings.certifyBound()) {
            certify(single, demanded);
        }
        if (simplex.work() <= settings.work()) {
            rerouteAll();
            bound = search.from(bound);
            askAgain();
        }
        return pattern();
    }

    /**
     * Lets the first routing withhold where the relaxation of what single relations demand would; where that says little, only as long as
     * routing is patient. Large systems are guided as long as they keep within their share, trials not at all; smaller ones only where a better
     * relaxation follows.
     *
     * @return what no pattern undercuts that meets all requirements, where that is asked for and no better bound will be worked out
     */
    private SuppressionPattern.Bound followSingleRelations(DualAscent single) {
        boolean unwanted = large() ? settings.work() != SuppressionSettings.UNLIMITED : !settings.certifyBound();
        if (unwanted || single.cuts().isEmpty()) {
            return SuppressionPattern.Bound.NONE;
        }
        try (RelaxationProgram program = new RelaxationProgram(problem)) {
            single.cuts().stream().distinct().forEach(program::add);
            double[] x = program.solve(problem.cost);
            if (x.length == 0) {
                return SuppressionPattern.Bound.NONE;
            }
            cheapen(x);
            guided = Arrays.stream(x).sum() * LEAST_TELLING >= problem.primaries.length;
            return large() && settings.certifyBound()
                    ? new SuppressionPattern.Bound(program.bound(problem.cost), program.leastComplements())
                    : SuppressionPattern.Bound.NONE;
        }
    }

    /** What the relaxation withholds costs less. */
    private void cheapen(double[] x) {
        for (int c = 0; c < problem.count; c++) {
            discount[c] = Math.max(1 - x[c], LEAST_DISCOUNT);
        }
    }

    /**
     * Bounds every pattern from below, and routes again where a better pattern is likely: smaller systems where a relaxation that is worked
     * out for them withholds, large ones with patience.
     *
     * @param single what was demanded before routing
     * @param demanded what no pattern undercuts that meets that
     */
    private void certify(DualAscent single, SuppressionPattern.Bound demanded) {
        // What could not be met is asked no longer, and bounds nothing.
        DualAscent ascent = unachievable.isEmpty() ? single : new DualAscent(problem, evidence);
        relaxation.know(ascent.cuts());
        bound = ascent.bound();
        if (!large()) {
            bound = bound.and(relaxation.tighten(RELAXATION_ROUNDS, RELAXATION_BUDGET));
            cheapen(relaxation.solution());
        } else if (unachievable.isEmpty()) {
            bound = bound.and(demanded);
        } else if (!ascent.cuts().isEmpty() && simplex.work() <= settings.work()) {
            bound = bound.and(relaxation.tighten(1, RELAXATION_BUDGET));
        }
        long most = large() ? PATIENCE_PER_CLASS * problem.count : ROUTING_BUDGET / 4;
        if (simplex.work() < Math.min(most, settings.work()) && (!large() || !search.near(bound))) {
            routeAgain();
        }
    }

    /**
     * Whether proofs are sought first among the classes of one move for all. Where most primary classes have room, how far they must move
     * decides what to withhold, which that move does not know; smaller systems are searched anyway, and trials have no time for it.
     */
    private boolean moveJointly() {
        long fixed = Arrays.stream(problem.primaries)
                .filter(p -> problem.room[p] == 0)
                .count();
        boolean affordable = problem.count <= MOST_JOINT && settings.work() == SuppressionSettings.UNLIMITED;
        return large() && affordable && 2 * fixed > problem.primaries.length;
    }

    private BitSet jointlyMoved() {
        JointMove move = new JointMove(problem);
        BitSet moved = move.optionalClasses();
        simplex.charge(move.work());
        return moved;
    }

    private boolean large() {
        return problem.count > LARGE;
    }

    private void secureAll() {
        long begun = simplex.work();
        int routed = 0;
        List<Integer> postponed = new ArrayList<>();
        simplex.allowWhole(!large());
        for (int p : byRequirement()) {
            keepPace(simplex.work() - begun, routed++);
            if (givenUp(p) || proved(p)) {
                continue;
            }
            if (large()) {
                postponed.add(p);
            } else {
                secure(p);
            }
        }
        simplex.allowWhole(true);
        for (int p : postponed) {
            keepPace(simplex.work() - begun, routed);
            // With what was withheld for the others a short move may do: a program over a large system takes minutes.
            if (!givenUp(p)) {
                secure(p);
            }
        }
        simplex.limitPivots(large() ? FEW_PIVOTS : MANY_PIVOTS);
        router.pace(WitnessRouter.Pace.PATIENT);
    }

    /** Whether work has run out: then what has no proof yet gets none. */
    private boolean givenUp(int p) {
        if (simplex.work() <= settings.work() || evidence.protects(evidence.witnesses(p), p)) {
            return false;
        }
        report(p, -1, Reason.UNPROVEN);
        evidence.require(p, ProtectionLevels.NONE);
        return true;
    }

    private boolean proved(int p) {
        simplex.limitPivots(MANY_PIVOTS);
        List<Witness> proof = router.proof(p, evidence.witnesses(p), Scope.EVERYTHING);
        if (proof == null) {
            return false;
        }
        evidence.prove(p, proof);
        share(proof);
        return true;
    }

    private void keepPace(long spent, int routed) {
        double share = (double) routed / problem.primaries.length;
        router.pace(large() ? paceOfLarge(spent, share) : pace(spent, share));
        boolean quick = (double) spent <= share * GUIDANCE_PER_CLASS * problem.count;
        router.guideInHaste(guided && (!large() || routedBefore || quick));
    }

    private WitnessRouter.Pace pace(long spent, double share) {
        if (spent > MOST_ROUTING) {
            return WitnessRouter.Pace.HASTY;
        }
        return (double) spent > (AHEAD + share) * ROUTING_BUDGET
                ? WitnessRouter.Pace.BRISK
                : WitnessRouter.Pace.PATIENT;
    }

    private WitnessRouter.Pace paceOfLarge(long spent, double share) {
        if (routedBefore && (double) spent <= (AHEAD + share) * PATIENCE_PER_CLASS * problem.count) {
            return WitnessRouter.Pace.PATIENT;
        }
        return (double) spent > share * LARGE_ROUTING_BUDGET ? WitnessRouter.Pace.HASTY : WitnessRouter.Pace.BRISK;
    }

    /**
     * Routes everything again; keeps the cheaper of the two patterns. One that protects less than the first, whose requirements the cuts
     * know, is no match for it.
     */
    private void routeAgain() {
        routedBefore = true;
        long before = evidence.cost();
        int reported = unachievable.size();
        Evidence.Demands demands = evidence.demands();
        Map<Integer, List<Witness>> first = evidence.proofs();
        first.keySet().forEach(p -> evidence.prove(p, List.of()));
        guided = true;
        secureAll();
        boolean less = unachievable.size() > reported;
        if (less) {
            unachievable.subList(reported, unachievable.size()).clear();
            evidence.demand(demands);
        }
        if (less || evidence.cost() > before) {
            evidence.restore(first);
        }
    }

    /** Reroutes and cleans up in turn; large systems are only cleaned up, once. */
    private void rerouteAll() {
        if (large()) {
            long perEffort = Math.min(MOST_CLEANING, CLEANING_PER_CLASS * problem.count);
            cleanUp.pass(Math.addExact(simplex.work(), Math.multiplyExact(perEffort, settings.effort())));
            return;
        }
        long stop = simplex.work() + CLEANING_BUDGET;
        for (int pass = 0; pass < MAX_PASSES && simplex.work() < stop; pass++) {
            long before = evidence.cost();
            for (int p : byRequirement()) {
                if (simplex.work() < stop) {
                    reroute(p);
                }
            }
            cleanUp.pass(stop);
            if (evidence.cost() == before) {
                break;
            }
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

    private void secure(int p) {
        List<Witness> start = evidence.witnesses(p);
        List<Witness> proof = router.proof(p, evidence.witnesses(p), Scope.EVERYTHING);
        if (proof == null && !large()) {
            // Haste must not decide what is given up.
            router.pace(WitnessRouter.Pace.PATIENT);
            proof = router.proof(p, start, Scope.EVERYTHING);
        }
        if (proof == null) {
            start = settleForLess(p);
            proof = router.proof(p, start, Scope.EVERYTHING);
        }
        while (proof == null && excuseOne(p, start)) {
            proof = router.proof(p, start, Scope.EVERYTHING);
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
                if (problem.levels[other].required()
                        && adds(witness, other)
                        && !evidence.protects(evidence.witnesses(other), other)) {
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

    /** Whether the witness shows more of the class than its own do, or they are few: else unfinished proofs would grow without end. */
    private boolean adds(Witness witness, int other) {
        List<Witness> own = evidence.witnesses(other);
        long move = witness.moveOf(other);
        return own.size() < FEW_SHARED
                || Math.abs(move) > evidence.shown(own, other, move > 0, -1)
                || (Math.abs(move) > evidence.shown(own, other, move < 0, -1) && witness.opposite(problem) != null);
    }

    /** Finds the widest interval that can be had at all; asks for no more than that from now on; returns the proof. */
    private List<Witness> settleForLess(int p) {
        ProtectionLevels asked = evidence.required(p);
        WitnessRouter.Farthest highest = router.farthest(p, true, Math.addExact(asked.upper(), asked.sliding()));
        WitnessRouter.Farthest lowest = router.farthest(p, false, Math.addExact(asked.lower(), asked.sliding()));
        long up = highest.move() == null ? 0 : highest.move().moveOf(p);
        long down = lowest.move() == null ? 0 : -lowest.move().moveOf(p);
        if (up < asked.upper() || down < asked.lower() || up + down < asked.sliding()) {
            boolean certain = highest.certain() && lowest.certain();
            report(p, -1, !certain ? Reason.UNPROVEN : up + down == 0 ? Reason.DETERMINED : Reason.TOO_NARROW);
            evidence.require(
                    p,
                    new ProtectionLevels(
                            Math.min(asked.lower(), down),
                            Math.min(asked.upper(), up),
                            Math.min(asked.sliding(), up + down)));
        }
        List<Witness> widest = new ArrayList<>();
        if (highest.move() != null) {
            widest.add(highest.move());
        }
        if (lowest.move() != null) {
            widest.add(lowest.move());
        }
        return widest;
    }

    /** Gives up one singleton who learns p whatever is withheld; false if that is not the obstacle. */
    private boolean excuseOne(int p, List<Witness> start) {
        List<Witness> proof = router.reach(p, evidence.required(p), -1, start, Scope.EVERYTHING);
        while (proof != null) {
            int singleton = evidence.exposedTo(proof, p);
            if (singleton < 0) {
                return false;
            }
            proof = router.reach(p, Evidence.NOT_EXACT, singleton, proof, Scope.EVERYTHING);
            if (proof == null) {
                evidence.excuse(p, singleton);
                report(p, problem.contributor[singleton], Reason.DETERMINED_FOR_SINGLETON);
                return true;
            }
        }
        return false;
    }

    /** Classes that no proof was found for while little was withheld: what was withheld for others may protect them. */
    private void askAgain() {
        BitSet unproven = new BitSet();
        for (Unachievable each : unachievable) {
            if (each.reason() == Reason.UNPROVEN) {
                unproven.set(problem.classOf[each.cell()]);
            }
        }
        simplex.limitPivots(MANY_PIVOTS);
        unproven.stream().forEach(p -> {
            ProtectionLevels settled = evidence.required(p);
            evidence.require(p, problem.levels[p]);
            List<Witness> proof = router.proof(p, evidence.witnesses(p), Scope.WITHHELD);
            if (proof == null) {
                evidence.require(p, settled);
            } else {
                evidence.prove(p, proof);
                unachievable.removeIf(each -> each.reason() == Reason.UNPROVEN && problem.classOf[each.cell()] == p);
            }
        });
    }

    private void report(int p, int contributor, Reason reason) {
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (problem.classOf[cell] == p && cells.status(cell) == CellStatus.PRIMARY) {
                unachievable.add(new Unachievable(cell, contributor, reason));
            }
        }
    }

    /** Takes the proof of p out, publishes what only it needed, and keeps the cheaper of the old and a new one. */
    private void reroute(int p) {
        List<Witness> old = List.copyOf(evidence.witnesses(p));
        long before = evidence.cost();
        evidence.prove(p, List.of());
        boolean exclusive = evidence.cost() < before;
        List<Witness> fresh = exclusive ? router.proof(p, List.of(), Scope.EVERYTHING) : null;
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
        List<Unachievable> ordered = unachievable.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Unachievable::cell).thenComparingInt(Unachievable::singleton))
                .toList();
        return new SuppressionPattern(status, evidence.cost(), bound, ordered, simplex.programs());
    }
}
