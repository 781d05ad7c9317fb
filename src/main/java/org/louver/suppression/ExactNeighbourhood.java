package org.louver.suppression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Large neighbourhood search with a program instead of a heuristic (Shaw 1998, doi 10.1007/3-540-49481-2_30): the complementary
 * cells that only a few primary classes need are given up, and the cheapest replacement that satisfies all known cuts is tried; where
 * a primary class is not protected by it, the cuts that say why are added, and the program is solved again. Ends with a cheaper
 * pattern that is proved by witnesses, or with the old one.
 */
final class ExactNeighbourhood {
    private static final int ROUNDS = 30;
    /** Failures after which a proposal is not looked at further. */
    private static final int ENOUGH = 6;
    /** How long one program may take, in CP-SAT's units. */
    private static final double PROGRAM_WORK = 0.08;
    /** Elementary steps that one program is taken for. */
    private static final long STEPS_PER_PROGRAM = 10_000_000;
    /** And one of CP-SAT's units. */
    private static final double STEPS_PER_UNIT = 600_000_000.0;
    /** How far prices are off, each way, when another pattern is sought rather than a cheaper one. */
    private static final double DETUNED = 0.3;

    /** How a proposal ends: everybody is protected by it, new cuts rule it out, or neither. */
    private enum Trial {
        PROVED,
        CUT_OFF,
        IN_VAIN
    }

    private final SearchParts parts;
    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final MoveSimplex simplex;
    private final Relaxation relaxation;
    private boolean settled;

    ExactNeighbourhood(SearchParts parts) {
        this.parts = parts;
        problem = parts.problem();
        evidence = parts.evidence();
        router = parts.router();
        simplex = parts.simplex();
        relaxation = parts.relaxation();
    }

    /** Whether every program of the last replacement came to its end. */
    boolean settled() {
        return settled;
    }

    /** Seeks the cheapest replacement for the given complementary classes such that the pattern costs at most so much; false if it stays. */
    boolean improve(Set<Integer> complements, long most) {
        return replace(complements, most, problem.cost);
    }

    /** Seeks another replacement, such that the pattern costs at most so much, for a search to go on from elsewhere. */
    boolean vary(Set<Integer> complements, long most, SplittableRandom random) {
        long[] detuned = new long[problem.count];
        for (int c = 0; c < detuned.length; c++) {
            double factor = 1 - DETUNED + 2 * DETUNED * random.nextDouble();
            detuned[c] = (long) Math.ceil(factor * (double) problem.cost[c]);
        }
        return replace(complements, most, detuned);
    }

    private boolean replace(Set<Integer> complements, long most, long[] price) {
        BitSet kept = (BitSet) evidence.withheld().clone();
        complements.forEach(kept::clear);
        TreeMap<Integer, List<Witness>> old = new TreeMap<>();
        for (int c : complements) {
            for (int p : evidence.users(c)) {
                old.put(p, List.copyOf(evidence.witnesses(p)));
            }
        }
        evidence.hold(kept);
        List<Integer> order = new ArrayList<>(old.keySet());
        for (int p : order) {
            evidence.prove(p, without(complements, old.getOrDefault(p, List.of())));
        }
        long limit = most - evidence.cost();
        settled = true;
        Trial trial = Trial.CUT_OFF;
        for (int round = 0; round < ROUNDS && limit >= 0 && trial == Trial.CUT_OFF; round++) {
            CoverProgram.Cover cover =
                    CoverProgram.cheapest(problem, relaxation.cuts(), evidence.withheld(), limit, price, PROGRAM_WORK);
            simplex.charge(STEPS_PER_PROGRAM + (long) (STEPS_PER_UNIT * cover.work()));
            settled &= cover.settled();
            trial = cover.chosen() == null ? Trial.IN_VAIN : proveWith(cover.chosen(), kept, order, old);
        }
        evidence.release();
        if (trial == Trial.PROVED) {
            return true;
        }
        old.forEach(evidence::prove);
        return false;
    }

    /** The order changes: who failed comes first next time. */
    private Trial proveWith(BitSet chosen, BitSet kept, List<Integer> order, Map<Integer, List<Witness>> old) {
        int cuts = relaxation.cuts().size();
        chosen.or(kept);
        evidence.hold(chosen);
        List<Integer> failed = simplex.whole() ? parts.separated(order, ENOUGH) : List.of();
        if (failed.isEmpty()) {
            failed = proveAll(order, old, simplex.whole() ? 1 : ENOUGH);
        }
        if (failed.isEmpty()) {
            return Trial.PROVED;
        }
        evidence.release();
        evidence.hold(kept);
        order.removeAll(failed);
        order.addAll(0, failed);
        return relaxation.cuts().size() > cuts ? Trial.CUT_OFF : Trial.IN_VAIN;
    }

    /** Those that cannot be proved, at most so many; then no proof is left changed. */
    private List<Integer> proveAll(List<Integer> order, Map<Integer, List<Witness>> old, int most) {
        TreeMap<Integer, List<Witness>> before = new TreeMap<>();
        order.forEach(p -> before.put(p, List.copyOf(evidence.witnesses(p))));
        parts.bounds().propagate(evidence.withheld());
        List<Integer> failed = new ArrayList<>();
        for (int p : order) {
            List<Witness> proof = parts.bounds().rulesOut(p, evidence.required(p))
                    ? null
                    : router.proof(p, kept(old.getOrDefault(p, List.of())), Scope.WITHHELD);
            if (proof != null) {
                evidence.prove(p, proof);
            } else {
                parts.separate(p);
                failed.add(p);
            }
            if (failed.size() == most) {
                break;
            }
        }
        if (!failed.isEmpty()) {
            before.forEach(evidence::prove);
        }
        return failed;
    }

    private static List<Witness> without(Set<Integer> classes, List<Witness> witnesses) {
        return witnesses.stream()
                .filter(witness -> classes.stream().noneMatch(witness::moves))
                .toList();
    }

    private List<Witness> kept(List<Witness> witnesses) {
        List<Witness> kept = new ArrayList<>();
        for (Witness witness : witnesses) {
            boolean possible = true;
            for (int c : witness.cells()) {
                possible &= evidence.withheld(c);
            }
            if (possible) {
                kept.add(witness);
            }
        }
        return kept;
    }
}
