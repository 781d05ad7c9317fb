package org.louver.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The margins of linked tables: combinations of one level per variable, published ones and those that published ones add up to.
 *
 * <p>Along each variable only levels that some table shows take part; a roll-up leads from a level to a next coarser one
 * among them.
 */
final class Margins {
    /** One step along one variable: nodes of level {@code fine} add up to nodes of level {@code coarse}. */
    record RollUp(int variable, int fine, int coarse) {}

    private final List<SpanningVariable> variables;
    private final List<RollUp> rollUps = new ArrayList<>();
    /** One level per variable for each margin; a margin comes after all that refine it. */
    private final List<int[]> levels;

    private final Map<Long, Integer> marginOf = new HashMap<>();
    private final BitSet published = new BitSet();
    /** Per margin the roll-ups, by number, whose coarser margin is there too. */
    private final int[][] open;

    Margins(List<SpanningVariable> variables, List<List<Set<Integer>>> tables) {
        this.variables = List.copyOf(variables);
        List<Set<Integer>> used = new ArrayList<>();
        for (int variable = 0; variable < variables.size(); variable++) {
            Set<Integer> levelsUsed = new TreeSet<>(Set.of(0));
            for (List<Set<Integer>> table : tables) {
                levelsUsed.addAll(table.get(variable));
            }
            used.add(levelsUsed);
            addRollUps(variable, levelsUsed);
        }
        Set<List<Integer>> shown = new HashSet<>();
        Set<List<Integer>> all = new HashSet<>();
        for (List<Set<Integer>> table : tables) {
            List<Set<Integer>> closed = new ArrayList<>();
            for (int variable = 0; variable < variables.size(); variable++) {
                closed.add(withCoarser(variables.get(variable), table.get(variable), used.get(variable)));
            }
            shown.addAll(product(table));
            all.addAll(product(closed));
            if (all.size() > LinkedTables.MOST_MARGINS) {
                throw tooMany();
            }
        }
        this.levels = all.stream()
                .map(margin -> margin.stream().mapToInt(Integer::intValue).toArray())
                .sorted((a, b) -> {
                    int bySize = Double.compare(crossProduct(b), crossProduct(a));
                    return bySize != 0 ? bySize : Arrays.compare(b, a);
                })
                .toList();
        Set<Long> shownCodes = new HashSet<>();
        shown.forEach(margin ->
                shownCodes.add(code(margin.stream().mapToInt(Integer::intValue).toArray())));
        for (int margin = 0; margin < levels.size(); margin++) {
            long code = code(levels.get(margin));
            marginOf.put(code, margin);
            published.set(margin, shownCodes.contains(code));
        }
        this.open = new int[levels.size()][];
        for (int margin = 0; margin < levels.size(); margin++) {
            open[margin] = openRollUps(levels.get(margin));
        }
    }

    private void addRollUps(int variable, Set<Integer> used) {
        SpanningVariable spanning = variables.get(variable);
        for (int fine : used) {
            for (int coarse : used) {
                boolean next = fine != coarse && spanning.refines(fine, coarse);
                for (int between : used) {
                    next &= between == fine
                            || between == coarse
                            || !(spanning.refines(fine, between) && spanning.refines(between, coarse));
                }
                if (next) {
                    rollUps.add(new RollUp(variable, fine, coarse));
                }
            }
        }
    }

    private static Set<Integer> withCoarser(SpanningVariable variable, Set<Integer> shown, Set<Integer> used) {
        Set<Integer> closed = new TreeSet<>();
        for (int coarse : used) {
            if (shown.stream().anyMatch(fine -> variable.refines(fine, coarse))) {
                closed.add(coarse);
            }
        }
        return closed;
    }

    private static List<List<Integer>> product(List<? extends Iterable<Integer>> levels) {
        List<List<Integer>> product = List.of(List.of());
        for (Iterable<Integer> choices : levels) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> prefix : product) {
                for (int choice : choices) {
                    List<Integer> margin = new ArrayList<>(prefix);
                    margin.add(choice);
                    longer.add(margin);
                }
            }
            if (longer.size() > LinkedTables.MOST_MARGINS) {
                throw tooMany();
            }
            product = longer;
        }
        return product;
    }

    private static InvalidTable tooMany() {
        return new InvalidTable(
                "the tables have more than " + LinkedTables.MOST_MARGINS + " margins",
                "use fewer variables or levels per table");
    }

    private int[] openRollUps(int[] margin) {
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < rollUps.size(); number++) {
            if (margin[rollUps.get(number).variable()] == rollUps.get(number).fine()
                    && target(margin, rollUps.get(number)) >= 0) {
                found.add(number);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private int target(int[] margin, RollUp rollUp) {
        int[] coarser = margin.clone();
        coarser[rollUp.variable()] = rollUp.coarse();
        return marginOf.getOrDefault(code(coarser), -1);
    }

    /** Distinct for distinct margins: fewer than 2⁶² keys bound the product of the level counts. */
    private long code(int[] margin) {
        long code = 0;
        for (int variable = 0; variable < margin.length; variable++) {
            code = code * variables.get(variable).levels().size() + margin[variable];
        }
        return code;
    }

    int count() {
        return levels.size();
    }

    /** The level of one variable in one margin. */
    int level(int margin, int variable) {
        return levels.get(margin)[variable];
    }

    boolean published(int margin) {
        return published.get(margin);
    }

    RollUp rollUp(int number) {
        return rollUps.get(number);
    }

    int rollUps() {
        return rollUps.size();
    }

    /** The roll-ups, by number, that lead from a cell of this margin to a cell of another one. */
    int[] open(int margin) {
        return open[margin];
    }

    /** Whether cells of {@code fine} add up to cells of {@code coarse}. */
    boolean refines(int fine, int coarse) {
        for (int variable = 0; variable < variables.size(); variable++) {
            if (!variables.get(variable).refines(level(fine, variable), level(coarse, variable))) {
                return false;
            }
        }
        return true;
    }

    /** How many cells the margin has, zeros included. */
    double crossProduct(int margin) {
        return crossProduct(levels.get(margin));
    }

    private double crossProduct(int[] margin) {
        double product = 1;
        for (int variable = 0; variable < margin.length; variable++) {
            product *= variables.get(variable).nodesOn(margin[variable]).length;
        }
        return product;
    }

    /** The margins in which a cell lies: one, unless a node of it lies on several levels. */
    int[] of(CellKeys keys, long key) {
        int[] chosen = new int[variables.size()];
        int[] found = new int[1];
        int count = 0;
        int variable = 0;
        int[] index = new int[chosen.length];
        while (variable >= 0) {
            if (variable == chosen.length) {
                int margin = marginOf.getOrDefault(code(chosen), -1);
                if (margin >= 0) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = margin;
                }
                variable--;
                continue;
            }
            int node = keys.node(key, variable);
            if (index[variable] == variables.get(variable).levelCount(node)) {
                index[variable] = 0;
                variable--;
                continue;
            }
            chosen[variable] = variables.get(variable).levelOf(node, index[variable]++);
            variable++;
        }
        return Arrays.copyOf(found, count);
    }

    /** The given cells and all cells of unpublished margins that they add up to. */
    long[] withDerivable(CellKeys keys, long[] cells) {
        long[] known = CellKeys.distinct(cells);
        long[] frontier = known;
        while (frontier.length > 0) {
            long[] found = new long[16];
            int count = 0;
            for (long key : frontier) {
                for (int margin : of(keys, key)) {
                    for (int number : open[margin]) {
                        RollUp rollUp = rollUps.get(number);
                        if (!published(target(levels.get(margin), rollUp))) {
                            int node = variables
                                    .get(rollUp.variable())
                                    .ancestor(keys.node(key, rollUp.variable()), rollUp.coarse());
                            found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                            found[count++] = keys.with(key, rollUp.variable(), node);
                        }
                    }
                }
            }
            long[] before = known;
            frontier = Arrays.stream(CellKeys.distinct(Arrays.copyOf(found, count)))
                    .filter(key -> Arrays.binarySearch(before, key) < 0)
                    .toArray();
            long[] all = Arrays.copyOf(known, known.length + frontier.length);
            System.arraycopy(frontier, 0, all, known.length, frontier.length);
            Arrays.sort(all);
            known = all;
        }
        return known;
    }
}
