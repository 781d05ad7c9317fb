package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tries to come close to every unknown as an outsider: cheap moves within neighbourhoods first, then the whole component for what
 * is left, each answer proved exactly.
 */
final class OutsiderAttack {
    /** Sizes of the neighbourhoods that are searched, one after the other. */
    static final int[] NEIGHBOURHOODS = {40, 250, 1200};
    /** Unknowns that are searched at the same time, before their moves are tried on others; fixed, so that outcomes are. */
    static final int CHUNK = 64;

    static final int[] NOBODY = {};

    private final ReaderEquations equations;
    private final Requirement requirement;
    private final Reach reach;
    private final long[] base;
    private final AttackSettings settings;
    long programs;

    OutsiderAttack(
            ReaderEquations equations, Requirement requirement, Reach reach, long[] base, AttackSettings settings) {
        this.equations = equations;
        this.requirement = requirement;
        this.reach = reach;
        this.base = base;
        this.settings = settings;
    }

    void run() {
        int largest = Arrays.stream(equations.components)
                .mapToInt(each -> each.length)
                .max()
                .orElse(0);
        for (int size : NEIGHBOURHOODS) {
            if (size < largest) {
                searchNeighbourhoods(size);
            }
        }
        for (int[] component : equations.components) {
            finish(component);
        }
    }

    private boolean open(int unknown) {
        return !reach.met(unknown) && !reach.missed(unknown);
    }

    private void searchNeighbourhoods(int size) {
        int next = 0;
        while (next < equations.unknowns() && programs < settings.mostPrograms()) {
            List<Integer> chunk = new ArrayList<>();
            for (; next < equations.unknowns() && chunk.size() < CHUNK; next++) {
                // The next sizes, or the whole component, do better than a neighbourhood that is all of it.
                if (open(next) && equations.components[equations.component[next]].length > size) {
                    chunk.add(next);
                }
            }
            IntStream order = IntStream.range(0, chunk.size());
            List<Found> found = (settings.parallel() ? order.parallel() : order)
                    .mapToObj(index -> search(chunk.get(index), size))
                    .toList();
            for (Found each : found) {
                programs += each.programs;
                each.moves.forEach(reach::add);
            }
        }
    }

    private record Found(List<Move> moves, int programs) {}

    private Found search(int unknown, int size) {
        int[] scope = Neighbourhood.around(equations, unknown, size);
        try (LinearProgram program = new LinearProgram(equations, scope, base)) {
            List<Move> moves = new ArrayList<>();
            Fraction up = reach.up[unknown];
            Fraction down = reach.down[unknown];
            long farUp = Math.max(requirement.up[unknown], requirement.apart[unknown]);
            if (!up.atLeast(farUp)) {
                Move move = move(program.farthest(unknown, true, farUp), scope);
                if (move != null) {
                    moves.add(move);
                    up = further(up, move.change(unknown));
                }
            }
            long farDown = Math.max(requirement.down[unknown], requirement.apart[unknown] - up.floor());
            if (!down.atLeast(farDown)) {
                Move move = move(program.farthest(unknown, false, farDown), scope);
                if (move != null) {
                    moves.add(move);
                }
            }
            return new Found(moves, program.solved());
        }
    }

    private static Fraction further(Fraction before, Fraction now) {
        return now.compareTo(before) > 0 ? now : before;
    }

    private @Nullable Move move(double @Nullable [] amount, int[] scope) {
        return amount == null ? null : Move.near(equations, scope, amount, base, settings.wholeNumbers());
    }

    /** Both ends of what is still open, or of everything where intervals are wanted, over the whole component. */
    private void finish(int[] component) {
        if (!settings.intervals() && Arrays.stream(component).noneMatch(this::open)) {
            return;
        }
        try (LinearProgram program = new LinearProgram(equations, component, base)) {
            for (int unknown : component) {
                for (boolean up : new boolean[] {true, false}) {
                    if ((settings.intervals() || open(unknown))
                            && programs + program.solved() < settings.mostPrograms()) {
                        goToTheEnd(program, component, unknown, up);
                    }
                }
            }
            programs += program.solved();
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
        boolean unproved = move == null || settings.wholeNumbers();
        if (unproved && !reach.missed(unknown) && (settings.wholeNumbers() || !reach.met(unknown))) {
            settle(component, unknown, up);
        }
    }

    /** Asks the whole-number reader's question where a fraction left it open. */
    private void settle(int[] component, int unknown, boolean up) {
        Fraction proved = up ? reach.limitUp[unknown] : reach.limitDown[unknown];
        Fraction reached = up ? reach.up[unknown] : reach.down[unknown];
        if (proved != null && proved.floor() <= reached.floor() && settings.wholeNumbers()) {
            reach.limit(unknown, up, Fraction.of(proved.floor()));
            return;
        }
        programs++;
        IntegerProgram.Answer answer = IntegerProgram.farthest(equations, component, base, unknown, up, NOBODY);
        Move move = move(answer.move(), component);
        if (move != null) {
            reach.add(move);
        }
        if (settings.wholeNumbers()) {
            reach.limit(unknown, up, answer.limit());
        }
    }
}
