package org.louver.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.louver.attack.Attack;
import org.louver.attack.AttackReport;
import org.louver.attack.AttackSettings;
import org.louver.attack.CellVerdict;
import org.louver.attack.PublishedCells;
import org.louver.audit.AuditedUnit;
import org.louver.protection.Protection;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * This release and earlier ones of the same unit as one set of linked tables, under the attack that the release alone stood up to.
 *
 * <p>Categories of earlier releases are further levels of the variables; all levels add up from their intersections, whose cells no
 * release shows. The reader knows the counts and the ranges of every release. Cells below the intersections that hold nobody
 * count as known to be empty: he is taken to know more than he does, never less.
 *
 * <p>Years in which a published count of the earlier release is not what the records say now are not linked: records were
 * corrected, and no table agrees with both releases. Tables with variables that this release does not count by are not linked either.
 */
public final class LinkedReleases {
    private final AuditedUnit now;
    private final TabulatedUnit unit;
    private final List<EarlierTable> earlier;
    private final List<SpanningVariable> variables;
    private final int period;

    private LinkedReleases(AuditedUnit now, List<EarlierTable> earlier) {
        this.now = now;
        this.unit = now.unit().unit();
        this.variables = unit.cells().tables().variables();
        this.period = variables.stream().map(SpanningVariable::name).toList().indexOf(unit.period());
        this.earlier = EarlierCounts.comparable(unit, earlier);
    }

    /**
     * What the attack found.
     *
     * @param cells of the linked tables, those that nobody shows included
     * @param exposed that need protection and lose it by this release beside the earlier ones, and had it before
     * @param undecided of which neither could be proved
     * @param corrected years that were not linked, each after its release and a slash
     */
    public record Outcome(int cells, int exposed, int undecided, Set<String> corrected) {
        /** No earlier table says more than this release. */
        public static final Outcome NOTHING_TO_LINK = new Outcome(0, 0, 0, Set.of());

        public Outcome {
            corrected = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(corrected));
        }
    }

    /**
     * Attacks one unit together with what earlier releases show of it.
     *
     * @param rules by which cells need protection
     * @param settings as for the release alone
     * @throws InvalidTable if the releases together have more margins than can be laid out
     */
    public static Outcome attack(
            AuditedUnit now, List<EarlierTable> earlier, Protection rules, AttackSettings settings) {
        LinkedReleases linked = new LinkedReleases(now, earlier);
        return linked.earlier.isEmpty() ? Outcome.NOTHING_TO_LINK : linked.attack(rules, settings);
    }

    private Outcome attack(Protection rules, AttackSettings settings) {
        List<SharedVariable> shared = shared();
        LinkedTables tables =
                new LinkedTables(shared.stream().map(SharedVariable::variable).toList(), designs(shared));
        TabulatedCells cells = tables.tabulate(unit.base().over(tables));
        EarlierCounts counts = EarlierCounts.of(
                unit, earlier, cells, (variable, leaves) -> shared.get(variable).node(leaves));
        Set<String> corrected = counts.corrected();
        Map<Integer, CountBounds> before = counts.bounds();
        if (before.isEmpty()) {
            return new Outcome(0, 0, 0, corrected);
        }
        AssessedCells assessed = rules.assess(new TabulatedUnit(
                        unit.unit(), unit.tables(), unit.period(), cells, unit.base(), unit.aggregations()))
                .cells();
        AttackReport both = Attack.onRelease(assessed, reader(cells, before, true), settings);
        List<Integer> open = open(both, assessed);
        if (open.isEmpty()) {
            return new Outcome(cells.cells(), 0, 0, corrected);
        }
        // What earlier releases gave away by themselves is not this one's doing.
        AttackReport alone = Attack.onRelease(assessed, reader(cells, before, false), settings);
        Set<Integer> openBefore = new HashSet<>(open(alone, assessed));
        open = open.stream().filter(cell -> !openBefore.contains(cell)).toList();
        int exposed = (int) open.stream().filter(cell -> exposed(both, cell)).count();
        return new Outcome(cells.cells(), exposed, open.size() - exposed, corrected);
    }

    /** Cells that need protection and are not proved to have it. */
    private static List<Integer> open(AttackReport report, AssessedCells cells) {
        Set<Integer> open = new TreeSet<>();
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.levels(cell).required()
                    && (report.outsider(cell) != CellVerdict.PROTECTED || report.openToInsiders(cell))) {
                open.add(cell);
            }
        }
        report.insiders().stream()
                .map(AttackReport.InsiderFinding::cell)
                .filter(cell -> cells.levels(cell).required())
                .forEach(open::add);
        return List.copyOf(open);
    }

    private static boolean exposed(AttackReport report, int cell) {
        return report.outsider(cell).exposed() || report.openToInsiders(cell);
    }

    private List<SharedVariable> shared() {
        List<SharedVariable> shared = new ArrayList<>();
        for (int place = 0; place < variables.size(); place++) {
            SpanningVariable variable = variables.get(place);
            Set<BitSet> categories = new LinkedHashSet<>();
            for (EarlierTable table : earlier) {
                Set<String> seen = new HashSet<>();
                for (int cell = 0; cell < table.cells().cells(); cell++) {
                    Map<String, String> codes = table.codes(cell, unit.period());
                    String code = codes.getOrDefault(variable.name(), CountTable.TOTAL);
                    if (codes.containsKey(variable.name()) && seen.add(code)) {
                        categories.add(table.leaves(variable, code, place == period));
                    }
                }
            }
            categories.removeIf(BitSet::isEmpty);
            shared.add(SharedVariable.of(variable, shown(variable), categories));
        }
        return shared;
    }

    /** The levels of a variable that some table of this release shows; the finest where none does. */
    private Set<String> shown(SpanningVariable variable) {
        List<String> all = variable.levels().subList(1, variable.levels().size());
        Set<String> shown = new LinkedHashSet<>();
        for (TableConfig table : unit.tables()) {
            List<String> levels = table.axes().get(variable.name());
            if (levels != null) {
                shown.addAll(levels.isEmpty() ? all : levels);
            }
            String fixed = table.where().get(variable.name());
            if (fixed != null) {
                shown.add(variable.levels().get(variable.levelOf(variable.node(fixed), 0)));
            }
        }
        return shown;
    }

    /** One table in all levels for every set of variables that is not part of another one. */
    private List<TableDesign> designs(List<SharedVariable> shared) {
        Map<Map<String, String>, List<Set<String>>> spans = new LinkedHashMap<>();
        for (TableConfig table : unit.tables()) {
            spans.computeIfAbsent(table.where(), unseen -> new ArrayList<>())
                    .add(table.axes().keySet());
        }
        for (EarlierTable table : earlier) {
            spans.computeIfAbsent(EarlierCounts.where(unit, table), unseen -> new ArrayList<>())
                    .add(new TreeSet<>(table.variables(unit.period())));
        }
        List<TableDesign> designs = new ArrayList<>();
        spans.forEach((where, sets) -> {
            Set<Set<String>> largest = new LinkedHashSet<>();
            for (Set<String> set : sets) {
                if (sets.stream().noneMatch(other -> other.size() > set.size() && other.containsAll(set))) {
                    largest.add(new TreeSet<>(set));
                }
            }
            for (Set<String> set : largest) {
                List<TableDesign.Axis> axes = new ArrayList<>();
                for (SharedVariable each : shared) {
                    if (set.contains(each.variable().name()) && !each.levels().isEmpty()) {
                        axes.add(new TableDesign.Axis(each.variable().name(), each.levels()));
                    }
                }
                designs.add(new TableDesign("t" + designs.size(), axes, where));
            }
        });
        return designs;
    }

    /**
     * What the reader has.
     *
     * @param withThis whether he has this release beside the earlier ones
     */
    private PublishedCells reader(TabulatedCells cells, Map<Integer, CountBounds> before, boolean withThis) {
        boolean[] withheld = new boolean[cells.cells()];
        long[] low = new long[withheld.length];
        long[] high = new long[withheld.length];
        CellStatus[] status = now.unit().status();
        Arrays.fill(withheld, true);
        Arrays.fill(high, PublishedCells.UNBOUNDED);
        for (int cell = 0; cell < withheld.length; cell++) {
            int here = withThis ? here(cells, cell) : -1;
            if (here >= 0) {
                withheld[cell] = status[here].withheld();
                low[cell] = withheld[cell] ? now.unit().assessment().cells().floor(here) : cells.value(cell);
            }
            CountBounds known = before.get(cell);
            if (known != null && withheld[cell]) {
                withheld[cell] = !known.isExact();
                low[cell] = Math.max(low[cell], known.lower());
                high[cell] = known.upper();
            }
        }
        return PublishedCells.of(cells.system(), withheld, low, low).withCeiling(high);
    }

    /** The number of the cell in this release alone, or −1. */
    private int here(TabulatedCells cells, int cell) {
        int[] nodes = new int[variables.size()];
        for (int variable = 0; variable < nodes.length; variable++) {
            SpanningVariable wide = cells.tables().variables().get(variable);
            nodes[variable] =
                    variables.get(variable).node(wide.code(cells.tables().keys().node(cells.key(cell), variable)));
            if (nodes[variable] < 0) {
                return -1;
            }
        }
        return unit.cells().cell(unit.cells().tables().keys().key(nodes));
    }
}
