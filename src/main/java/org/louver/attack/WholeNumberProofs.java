package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for whole-number tables where a cell is so far proved protected by tables of fractions, which a reader of counts knows to be
 * impossible, and lets them take the place of those. Linear programs find whole numbers nearly always; for what is left CP-SAT is asked,
 * within a fixed amount of work per question and a fixed number of questions. Cells for which it finds none keep
 * their proof by fractions, and {@link org.louver.attack.certificate.Certificates#fractional} counts them.
 */
final class WholeNumberProofs {
    private static final int MOST_QUESTIONS = 300;
    /** Larger components are not affordable: a question then takes longer than all others together. */
    private static final int MOST_UNKNOWNS = 6_000;

    private final ReaderEquations equations;
    private final Requirement requirement;
    private final Reach reach;
    private final long[] base;
    /** Per insider the unknowns that he knows, ascending; he must not learn any other exactly. */
    private final List<int[]> insiders;

    private int questions;

    WholeNumberProofs(
            ReaderEquations equations, Requirement requirement, Reach reach, long[] base, List<int[]> insiders) {
        this.equations = equations;
        this.requirement = requirement;
        this.reach = reach;
        this.base = base;
        this.insiders = insiders;
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

    /** How far a whole-number move takes the unknown, 0 if none was found; the move joins the list. */
    private long ask(int[] component, int unknown, boolean up, long enough, int[] frozen, List<Move> whole) {
        if (questions >= MOST_QUESTIONS || enough <= 0) {
            return 0;
        }
        questions++;
        double @Nullable [] amount = IntegerProgram.farthest(equations, component, base, unknown, up, enough, frozen)
                .move();
        Move move = amount == null ? null : Move.near(equations, component, amount, base, true);
        if (move == null || !move.touches(unknown)) {
            return 0;
        }
        whole.add(move);
        return Math.abs(move.change(unknown).floor());
    }
}
