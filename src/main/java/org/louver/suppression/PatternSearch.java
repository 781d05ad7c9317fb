package org.louver.suppression;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.louver.suppression.SuppressionPattern.Bound;

/**
 * Looks for cheaper patterns within a budget that grows with the system: from cell to cell ({@link LocalSearch}), and, in systems that are
 * not too large for it, of the whole by an integer master in between ({@link BendersSearch}).
 */
final class PatternSearch {
    /** Gap in parts of the pattern's cost that a large system is left with, times effort: a tenth at the ordinary effort of 100. */
    private static final int LARGE_GAP = 10;
    /** Withheld classes up to which a search by programs has time for enough of the table. */
    private static final int MOST_WITHHELD = 3000;

    /** Work before the search that is not taken off it. */
    private static final long UNCOUNTED = 10_000_000_000L;

    /** Search, per unit of effort: by the square of the number of classes. */
    private static final long PER_PAIR = 500;

    private static final long LEAST_PER_EFFORT = 5_000_000L;
    private static final long MOST_PER_EFFORT = 500_000_000L;
    /** Share of the search that looks at the whole table at once, each time; an answer that has begun is waited for. */
    private static final long BENDERS_PER_CENT = 10;
    /** Share in which no pattern is the cheapest so far, from cell to cell, before the whole is looked at again. */
    private static final long IDLE_PER_CENT = 20;
    /** The same on large systems, before the search ends. */
    private static final long LARGE_IDLE_PER_CENT = 6;

    /** The same on large systems: by the number of classes. */
    private static final long PER_CLASS = 2_500;

    private final SearchParts parts;
    private final CleanUp cleanUp;
    private final SuppressionSettings settings;
    private final boolean large;
    private final MovableCells problem;
    private final Evidence evidence;
    private final MoveSimplex simplex;

    /** @param large whether budgets decide rather than exhaustion */
    PatternSearch(SearchParts parts, CleanUp cleanUp, SuppressionSettings settings, boolean large) {
        this.parts = parts;
        this.cleanUp = cleanUp;
        this.settings = settings;
        this.large = large;
        problem = parts.problem();
        evidence = parts.evidence();
        simplex = parts.simplex();
    }

    /** Whether so little is left between the pattern and the bound that a large system is left as it is. */
    boolean near(Bound bound) {
        double left = (double) (evidence.cost() - bound.cost());
        return settings.effort() * left <= LARGE_GAP * (double) evidence.cost();
    }

    /**
     * For the whole, with a bound, as long as cheaper patterns come of it; then from cell to cell until that is idle; and so on. Leaves the
     * cheapest pattern met as the evidence. Large systems that are {@link #near} what is known are left as they are.
     *
     * @param known what no pattern undercuts
     * @return the same, or better
     */
    Bound from(Bound known) {
        if (large && settings.certifyBound() && near(known)) {
            return known;
        }
        Bound bound = known;
        LocalSearch local = new LocalSearch(parts);
        if (large) {
            long work = stop(PER_CLASS * problem.count) - simplex.work();
            local.run(work, work / 100 * LARGE_IDLE_PER_CENT, bound.cost(), false);
            boolean few = evidence.withheld().cardinality() <= MOST_WITHHELD;
            if (!settings.certifyBound() || !few || near(bound) || stop(perEffort()) <= simplex.work()) {
                return bound;
            }
        }
        simplex.limitPivots(Protection.MANY_PIVOTS);
        simplex.allowWhole(!large);
        long stop = stop(perEffort());
        long work = stop - simplex.work();
        if (!settings.certifyBound() || settings.effort() == 0) {
            local.run(work, work, bound.cost(), true);
            return bound;
        }
        BendersSearch whole = new BendersSearch(parts, cleanUp);
        long share = work / 100 * BENDERS_PER_CENT;
        // Where one answer takes more than that, the whole is asked about once.
        boolean once = share < BendersSearch.STEPS_PER_ANSWER;
        long idle = once ? work : work / 100 * IDLE_PER_CENT;
        long before;
        long begun;
        do {
            begun = simplex.work();
            before = evidence.cost();
            long least = whole.run(Math.min(stop, begun + share));
            bound = bound.and(new Bound(least, 0));
            if (evidence.cost() == before || once) {
                local.run(stop - simplex.work(), idle, bound.cost(), true);
                before = evidence.cost();
            }
            // A round that changed nothing and took next to no work would be followed by many of its kind.
        } while (simplex.work() < stop
                && !once
                && (evidence.cost() < before || simplex.work() - begun > work / 100)
                && evidence.cost() > bound.cost());
        long complements = Math.max(bound.complements(), whole.leastComplements());
        return bound.and(new Bound(leastCost(complements), complements));
    }

    /** What so many complementary cells cost at least, whichever they are: the cheapest ones. */
    private long leastCost(long complements) {
        return IntStream.range(0, problem.count)
                .mapToObj(c -> LongStream.generate(() -> problem.optional[c] ? problem.cost[c] / problem.weight[c] : 0)
                        .limit(problem.weight[c]))
                .flatMapToLong(costs -> costs)
                .sorted()
                .limit(complements)
                .reduce(0, Math::addExact);
    }

    /** Where a search ends that is given so much work per unit of effort; what was done before is taken off where it was very much. */
    private long stop(long perEffort) {
        long budget = Math.multiplyExact(settings.effort(), perEffort);
        return Math.max(simplex.work(), Math.addExact(budget, Math.min(simplex.work(), UNCOUNTED)));
    }

    private long perEffort() {
        long square = Math.multiplyExact(PER_PAIR, Math.multiplyExact((long) problem.count, problem.count));
        return Math.max(LEAST_PER_EFFORT, Math.min(MOST_PER_EFFORT, square));
    }
}
