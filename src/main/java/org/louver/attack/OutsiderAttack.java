package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tries to come close to every unknown as an outsider: short moves first, then the whole component for what is left, each answer
 * proved exactly.
 */
final class OutsiderAttack {
    /** Unknowns that are searched at the same time, before their moves are tried on others; fixed, so that outcomes are. */
    static final int CHUNK = 64;
    /** Elementary steps for each search by short moves; where it ends early, programs over components follow, and ends of intervals keep the bounds proved so far. */
    private static final long INTERVAL_WORK = 30_000_000_000L;
    /** Ends that short moves leave open are only sought in components up to this size; in larger ones verdicts are sought by long moves first. */
    private static final int SMALL_COMPONENT = 1_500;

    static final int[] NOBODY = {};

    private final ReaderEquations equations;
    private final Requirement requirement;
    private final Reach reach;
    private final long[] base;
    private final AttackSettings settings;
    private final Nearby nearby;
    long programs;
    private long work;

    OutsiderAttack(
            ReaderEquations equations,
            Requirement requirement,
            Reach reach,
            long[] base,
            AttackSettings settings,
            Nearby nearby) {
        this.equations = equations;
        this.requirement = requirement;
        this.reach = reach;
        this.base = base;
        this.settings = settings;
        this.nearby = nearby;
    }

    void run() {
        search(this::open, each -> enough(each, Depth.NEAR));
        search(each -> far(equations, each) && open(each), each -> enough(each, Depth.FAR));
        for (int[] component : equations.components) {
            finish(component, this::open, settings.wholeNumbers() && settings.intervals());
        }
        if (settings.intervals() && !settings.wholeNumbers()) {
            search(each -> loose(each, true) || loose(each, false), this::ends);
            for (int[] component : equations.components) {
                if (component.length <= SMALL_COMPONENT) {
                    finish(component, each -> loose(each, true) || loose(each, false), true);
                }
            }
        }
    }

    /** Whether a program over the whole component takes longer than a long move. */
    static boolean far(ReaderEquations equations, int unknown) {
        return equations.components[equations.component[unknown]].length > SMALL_COMPONENT;
    }

    /** Whether the verdict is not known yet; of a missed requirement, whether the cell is exact or only too narrow. */
    private boolean open(int unknown) {
        boolean told = reach.exact(unknown)
                || reach.down[unknown].compareTo(Fraction.ZERO) > 0
                || reach.up[unknown].compareTo(Fraction.ZERO) > 0;
        return !reach.met(unknown) && !(reach.missed(unknown) && told);
    }

    /** Whether an end of the interval is not proved yet; one that nothing bounds is none. */
    private boolean loose(int unknown, boolean up) {
        Fraction limit = up ? reach.limitUp[unknown] : reach.limitDown[unknown];
        Fraction reached = up ? reach.up[unknown] : reach.down[unknown];
        return limit != null && limit.compareTo(reached) > 0;
    }

    private interface Question {
        List<Nearby.Found> about(int unknown);
    }

    private void search(IntPredicate wanted, Question question) {
        int next = 0;
        long stop = work + INTERVAL_WORK;
        while (next < equations.unknowns() && !settings.exhausted(programs) && work < stop) {
            List<Integer> chunk = new ArrayList<>();
            for (; next < equations.unknowns() && chunk.size() < CHUNK; next++) {
                if (wanted.test(next)) {
                    chunk.add(next);
                }
            }
            List<List<Nearby.Found>> found = nearby.all(chunk.size(), index -> question.about(chunk.get(index)));
            for (int index = 0; index < found.size(); index++) {
                keep(chunk.get(index), found.get(index));
            }
        }
    }

    /** First what was found upwards, then downwards. */
    private void keep(int unknown, List<Nearby.Found> found) {
        for (int side = 0; side < found.size(); side++) {
            Nearby.Found each = found.get(side);
            programs += each.programs();
            work += each.work();
            reach.limit(unknown, side == 0, each.limit());
            if (each.move() != null) {
                reach.add(each.move());
            }
        }
    }

    /** As far as the requirement asks: down first, where the way is short, then up for what is left of the width. */
    private List<Nearby.Found> enough(int unknown, Depth depth) {
        Fraction farDown =
                Fraction.of(Math.max(requirement.down[unknown], requirement.apart[unknown] - requirement.up[unknown]));
        Nearby.Found down = reach.down[unknown].compareTo(farDown) >= 0
                ? new Nearby.Found(null, null, 0, 0)
                : nearby.farthest(unknown, false, least(farDown, reach.limitDown[unknown]), depth);
        Fraction shown = most(reach.down[unknown], down.shown(unknown, false));
        Fraction farUp = distanceNeeded(unknown, true, shown);
        Nearby.Found up = reach.up[unknown].compareTo(farUp) >= 0
                ? new Nearby.Found(null, null, 0, 0)
                : nearby.farthest(unknown, true, least(farUp, reach.limitUp[unknown]), depth);
        return List.of(up, down);
    }

    /** How far an unknown has to go one way when it goes so far the other. */
    private Fraction distanceNeeded(int unknown, boolean up, Fraction otherWay) {
        long side = up ? requirement.up[unknown] : requirement.down[unknown];
        return most(Fraction.of(side), otherWay.restOf(requirement.apart[unknown]));
    }

    /** As far as anything goes. */
    private List<Nearby.Found> ends(int unknown) {
        List<Nearby.Found> found = new ArrayList<>();
        for (boolean up : new boolean[] {true, false}) {
            Fraction limit = up ? reach.limitUp[unknown] : reach.limitDown[unknown];
            found.add(
                    limit != null && loose(unknown, up)
                            ? nearby.farthest(unknown, up, limit, Depth.END)
                            : new Nearby.Found(null, null, 0, 0));
        }
        return found;
    }

    private static Fraction most(Fraction a, Fraction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Fraction least(Fraction a, @Nullable Fraction b) {
        return b == null || a.compareTo(b) <= 0 ? a : b;
    }

    private @Nullable Move move(double @Nullable [] amount, int[] scope) {
        return amount == null ? null : Move.near(equations, scope, amount, base, settings.wholeNumbers());
    }

    /** Both ends of what is wanted, or of everything, over the whole component. */
    private void finish(int[] component, IntPredicate wanted, boolean ends) {
        if (Arrays.stream(component).noneMatch(each -> ends || wanted.test(each))) {
            return;
        }
        try (LinearProgram program = new LinearProgram(equations, component, base)) {
            for (int unknown : component) {
                for (boolean up : new boolean[] {true, false}) {
                    if ((ends || wanted.test(unknown)) && !settings.exhausted(programs + program.solved())) {
                        goToTheEnd(program, component, unknown, up);
                    }
                }
            }
            programs += program.solved();
        }
        if (!settings.wholeNumbers()) {
            goFarEnough(component);
        }
    }

    /**
     * Seeks moves just as far as is asked for what is still open because the ends found are in no simple fraction: shorter moves are in one
     * more often. Down first, then up, and both again for what the other way has left to do.
     */
    private void goFarEnough(int[] component) {
        ShortestProgram program = new ShortestProgram(equations, component, base);
        for (int unknown : component) {
            for (boolean up : new boolean[] {false, true, false, true}) {
                if (!settings.exhausted(programs) && !reach.met(unknown) && !reach.missed(unknown)) {
                    goFarEnough(program, component, unknown, up);
                }
            }
        }
    }

    private void goToTheEnd(LinearProgram program, int[] component, int unknown, boolean up) {
        Fraction proved = up ? reach.limitUp[unknown] : reach.limitDown[unknown];
        Fraction reached = up ? reach.up[unknown] : reach.down[unknown];
        if (proved != null && proved.compareTo(reached) == 0) {
            return;
        }
        double[] amount = program.farthest(unknown, up, PublishedCells.UNBOUNDED);
        if (amount == null) {
            // Without a ceiling the end may be at infinity: any distance that is enough will do.
            amount = program.farthest(
                    unknown,
                    up,
                    Math.max(requirement.apart[unknown], Math.max(requirement.up[unknown], requirement.down[unknown])));
        } else {
            reach.limit(unknown, up, program.limit(unknown, up, NOBODY));
        }
        Move move = move(amount, component);
        if (move != null) {
            reach.add(move);
        }
        if (settings.wholeNumbers() && !reach.missed(unknown)) {
            settle(component, unknown, up);
        }
    }

    private void goFarEnough(ShortestProgram program, int[] component, int unknown, boolean up) {
        Fraction otherWay = up
                ? most(reach.down[unknown], Fraction.of(requirement.down[unknown]))
                : most(reach.up[unknown], Fraction.of(requirement.up[unknown]));
        Fraction needed = distanceNeeded(unknown, up, otherWay);
        Fraction limit = up ? reach.limitUp[unknown] : reach.limitDown[unknown];
        boolean possible = limit == null || needed.compareTo(limit) <= 0;
        // The limit itself may be the very end that is in no simple fraction.
        Fraction distance = possible ? needed : Fraction.of(limit.floor());
        if ((up ? reach.up[unknown] : reach.down[unknown]).compareTo(distance) >= 0) {
            return;
        }
        programs++;
        double way = (double) distance.numerator() / (double) distance.denominator();
        Move move = move(program.move(unknown, up ? way : -way, NOBODY), component);
        if (move == null) {
            programs++;
            move = move(
                    IntegerProgram.farthest(equations, component, base, unknown, up, distance.ceiling(), NOBODY)
                            .move(),
                    component);
        }
        if (move != null) {
            reach.add(move);
        }
    }

    /** Asks the whole-number reader's question. */
    private void settle(int[] component, int unknown, boolean up) {
        Fraction proved = up ? reach.limitUp[unknown] : reach.limitDown[unknown];
        Fraction reached = up ? reach.up[unknown] : reach.down[unknown];
        if (proved != null && proved.floor() <= reached.floor()) {
            reach.limit(unknown, up, Fraction.of(proved.floor()));
            return;
        }
        programs++;
        IntegerProgram.Answer answer = IntegerProgram.farthest(equations, component, base, unknown, up, NOBODY);
        Move move = move(answer.move(), component);
        if (move != null) {
            reach.add(move);
        }
        reach.limit(unknown, up, answer.limit());
    }
}
