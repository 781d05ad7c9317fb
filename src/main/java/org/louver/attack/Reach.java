package org.louver.attack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been proved of every unknown so far: how far known moves take it at least, and how far any move can take it at most.
 * Moves are kept only while they prove something new.
 */
final class Reach {
    /** Moves that are remembered per unknown beyond those that extend its reach, for proofs against insiders. */
    private static final int SPARE = 4;

    private final Requirement requirement;
    final List<Move> moves = new ArrayList<>();
    /** Per unknown the numbers of the moves that prove something of it. */
    final List<List<Integer>> movesOf = new ArrayList<>();

    final Fraction[] down;
    final Fraction[] up;
    final @Nullable Fraction[] limitDown;
    final @Nullable Fraction[] limitUp;

    Reach(ReaderEquations equations, Requirement requirement, long[] base) {
        this.requirement = requirement;
        int unknowns = equations.unknowns();
        down = new Fraction[unknowns];
        up = new Fraction[unknowns];
        limitDown = new Fraction[unknowns];
        limitUp = new Fraction[unknowns];
        for (int each = 0; each < unknowns; each++) {
            movesOf.add(new ArrayList<>());
            down[each] = Fraction.ZERO;
            up[each] = Fraction.ZERO;
            limitDown[each] = Fraction.of(Math.subtractExact(base[each], equations.low[each]));
            limitUp[each] = equations.high[each] == PublishedCells.UNBOUNDED
                    ? null
                    : Fraction.of(Math.subtractExact(equations.high[each], base[each]));
        }
    }

    boolean met(int unknown) {
        return requirement.metBy(unknown, down[unknown], up[unknown]);
    }

    /** Whether no move whatever can meet the requirement. */
    boolean missed(int unknown) {
        Fraction downward = limitDown[unknown];
        Fraction upward = limitUp[unknown];
        if (downward != null && !downward.atLeast(requirement.down[unknown])) {
            return true;
        }
        if (upward != null && !upward.atLeast(requirement.up[unknown])) {
            return true;
        }
        return downward != null && upward != null && !downward.togetherAtLeast(upward, requirement.apart[unknown]);
    }

    boolean exact(int unknown) {
        Fraction downward = limitDown[unknown];
        Fraction upward = limitUp[unknown];
        return downward != null
                && upward != null
                && downward.compareTo(Fraction.ZERO) == 0
                && upward.compareTo(Fraction.ZERO) == 0;
    }

    /** Takes a checked move into account for every unknown that it moves. */
    void add(Move move) {
        int number = moves.size();
        boolean useful = false;
        for (int index = 0; index < move.unknown().length; index++) {
            int each = move.unknown()[index];
            Fraction distance = new Fraction(Math.abs(move.delta()[index]), move.denominator());
            Fraction[] side = move.delta()[index] > 0 ? up : down;
            // Once a requirement is met only spare moves are kept: sparse proofs stay in use.
            boolean further = distance.compareTo(side[each]) > 0;
            if (further) {
                boolean wanted = !met(each);
                side[each] = distance;
                if (wanted) {
                    movesOf.get(each).add(number);
                    useful = true;
                    continue;
                }
            }
            if (movesOf.get(each).size() < SPARE && requirement.enforced[each]) {
                movesOf.get(each).add(number);
                useful = true;
            }
        }
        if (useful) {
            moves.add(move);
        }
    }

    /** Keeps a move as a proof for one unknown against one insider. */
    void addFor(int unknown, Move move) {
        movesOf.get(unknown).add(moves.size());
        moves.add(move);
    }

    /** Lets these moves be the proof for one unknown, instead of what was. */
    void prove(int unknown, List<Move> proof) {
        movesOf.get(unknown).clear();
        proof.forEach(move -> addFor(unknown, move));
    }

    void limit(int unknown, boolean upward, @Nullable Fraction limit) {
        @Nullable Fraction[] side = upward ? limitUp : limitDown;
        Fraction before = side[unknown];
        if (limit != null && (before == null || limit.compareTo(before) < 0)) {
            side[unknown] = limit;
        }
    }
}
