package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.louver.attack.AttackReport.InsiderFinding;

/**
 * Tries every insider against every cell that needs protection. A move that leaves an insider's cells alone is a proof against him
 * too, so only insiders who are in all known moves of a cell are tried: first all at once, with all their cells kept fixed, then one by one.
 */
final class InsiderAttack {
    /** Insiders of one unknown against whom no short move is found, after which longer moves are sought. */
    private static final int MOST_MISSED = 4;

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
        search(Depth.NEAR);
        search(Depth.FAR);
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
        return fullLevels ? requirement.metBy(unknown, down, up) : down.togetherAtLeast(up, 1);
    }

    private void search(Depth depth) {
        int next = 0;
        while (next < equations.unknowns() && !settings.exhausted(programs)) {
            List<List<Pair>> chunk = new ArrayList<>();
            for (; next < equations.unknowns() && chunk.size() < OutsiderAttack.CHUNK; next++) {
                if (depth == Depth.NEAR || OutsiderAttack.far(equations, next)) {
                    List<Pair> open = open(next);
                    if (!open.isEmpty()) {
                        chunk.add(open);
                    }
                }
            }
            List<List<Ends>> found = nearby.all(chunk.size(), index -> againstAll(chunk.get(index), depth));
            for (int index = 0; index < chunk.size(); index++) {
                for (Ends ends : found.get(index)) {
                    programs += ends.programs;
                    keep(chunk.get(index).get(0).unknown, ends);
                }
            }
        }
    }

    /** One move against all insiders of an unknown, which often exists; then one against each whom none of these leaves alone. */
    private List<Ends> againstAll(List<Pair> open, Depth depth) {
        int unknown = open.get(0).unknown;
        int most = depth == Depth.NEAR && OutsiderAttack.far(equations, unknown) ? MOST_MISSED : Integer.MAX_VALUE;
        List<Ends> found = new ArrayList<>();
        if (open.size() > 1) {
            int[] known = open.stream()
                    .flatMapToInt(pair -> Arrays.stream(insiders.get(pair.insider)))
                    .sorted()
                    .distinct()
                    .toArray();
            found.add(nearby(unknown, known, depth));
        }
        int missed = 0;
        for (Pair pair : open) {
            int[] known = insiders.get(pair.insider);
            if (missed < most && !leaveAlone(known, unknown, found)) {
                found.add(nearby(unknown, known, depth));
                missed += leaveAlone(known, unknown, found) ? 0 : 1;
            }
        }
        return found;
    }

    /** Whether the moves that change nothing of what an insider knows are enough for the unknown. */
    private boolean leaveAlone(int[] known, int unknown, List<Ends> found) {
        Fraction down = Fraction.ZERO;
        Fraction up = Fraction.ZERO;
        for (Ends ends : found) {
            for (Move move : ends.moves()) {
                if (Arrays.stream(known).noneMatch(move::touches)) {
                    Fraction change = move.change(unknown);
                    up = most(up, change);
                    down = most(down, change.negated());
                }
            }
        }
        return enough(unknown, down, up);
    }

    private void keep(int unknown, Ends ends) {
        for (Move move : ends.moves()) {
            if (move.touches(unknown)) {
                reach.addFor(unknown, move);
            }
        }
    }

    private record Ends(
            @Nullable Move up,
            @Nullable Move down,
            @Nullable Fraction limitUp,
            @Nullable Fraction limitDown,
            int programs) {
        List<Move> moves() {
            return Stream.of(Optional.ofNullable(up), Optional.ofNullable(down))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Ends nearby(int unknown, int[] known, Depth depth) {
        long far = fullLevels ? Math.max(requirement.up[unknown], requirement.apart[unknown]) : 1;
        Nearby.Found up = nearby.farthest(unknown, true, Fraction.of(far), known, depth);
        Fraction upward = up.shown(unknown, true);
        if (enough(unknown, Fraction.ZERO, upward)) {
            return new Ends(up.move(), null, null, null, up.programs());
        }
        far = fullLevels ? Math.max(requirement.down[unknown], requirement.apart[unknown]) : 1;
        Nearby.Found down = nearby.farthest(unknown, false, Fraction.of(far), known, depth);
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
        ShortestProgram shortest = new ShortestProgram(equations, component, base);
        try (LinearProgram program = new LinearProgram(equations, component, base)) {
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
        keep(pair.unknown, ends);
        if (holdsAgainst(pair.insider, pair.unknown)) {
            return;
        }
        Fraction up = ends.limitUp;
        Fraction down = ends.limitDown;
        if (up == null || down == null || enough(pair.unknown, down, up)) {
            // The limits allow a move that is enough; none was found in a simple fraction.
            keep(pair.unknown, shortest(shortest, component, pair, ends));
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
            keep(pair.unknown, new Ends(move(above.move(), component), move(below.move(), component), null, null, 0));
            if (holdsAgainst(pair.insider, pair.unknown)) {
                return;
            }
            up = above.limit() == null ? up : above.limit();
            down = below.limit() == null ? down : below.limit();
        }
        if (up == null || down == null || enough(pair.unknown, down, up)) {
            report(pair, CellVerdict.UNDECIDED);
        } else {
            boolean still = down.compareTo(Fraction.ZERO) == 0 && up.compareTo(Fraction.ZERO) == 0;
            report(pair, still ? CellVerdict.EXACT : CellVerdict.NARROW);
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
