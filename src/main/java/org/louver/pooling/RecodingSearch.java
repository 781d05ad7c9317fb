package org.louver.pooling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.louver.table.InvalidTable;

/**
 * Finds how to recode all variables of a table together: the Pareto front of detail kept and unsafe cells.
 *
 * <p>Both loss and unsafe cells can only fall in opposite directions when categories merge. With all variables but one recoded, the
 * best recodings of that one are found exactly ({@link VariableCuts}); so on a small lattice every combination of the others is tried and
 * the front is exact. On a large one the search is guided: whole levels are given up, best value first, until nothing is unsafe;
 * then each variable in turn is recoded anew, branch by branch, while the others stay, as long as that gains detail. Works
 * on base cells alone; O(steps · cells).
 */
public final class RecodingSearch {
    /** How many combinations of recodings are tried one by one. */
    private static final int MOST_COMBINATIONS = 2_000;
    /** How many rows all steps of a guided search together may look at. */
    private static final long WORK = 600_000_000L;

    private static final int EXACT_CAP = 400;
    private static final int GUIDED_CAP = 24;
    private static final double[] SHARES_AT_RISK = {0.02, 0.05, 0.1, 0.2};

    private final CrossTable table;
    private final List<Constraints> constraints = new ArrayList<>();
    private final long threshold;
    private final Detail detail;
    private final long[] price;
    /** The records of every atom of each variable. */
    private final long[][] margin;

    private final ParetoFront.Archive archive = new ParetoFront.Archive();
    private boolean exact = true;
    private long work;

    private RecodingSearch(
            CrossTable table, List<MergeRules> rules, List<Long> weights, long threshold, Detail detail) {
        this.table = table;
        this.threshold = threshold;
        this.detail = detail;
        this.price = new long[rules.size()];
        this.margin = new long[rules.size()][];
        for (int variable = 0; variable < price.length; variable++) {
            CategoryTree tree = table.trees().get(variable);
            constraints.add(new Constraints(tree, rules.get(variable)));
            margin[variable] = table.margin(variable);
            price[variable] = detail.price(tree, weights.get(variable));
        }
    }

    /**
     * Searches.
     *
     * @param rules one per variable of the table
     * @param weights one per variable: how dear its detail is, 1 to 1000
     * @param threshold cells with fewer records, but some, are unsafe
     * @param detail what losing detail is measured by
     * @throws InvalidTable if the table holds fewer records than the threshold, or the rules of a variable allow no recoding at all
     */
    public static ParetoFront search(
            CrossTable table, List<MergeRules> rules, List<Long> weights, long threshold, Detail detail) {
        return search(table, rules, weights, threshold, detail, MOST_COMBINATIONS);
    }

    static ParetoFront search(
            CrossTable table,
            List<MergeRules> rules,
            List<Long> weights,
            long threshold,
            Detail detail,
            int combinations) {
        if (table.total() < threshold) {
            throw new InvalidTable(
                    "the threshold of " + threshold + " is more than the table holds in all",
                    "count more years or places together, or leave the table out");
        }
        return new RecodingSearch(table, rules, weights, threshold, detail).run(combinations);
    }

    private ParetoFront run(int combinations) {
        List<Recoding> start = start();
        if (!everyCombination(combinations)) {
            exact = false;
            guided(start);
        }
        long most = 0;
        for (int variable = 0; variable < price.length; variable++) {
            long each = detail.most(table.trees().get(variable), price[variable]);
            most = Math.addExact(most, Math.multiplyExact(table.total(), each));
        }
        return new ParetoFront(archive.front(), exact, most);
    }

    /** The finest recoding that the rules allow, of each variable. */
    private List<Recoding> start() {
        List<Recoding> start = new ArrayList<>();
        for (int variable = 0; variable < price.length; variable++) {
            CategoryTree tree = table.trees().get(variable);
            SparseCounts[] columns = new SparseCounts[tree.atoms()];
            for (int atom = 0; atom < columns.length; atom++) {
                long held = margin[variable][atom];
                columns[atom] = held == 0 ? SparseCounts.NONE : new SparseCounts(new int[] {0}, new long[] {held});
            }
            List<Option> options = new VariableCuts(
                            constraints.get(variable), columns, 0, detail, price[variable], GUIDED_CAP)
                    .front();
            if (options.isEmpty()) {
                throw new InvalidTable(
                        "the rules of " + tree.name()
                                + " forbid every way to merge its categories that meets its floor",
                        "let the variable go (drop = true), lower the floor, or allow more neighbours");
            }
            start.add(new Recoding(tree, options.get(0).categories()));
        }
        return start;
    }

    /** Tries all combinations of all variables but the one with most recodings, which is solved exactly each time. */
    private boolean everyCombination(int most) {
        List<List<Recoding>> choices = new ArrayList<>();
        int solved = -1;
        double largest = -1;
        for (int variable = 0; variable < price.length; variable++) {
            Optional<List<Recoding>> all = AllRecodings.of(constraints.get(variable), most);
            choices.add(all.orElse(List.of()));
            double size = all.map(list -> (double) list.size()).orElse(Double.POSITIVE_INFINITY);
            if (size == Double.POSITIVE_INFINITY && largest == size) {
                return false;
            }
            if (size > largest) {
                largest = size;
                solved = variable;
            }
        }
        double combinations = 1;
        for (int variable = 0; variable < price.length; variable++) {
            combinations *= variable == solved ? 1 : choices.get(variable).size();
        }
        if (combinations > most || combinations * table.rows() > WORK / 4.0) {
            return false;
        }
        List<Recoding> chosen = new ArrayList<>();
        for (int variable = 0; variable < price.length; variable++) {
            chosen.add(Recoding.finest(table.trees().get(variable)));
        }
        combine(choices, chosen, solved, 0);
        return exact;
    }

    private void combine(List<List<Recoding>> choices, List<Recoding> chosen, int solved, int variable) {
        if (variable == chosen.size()) {
            recode(chosen, solved, EXACT_CAP);
            return;
        }
        if (variable == solved) {
            combine(choices, chosen, solved, variable + 1);
            return;
        }
        for (Recoding choice : choices.get(variable)) {
            chosen.set(variable, choice);
            combine(choices, chosen, solved, variable + 1);
        }
    }

    /** All good recodings of one variable with the others as they are; they go into the archive, and back to the caller. */
    private List<Design> recode(List<Recoding> recodings, int variable, int cap) {
        work += table.rows();
        SparseCounts[] columns = SparseCounts.columns(table, recodings, variable);
        VariableCuts cuts =
                new VariableCuts(constraints.get(variable), columns, threshold, detail, price[variable], cap);
        long others = 0;
        long levels = 0;
        for (int other = 0; other < price.length; other++) {
            if (other != variable) {
                others = Math.addExact(others, loss(other, recodings.get(other)));
                levels += levels(recodings.get(other));
            }
        }
        List<Design> designs = new ArrayList<>();
        for (Option option : cuts.front()) {
            List<Recoding> changed = new ArrayList<>(recodings);
            changed.set(variable, new Recoding(recodings.get(variable).tree(), option.categories()));
            Design design = new Design(
                    changed,
                    Math.addExact(others, option.loss),
                    option.unsafeCells,
                    option.unsafeRecords,
                    levels + option.levels);
            designs.add(design);
            archive.add(design);
        }
        exact &= cuts.exact();
        return designs;
    }

    private long loss(int variable, Recoding recoding) {
        long loss = 0;
        for (Category category : recoding.categories()) {
            loss = Math.addExact(loss, detail.of(recoding.tree(), category, margin[variable], price[variable]));
        }
        return loss;
    }

    private static long levels(Recoding recoding) {
        long levels = 0;
        for (Category category : recoding.categories()) {
            int kept = recoding.tree().depth(category.members().get(0)) - (category.isPool() ? 1 : 0);
            for (int atom = category.first(); atom >= 0; atom = category.next(atom + 1)) {
                levels += recoding.tree().depth(recoding.tree().nodeOfAtom(atom)) - kept;
            }
        }
        return levels;
    }

    private Design evaluated(CrossTable cells, List<Recoding> recodings) {
        work += cells.rows();
        long[] unsafe = new long[2];
        cells.tally(recodings).forEach((key, sum) -> {
            if (sum > 0 && sum < threshold) {
                unsafe[0]++;
                unsafe[1] += sum;
            }
        });
        long loss = 0;
        long levels = 0;
        for (int variable = 0; variable < price.length; variable++) {
            loss = Math.addExact(loss, loss(variable, recodings.get(variable)));
            levels += levels(recodings.get(variable));
        }
        return new Design(recodings, loss, unsafe[0], unsafe[1], levels);
    }

    private void guided(List<Recoding> start) {
        List<Design> path = levelByLevel(start);
        List<Design> starts = new ArrayList<>(List.of(path.get(path.size() - 1)));
        for (double share : SHARES_AT_RISK) {
            path.stream()
                    .filter(design -> design.unsafeRecords() <= share * (double) table.total())
                    .findFirst()
                    .filter(design -> !starts.contains(design))
                    .ifPresent(starts::add);
        }
        for (Design from : starts) {
            improve(from);
        }
    }

    /** Gives whole levels up, the one first that makes most cells safe for the detail it costs. */
    private List<Design> levelByLevel(List<Recoding> start) {
        CrossTable cells = table.merged(start);
        Design now = evaluated(cells, start);
        archive.add(now);
        List<Design> path = new ArrayList<>(List.of(now));
        while (now.unsafeCells() > 0) {
            Design best = null;
            double value = -1;
            for (int variable = 0; variable < price.length; variable++) {
                Optional<Recoding> coarser = coarser(variable, now.recodings().get(variable));
                if (coarser.isPresent()) {
                    List<Recoding> changed = new ArrayList<>(now.recodings());
                    changed.set(variable, coarser.get());
                    Design tried = evaluated(cells, changed);
                    archive.add(tried);
                    double gained = (double) (now.unsafeCells() - tried.unsafeCells())
                            / Math.max(1, (double) (tried.loss() - now.loss()));
                    if (gained > value || (gained == value && best != null && tried.loss() < best.loss())) {
                        best = tried;
                        value = gained;
                    }
                }
            }
            if (best == null) {
                break;
            }
            now = best;
            path.add(now);
            cells = cells.merged(now.recodings());
        }
        return path;
    }

    /** The finest allowed cut at one depth that is coarser than the given recoding. */
    private Optional<Recoding> coarser(int variable, Recoding recoding) {
        CategoryTree tree = table.trees().get(variable);
        int deepest = 0;
        for (Category category : recoding.categories()) {
            deepest = Math.max(deepest, tree.depth(category.members().get(0)));
        }
        for (int depth = deepest; depth >= 0; depth--) {
            Recoding level = Recoding.level(tree, depth);
            boolean allowed = level.categories().stream()
                    .allMatch(category -> constraints.get(variable).allows(category.atoms()));
            if (allowed && level.coarsens(recoding) && !level.equals(recoding)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** Recodes one variable after the other, then gives one up a little so that others may gain, while that helps. */
    private void improve(Design from) {
        Design now = sweep(from, from.unsafeCells());
        boolean gained = true;
        while (gained && work < WORK) {
            gained = false;
            for (int variable = 0; variable < price.length && work < WORK; variable++) {
                Optional<Recoding> coarser = coarser(variable, now.recodings().get(variable));
                if (coarser.isPresent()) {
                    List<Recoding> changed = new ArrayList<>(now.recodings());
                    changed.set(variable, coarser.get());
                    Design other = sweep(evaluated(table, changed), from.unsafeCells());
                    if (Design.ORDER.compare(other, now) < 0) {
                        now = other;
                        gained = true;
                    }
                }
            }
        }
    }

    private Design sweep(Design from, long mostUnsafe) {
        Design now = from;
        boolean gained = true;
        while (gained && work < WORK) {
            gained = false;
            for (int variable : dearestFirst(now)) {
                Optional<Design> best = recode(now.recodings(), variable, GUIDED_CAP).stream()
                        .filter(design -> design.unsafeCells() <= mostUnsafe)
                        .min(Design.ORDER);
                if (best.isPresent() && Design.ORDER.compare(best.get(), now) < 0) {
                    now = best.get();
                    gained = true;
                }
            }
        }
        return now;
    }

    private List<Integer> dearestFirst(Design design) {
        List<Integer> order = new ArrayList<>();
        for (int variable = 0; variable < price.length; variable++) {
            if (!constraints.get(variable).fixed()) {
                order.add(variable);
            }
        }
        order.sort(Comparator.comparingLong(
                variable -> -loss(variable, design.recodings().get(variable))));
        return order;
    }
}
