package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.louver.table.ProtectionLevels;

/**
 * Which classes are withheld, and the witnesses that prove each primary class protected. Mutable working state of one
 * protection run. Invariant: every witness moves withheld classes only, and every optional class that is
 * withheld is moved by one.
 */
final class Evidence {
    /** What a singleton must not be able to do: name the value. */
    static final ProtectionLevels NOT_EXACT = ProtectionLevels.width(1);

    private final MovableCells problem;
    private final BitSet withheld = new BitSet();
    private final OpenRows rows;
    private long cost;
    /** Classes that are withheld for the time of a trial, whether a proof moves them or not. */
    private BitSet held = new BitSet();

    private final List<List<Witness>> witnesses = new ArrayList<>();
    /** Per class, the primary classes whose proof moves it. */
    private final List<TreeSet<Integer>> users = new ArrayList<>();
    /** What is asked of each class: its levels, reduced where no pattern meets them. */
    private final ProtectionLevels[] required;
    /** Singletons against whom nothing can be asked, per class. */
    private final BitSet[] excused;

    Evidence(MovableCells problem) {
        this.problem = problem;
        this.rows = new OpenRows(problem);
        this.required = problem.levels.clone();
        this.excused = new BitSet[problem.count];
        for (int c = 0; c < problem.count; c++) {
            witnesses.add(new ArrayList<>());
            users.add(new TreeSet<>());
            if (!problem.optional[c]) {
                withheld.set(c);
                rows.withhold(c);
            }
        }
    }

    boolean withheld(int c) {
        return withheld.get(c);
    }

    BitSet withheld() {
        return withheld;
    }

    /** The relations, withheld classes first. */
    OpenRows rows() {
        return rows;
    }

    ProtectionLevels required(int p) {
        return required[p];
    }

    void require(int p, ProtectionLevels reduced) {
        required[p] = reduced;
    }

    void excuse(int p, int singleton) {
        if (excused[p] == null) {
            excused[p] = new BitSet();
        }
        excused[p].set(singleton);
    }

    /**
     * What is asked at a time, to come back to.
     *
     * @param required levels of each class
     * @param excused singletons against whom nothing is asked, per class
     */
    @SuppressWarnings("ArrayRecordComponent") // copies that nobody changes, never compared
    record Demands(ProtectionLevels[] required, BitSet[] excused) {}

    Demands demands() {
        return new Demands(required.clone(), copies(excused));
    }

    void demand(Demands earlier) {
        System.arraycopy(earlier.required(), 0, required, 0, required.length);
        System.arraycopy(copies(earlier.excused()), 0, excused, 0, excused.length);
    }

    private static BitSet[] copies(BitSet[] sets) {
        return Arrays.stream(sets)
                .map(set -> set == null ? null : (BitSet) set.clone())
                .toArray(BitSet[]::new);
    }

    List<Witness> witnesses(int p) {
        return witnesses.get(p);
    }

    /** Primary classes whose proof moves class c; a copy. */
    int[] users(int c) {
        return users.get(c).stream().mapToInt(Integer::intValue).toArray();
    }

    boolean unused(int c) {
        return users.get(c).isEmpty();
    }

    /** Replaces the proof of p: withholds what the new one moves, publishes what no proof moves any longer. */
    void prove(int p, List<Witness> proof) {
        List<Witness> old = witnesses.set(p, new ArrayList<>(proof));
        for (Witness gone : old) {
            for (int c : gone.cells()) {
                users.get(c).remove(p);
            }
        }
        for (Witness fresh : proof) {
            for (int c : fresh.cells()) {
                users.get(c).add(p);
                if (!withheld.get(c)) {
                    withheld.set(c);
                    rows.withhold(c);
                    cost = Math.addExact(cost, problem.cost[c]);
                }
            }
        }
        for (Witness gone : old) {
            for (int c : gone.cells()) {
                if (problem.optional[c] && withheld.get(c) && unused(c) && !held.get(c)) {
                    withheld.clear(c);
                    rows.publish(c);
                    cost -= problem.cost[c];
                }
            }
        }
    }

    /** All proofs as they are now. */
    Map<Integer, List<Witness>> proofs() {
        Map<Integer, List<Witness>> proofs = new TreeMap<>();
        for (int p : problem.primaries) {
            proofs.put(p, List.copyOf(witnesses.get(p)));
        }
        return proofs;
    }

    /** Back to earlier proofs, and to the pattern they make. */
    void restore(Map<Integer, List<Witness>> proofs) {
        proofs.keySet().forEach(p -> prove(p, List.of()));
        proofs.forEach(this::prove);
    }

    /** Withholds further classes until {@link #release}. */
    void hold(BitSet classes) {
        held = (BitSet) classes.clone();
        for (int c = held.nextSetBit(0); c >= 0; c = held.nextSetBit(c + 1)) {
            if (!withheld.get(c)) {
                withheld.set(c);
                rows.withhold(c);
                cost = Math.addExact(cost, problem.cost[c]);
            }
        }
    }

    /** Ends a trial: publishes what was held and no proof moves. */
    void release() {
        BitSet before = held;
        held = new BitSet();
        for (int c = before.nextSetBit(0); c >= 0; c = before.nextSetBit(c + 1)) {
            if (problem.optional[c] && unused(c)) {
                withheld.clear(c);
                rows.publish(c);
                cost -= problem.cost[c];
            }
        }
    }

    /** Σ cost of the optional classes that are withheld. */
    long cost() {
        return cost;
    }

    /** Farthest movement of p that the proof shows, in one direction, without moving what the singleton knows (−1: everybody). */
    long shown(List<Witness> proof, int p, boolean upward, int singleton) {
        long farthest = 0;
        for (Witness witness : proof) {
            if (singleton < 0 || !witness.movesAny(problem.knownTo[singleton])) {
                long move = witness.moveOf(p);
                farthest = Math.max(farthest, upward ? move : -move);
            }
        }
        return farthest;
    }

    /** Whether the proof shows the levels to the singleton (−1: to everybody). */
    boolean shows(List<Witness> proof, int p, ProtectionLevels levels, int singleton) {
        long up = shown(proof, p, true, singleton);
        long down = shown(proof, p, false, singleton);
        return up >= levels.upper() && down >= levels.lower() && up + down >= levels.sliding();
    }

    boolean protects(List<Witness> proof, int p) {
        return shows(proof, p, required[p], -1) && exposedTo(proof, p) < 0;
    }

    /** The first singleton to whom the proof shows nothing, or −1. */
    int exposedTo(List<Witness> proof, int p) {
        if (proof.isEmpty() || problem.contributor.length == 0) {
            return -1;
        }
        Witness first = proof.get(0);
        for (int c : first.cells()) {
            for (int singleton : problem.singletonsOf[c]) {
                boolean own = Arrays.binarySearch(problem.singletonsOf[p], singleton) >= 0;
                boolean forgiven = excused[p] != null && excused[p].get(singleton);
                if (!own && !forgiven && !shows(proof, p, NOT_EXACT, singleton)) {
                    return singleton;
                }
            }
        }
        return -1;
    }

    /** The proof without the witnesses it can do without, later ones first. */
    List<Witness> pruned(List<Witness> proof, int p) {
        List<Witness> kept = new ArrayList<>(proof);
        for (int k = proof.size() - 1; k >= 0 && kept.size() > 1; k--) {
            Witness dropped = kept.remove(k);
            if (!protects(kept, p)) {
                kept.add(k, dropped);
            }
        }
        return kept;
    }
}
