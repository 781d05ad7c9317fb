package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.louver.attack.AttackReport.InsiderFinding;

/**
 * Tries every insider against every cell that needs protection. A move that leaves an insider's cells alone is a proof against him
 * too, so only insiders who are in all known moves of a cell are tried one by one, with their cells kept fixed.
 */
final class InsiderAttack {
    private final ReaderEquations equations;
    private final Requirement requirement;
    private final Reach reach;
    private final long[] base;
    private final AttackSettings settings;
    private final boolean fullLevels;
    private final Nearby nearby;
    /** Per insider the unknowns that he knows, ascending. */
    private final List<int[]> insiders;
    /** Per unknown the insiders who know it. */
    private final int[][] knownTo;
    /** Per move, by its number in {@link #reach}, the insiders whose cells it changes, ascending; only of moves that were asked about. */
    private final Map<Integer, int[]> touchedBy = new HashMap<>();

    private final List<InsiderFinding> findings = new ArrayList<>();
    long programs;

    InsiderAttack(
            ReaderEquations equations,
            Requirement requirement,
            Reach reach,
            long[] base,
            AttackSettings settings,
            boolean fullLevels,
            List<int[]> insiders,
            Nearby nearby) {
        this.equations = equations;
        this.requirement = requirement;
        this.reach = reach;
        this.base = base;
        this.settings = settings;
        this.fullLevels = fullLevels;
        this.insiders = insiders;
        this.nearby = nearby;
        List<List<Integer>> known = new ArrayList<>();
        for (int each = 0; each < equations.unknowns(); each++) {
            known.add(new ArrayList<>());
        }
        for (int insider = 0; insider < insiders.size(); insider++) {
            for (int each : insiders.get(insider)) {
                known.get(each).add(insider);
            }
        }
        knownTo = known.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /**
     * The insiders: everybody who is alone in withheld cells, and who shares a cell of at most so many with others.
     *
     * @param sole the contributor who is alone in a cell, or −1
     * @param value true values per cell
     */
    static List<int[]> insiders(ReaderEquations equations, int[] sole, long[] value, int largestCell) {
        Map<Integer, TreeSet<Integer>> singletons = new LinkedHashMap<>();
        TreeSet<Integer> shared = new TreeSet<>();
        for (int cell = 0; cell < sole.length; cell++) {
            int unknown = equations.unknownOf[cell];
            if (unknown < 0) {
                continue;
            }
            if (sole[cell] >= 0) {
                singletons
                        .computeIfAbsent(sole[cell], contributor -> new TreeSet<>())
                        .add(unknown);
            } else if (value[cell] >= 2 && value[cell] <= largestCell) {
                shared.add(unknown);
            }
        }
        List<int[]> result = new ArrayList<>();
        singletons
                .values()
                .forEach(known ->
                        result.add(known.stream().mapToInt(Integer::intValue).toArray()));
        shared.forEach(unknown -> result.add(new int[] {unknown}));
        return result;
    }

    List<InsiderFinding> run() {
        search(NearbySimplex.NEAR);
        search(NearbySimplex.FAR);
        for (int[] component : equations.components) {
            finish(component);
        }
        return findings;
    }

    private record Pair(int unknown, int insider) {}

    /** Insiders against whom no proof for the unknown is known yet. */
    private List<Pair> open(int unknown) {
        List<Pair> result = new ArrayList<>();
        // What an outsider can do is reported already.
        if (!requirement.enforced[unknown] || !reach.met(unknown)) {
            return result;
        }
        for (int insider : suspects(unknown)) {
            if (Arrays.binarySearch(insiders.get(insider), unknown) < 0 && !holdsAgainst(insider, unknown)) {
                result.add(new Pair(unknown, insider));
            }
        }
        return result;
    }

    /** Those whom every move touches that is enough by itself; if none is, whom any move touches. Ascending. */
    private int[] suspects(int unknown) {
        int[] common = null;
        for (int number : reach.movesOf.get(unknown)) {
            Fraction change = reach.moves.get(number).change(unknown);
            if (enough(unknown, most(change.negated(), Fraction.ZERO), most(change, Fraction.ZERO))) {
                int[] touched = touched(number);
                common = common == null
                        ? touched
                        : Arrays.stream(common)
                                .filter(insider -> Arrays.binarySearch(touched, insider) >= 0)
                                .toArray();
            }
        }
        return common != null
                ? common
                : reach.movesOf.get(unknown).stream()
                        .flatMapToInt(number -> Arrays.stream(touched(number)))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private int[] touched(int number) {
        return touchedBy.computeIfAbsent(
                number,
                asked -> Arrays.stream(reach.moves.get(asked).unknown())
                        .flatMap(each -> Arrays.stream(knownTo[each]))
                        .sorted()
                        .distinct()
                        .toArray());
    }

    private static Fraction most(Fraction a, Fraction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private boolean holdsAgainst(int insider, int unknown) {
        Fraction down = Fraction.ZERO;
        Fraction up = Fraction.ZERO;
        for (int number : reach.movesOf.get(unknown)) {
            if (Arrays.binarySearch(touched(number), insider) < 0) {
                Fraction change = reach.moves.get(number).change(unknown);
                up = most(up, change);
                down = most(down, change.negated());
            }
        }
        return enough(unknown, down, up);
    }

    private boolean enough(int unknown, Fraction down, Fraction up) {
        return fullLevels ? requirement.metBy(unknown, down, up) : down.plus(up).atLeast(1);
    }

    private void search(int mostRows) {
        int next = 0;
        while (next < equations.unknowns() && !settings.exhausted(programs)) {
            List<Pair> chunk = new ArrayList<>();
            for (; next < equations.unknowns() && chunk.size() < OutsiderAttack.CHUNK; next++) {
                if (mostRows == NearbySimplex.NEAR || OutsiderAttack.far(equations, next)) {
                    chunk.addAll(open(next));
                }
            }
            List<Ends> found = nearby.all(chunk.size(), index -> nearby(chunk.get(index), mostRows));
            for (int index = 0; index < chunk.size(); index++) {
                programs += found.get(index).programs;
                keep(chunk.get(index), found.get(index));
            }
        }
    }

    private void keep(Pair pair, Ends ends) {
        if (ends.up != null && ends.up.touches(pair.unknown)) {
            reach.addFor(pair.unknown, ends.up);
        }
        if (ends.down != null && ends.down.touches(pair.unknown)) {
            reach.addFor(pair.unknown, ends.down);
        }
    }

    private record Ends(
            @Nullable Move up,
            @Nullable Move down,
            @Nullable Fraction limitUp,
            @Nullable Fraction limitDown,
            int programs) {}

    private Ends nearby(Pair pair, int mostRows) {
        int[] known = insiders.get(pair.insider);
        long far = fullLevels ? Math.max(requirement.up[pair.unknown], requirement.apart[pair.unknown]) : 1;
        Nearby.Found up = nearby.farthest(pair.unknown, true, Fraction.of(far), known, mostRows);
        Fraction upward = up.shown(pair.unknown, true);
        if (enough(pair.unknown, Fraction.ZERO, upward)) {
            return new Ends(up.move(), null, null, null, up.programs());
        }
        far = fullLevels ? Math.max(requirement.down[pair.unknown], requirement.apart[pair.unknown]) : 1;
        Nearby.Found down = nearby.farthest(pair.unknown, false, Fraction.of(far), known, mostRows);
        return new Ends(up.move(), down.move(), null, null, up.programs() + down.programs());
    }

    private Ends ends(LinearProgram program, int[] scope, Pair pair, boolean closed) {
        int[] known = insiders.get(pair.insider);
        int before = program.solved();
        program.freeze(known);
        long far = fullLevels ? Math.max(requirement.up[pair.unknown], requirement.apart[pair.unknown]) : 1;
        Move up = move(program.farthest(pair.unknown, true, far), scope);
        Fraction limitUp = closed ? program.limit(pair.unknown, true, known) : null;
        Fraction upward = up == null ? Fraction.ZERO : up.change(pair.unknown);
        Move down = null;
        Fraction limitDown = null;
        if (!enough(pair.unknown, Fraction.ZERO, upward)) {
            far = fullLevels ? Math.max(requirement.down[pair.unknown], requirement.apart[pair.unknown]) : 1;
            down = move(program.farthest(pair.unknown, false, far), scope);
            limitDown = closed ? program.limit(pair.unknown, false, known) : null;
        }
        program.release(known);
        return new Ends(up, down, limitUp, limitDown, program.solved() - before);
    }

    /** Moves as far as is enough, or one step, where the ends found are in no simple fraction. */
    private Ends shortest(ShortestProgram program, int[] scope, Pair pair, Ends ends) {
        int[] known = insiders.get(pair.insider);
        long apart = requirement.apart[pair.unknown];
        double far = (double) (fullLevels ? Math.max(requirement.up[pair.unknown], apart) : 1);
        Move up = ends.up == null ? move(program.move(pair.unknown, far, known), scope) : null;
        boolean enough = up != null && enough(pair.unknown, Fraction.ZERO, up.change(pair.unknown));
        far = (double) (fullLevels ? Math.max(requirement.down[pair.unknown], apart) : 1);
        Move down = enough || ends.down != null ? null : move(program.move(pair.unknown, -far, known), scope);
        return new Ends(up, down, null, null, 0);
    }

    private @Nullable Move move(double @Nullable [] amount, int[] scope) {
        return amount == null ? null : Move.near(equations, scope, amount, base, settings.wholeNumbers());
    }

    private void finish(int[] component) {
        boolean any = false;
        for (int unknown : component) {
            any |= !open(unknown).isEmpty();
        }
        if (!any) {
            return;
        }
        try (LinearProgram program = new LinearProgram(equations, component, base);
                ShortestProgram shortest = new ShortestProgram(equations, component, base)) {
            for (int unknown : component) {
                for (Pair pair : open(unknown)) {
                    if (settings.exhausted(programs + program.solved() + shortest.solved())) {
                        report(pair, CellVerdict.UNDECIDED);
                    } else if (!holdsAgainst(pair.insider, unknown)) {
                        decide(program, shortest, component, pair);
                    }
                }
            }
            programs += program.solved() + shortest.solved();
        }
    }

    private void decide(LinearProgram program, ShortestProgram shortest, int[] component, Pair pair) {
        Ends ends = ends(program, component, pair, true);
        keep(pair, ends);
        if (holdsAgainst(pair.insider, pair.unknown)) {
            return;
        }
        Fraction up = ends.limitUp;
        Fraction down = ends.limitDown;
        if (up == null || down == null || enough(pair.unknown, down, up)) {
            // The limits allow a move that is enough; none was found in a simple fraction.
            keep(pair, shortest(shortest, component, pair, ends));
            if (holdsAgainst(pair.insider, pair.unknown)) {
                return;
            }
        }
        if (settings.wholeNumbers()) {
            programs += 2;
            int[] known = insiders.get(pair.insider);
            IntegerProgram.Answer above =
                    IntegerProgram.farthest(equations, component, base, pair.unknown, true, known);
            IntegerProgram.Answer below =
                    IntegerProgram.farthest(equations, component, base, pair.unknown, false, known);
            keep(pair, new Ends(move(above.move(), component), move(below.move(), component), null, null, 0));
            if (holdsAgainst(pair.insider, pair.unknown)) {
                return;
            }
            up = above.limit() == null ? up : above.limit();
            down = below.limit() == null ? down : below.limit();
        }
        if (up == null || down == null || enough(pair.unknown, down, up)) {
            report(pair, CellVerdict.UNDECIDED);
        } else {
            report(pair, down.plus(up).compareTo(Fraction.ZERO) == 0 ? CellVerdict.EXACT : CellVerdict.NARROW);
        }
    }

    private void report(Pair pair, CellVerdict verdict) {
        int[] known = Arrays.stream(insiders.get(pair.insider))
                .flatMap(each -> Arrays.stream(equations.cellsOf[each]))
                .sorted()
                .toArray();
        for (int cell : equations.cellsOf[pair.unknown]) {
            findings.add(new InsiderFinding(cell, known, verdict));
        }
    }
}
