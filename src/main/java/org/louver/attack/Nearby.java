package org.louver.attack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link NearbySimplex} many questions at a time: how far an unknown can go, up to a target. Where a push is impossible its proof is a
 * bound, and the next push goes to the bound; where bound and move meet, the end of the interval is exact (a cutting plane method in one
 * dimension; finite, because there are finitely many combinations of equations that are corners).
 */
final class Nearby {
    private static final int MOST_PUSHES = 40;
    private static final int[] NOBODY = {};

    private final ReaderEquations equations;
    private final long[] base;
    private final AttackSettings settings;
    private final ArrayDeque<NearbySimplex> idle = new ArrayDeque<>();

    Nearby(ReaderEquations equations, long[] base, AttackSettings settings) {
        this.equations = equations;
        this.base = base;
        this.settings = settings;
    }

    /**
     * How far an unknown was found to go.
     *
     * @param move the farthest move found, or null
     * @param limit a proved bound on the distance, or null if none was found
     */
    record Found(@Nullable Move move, @Nullable Fraction limit, int programs, long work) {
        /** The distance shown in one direction. */
        Fraction shown(int unknown, boolean up) {
            Fraction change = move == null ? Fraction.ZERO : move.change(unknown);
            return up ? change : change.negated();
        }
    }

    /** Answers questions, on all processors if that is wanted; the outcome is the same. */
    <T> List<T> all(int count, IntFunction<T> question) {
        if (!settings.parallel()) {
            List<T> answers = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                answers.add(question.apply(index));
            }
            return answers;
        }
        return IntStream.range(0, count).parallel().mapToObj(question).toList();
    }

    Found farthest(int unknown, boolean up, Fraction target, Depth depth) {
        return farthest(unknown, up, target, NOBODY, depth);
    }

    /**
     * Moves an unknown towards a target.
     *
     * @param target the distance at which the question is answered
     * @param frozen unknowns that stay, ascending
     */
    Found farthest(int unknown, boolean up, Fraction target, int[] frozen, Depth depth) {
        NearbySimplex simplex = borrow();
        long before = simplex.work();
        Fraction limit = null;
        Fraction aim = target;
        int programs = 0;
        Move move = null;
        boolean told = true;
        while (told && move == null && aim.compareTo(Fraction.ZERO) > 0 && programs < MOST_PUSHES) {
            double distance = (double) aim.numerator() / (double) aim.denominator();
            told = false;
            for (int start = 0; start <= depth.restarts && !told; start++) {
                programs++;
                NearbySimplex.Outcome outcome =
                        simplex.push(unknown, up ? distance : -distance, frozen, depth.mostEquations, start);
                move = outcome == NearbySimplex.Outcome.MOVED ? simplex.move(settings.wholeNumbers()) : null;
                Fraction proved = outcome == NearbySimplex.Outcome.IMPOSSIBLE ? simplex.limit(up, frozen) : null;
                boolean nearer = proved != null && proved.compareTo(aim) < 0;
                limit = nearer ? proved : limit;
                told = nearer || move != null;
            }
            aim = limit == null ? aim : limit;
        }
        Found found = new Found(move, limit, programs, simplex.work() - before);
        giveBack(simplex);
        return found;
    }

    private NearbySimplex borrow() {
        synchronized (idle) {
            NearbySimplex free = idle.poll();
            if (free != null) {
                return free;
            }
        }
        return new NearbySimplex(equations, base);
    }

    private void giveBack(NearbySimplex simplex) {
        if (simplex.isSmall()) {
            synchronized (idle) {
                idle.push(simplex);
            }
        }
    }
}
