package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for whole-number tables where a cell is so far proved protected by tables of fractions, which a reader of counts knows to be
 * impossible, and lets them take the place of those. Linear programs find whole numbers nearly always; for what is left CP-SAT is asked:
 * first about what lies near the tables of fractions, which takes little, then about everything that is connected, while a fixed amount
 * of work lasts. Cells for which it finds none keep their proof by fractions, and {@link org.louver.attack.certificate.Certificates#fractional} counts them.
 */
final class WholeNumberProofs {
    /** Linear programs with other weights per question. */
    private static final int VARIATIONS = 16;
    /** Deterministic seconds of CP-SAT for a question about what is near, for one about a component, and for all together. */
    private static final double NEAR_WORK = 0.1;

    private static final double COMPONENT_WORK = 1;
    private static final double MOST_WORK = 8;
    /** Unknowns from which on a neighbourhood grows no further. */
    private static final int NEAR = 300;
    /** Larger components are not affordable: a question then takes longer than all others together. */
    private static final int MOST_UNKNOWNS = 6_000;

    private final ReaderEquations equations;
    private final Requirement requirement;
    private final Reach reach;
    private final long[] base;
    /** Per insider the unknowns that he knows, ascending; he must not learn any other exactly. */
    private final List<int[]> insiders;

    private final NearbySimplex simplex;
    private int questions;
    private double work;

    WholeNumberProofs(
            ReaderEquations equations, Requirement requirement, Reach reach, long[] base, List<int[]> insiders) {
        this.equations = equations;
        this.requirement = requirement;
        this.reach = reach;
        this.base = base;
        this.insiders = insiders;
        simplex = new NearbySimplex(equations, base);
    }

    /** Returns how many questions were asked. */
    int run() {
        for (int[] component : equations.components) {
            if (component.length > MOST_UNKNOWNS) {
                continue;
            }
            for (int unknown : component) {
                if (requirement.enforced[unknown] && reach.met(unknown) && byFractions(unknown)) {
                    replace(component, unknown);
                }
            }
        }
        return questions;
    }

    private boolean byFractions(int unknown) {
        return reach.movesOf.get(unknown).stream()
                .anyMatch(number -> reach.moves.get(number).denominator() != 1);
    }

    private void replace(int[] component, int unknown) {
        List<Move> whole = new ArrayList<>();
        for (int number : reach.movesOf.get(unknown)) {
            if (reach.moves.get(number).denominator() == 1) {
                whole.add(reach.moves.get(number));
            }
        }
        if (reachesFarEnough(component, unknown, whole) && keepsInsidersOff(component, unknown, whole)) {
            reach.prove(unknown, whole);
        }
    }

    private boolean reachesFarEnough(int[] component, int unknown, List<Move> whole) {
        long up = shown(whole, unknown, true);
        long down = shown(whole, unknown, false);
        if (!met(unknown, down, up)) {
            long farUp = Math.max(requirement.up[unknown], requirement.apart[unknown]);
            up = Math.max(up, ask(component, unknown, true, farUp, OutsiderAttack.NOBODY, whole));
        }
        if (!met(unknown, down, up)) {
            long farDown = Math.max(requirement.down[unknown], requirement.apart[unknown] - up);
            down = Math.max(down, ask(component, unknown, false, farDown, OutsiderAttack.NOBODY, whole));
        }
        return met(unknown, down, up);
    }

    private boolean met(int unknown, long down, long up) {
        return requirement.metBy(unknown, Fraction.of(down), Fraction.of(up));
    }

    /** Everybody who knows something that all these moves change needs a move of his own. */
    private boolean keepsInsidersOff(int[] component, int unknown, List<Move> whole) {
        for (int[] known : insiders) {
            boolean own = Arrays.binarySearch(known, unknown) >= 0;
            if (own || whole.stream().anyMatch(move -> move.touches(unknown) && untouched(move, known))) {
                continue;
            }
            if (ask(component, unknown, true, 1, known, whole) == 0
                    && ask(component, unknown, false, 1, known, whole) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean untouched(Move move, int[] known) {
        return Arrays.stream(known).noneMatch(move::touches);
    }

    private static long shown(List<Move> whole, int unknown, boolean up) {
        long farthest = 0;
        for (Move move : whole) {
            long change = move.change(unknown).floor();
            farthest = Math.max(farthest, up ? change : -change);
        }
        return farthest;
    }

    /** How far a whole-number move takes the unknown, 0 if none was found; the moves join the list. */
    private long ask(int[] component, int unknown, boolean up, long enough, int[] frozen, List<Move> whole) {
        if (enough <= 0) {
            return 0;
        }
        Move varied = varied(unknown, up, enough, frozen);
        if (varied != null) {
            whole.add(varied);
            return enough;
        }
        int[] near = near(unknown, whole);
        long shown = askAmong(near, unknown, up, enough, frozen, whole, NEAR_WORK);
        return shown >= enough || near.length == component.length
                ? shown
                : Math.max(shown, askAmong(component, unknown, up, enough, frozen, whole, COMPONENT_WORK));
    }

    /** A linear program with other weights ends at another corner, and most corners are whole numbers. */
    private @Nullable Move varied(int unknown, boolean up, long enough, int[] frozen) {
        NearbySimplex.Outcome outcome = NearbySimplex.Outcome.MOVED;
        for (int variation = 1; variation <= VARIATIONS && outcome == NearbySimplex.Outcome.MOVED; variation++) {
            questions++;
            outcome = simplex.push(
                    unknown, (double) (up ? enough : -enough), frozen, Depth.NEAR.mostEquations, variation);
            Move move = outcome == NearbySimplex.Outcome.MOVED ? simplex.move(true) : null;
            if (move != null && move.touches(unknown)) {
                return move;
            }
        }
        return null;
    }

    private long askAmong(
            int[] scope, int unknown, boolean up, long enough, int[] frozen, List<Move> whole, double mostWork) {
        double left = MOST_WORK - work;
        if (left <= 0) {
            return 0;
        }
        questions++;
        IntegerProgram.Answer answer =
                IntegerProgram.farthest(equations, scope, base, unknown, up, enough, frozen, Math.min(left, mostWork));
        work += answer.work();
        Move move = answer.move() == null ? null : Move.near(equations, scope, answer.move(), base, true);
        if (move == null || !move.touches(unknown)) {
            return 0;
        }
        whole.add(move);
        return Math.abs(move.change(unknown).floor());
    }

    /** What the moves so far change, and what shares equations with that, the nearest first; ascending. */
    private int[] near(int unknown, List<Move> whole) {
        Set<Integer> near = new LinkedHashSet<>(List.of(unknown));
        Stream.concat(reach.movesOf.get(unknown).stream().map(reach.moves::get), whole.stream())
                .flatMapToInt(move -> Arrays.stream(move.unknown()))
                .forEach(near::add);
        List<Integer> queue = new ArrayList<>(near);
        for (int at = 0; at < queue.size() && near.size() < NEAR; at++) {
            for (int equation : equations.equationsOf[queue.get(at)]) {
                for (int member : equations.unknown[equation]) {
                    if (near.add(member)) {
                        queue.add(member);
                    }
                }
            }
        }
        return near.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
