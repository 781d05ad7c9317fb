package org.louver.assessment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.louver.risk.CellExposure;
import org.louver.risk.CellFinding;
import org.louver.risk.GroupDisclosure;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.Contributions;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;

/**
 * The risk of every cell of one unit before anything is withheld: contributors, dominance, attribute disclosure, rates, populations.
 * Confidential; totals may go into the manifest.
 *
 * <p>Cells are assessed when they are asked for, so that millions of them are never held as records.
 */
public final class CellAssessment {
    private final TabulatedUnit unit;
    private final Contributions contributions;
    private final CellSettings settings;
    private final Optional<CellPopulation> population;
    private final Optional<Contributions> incidents;
    private final Map<Long, List<CellFinding>> groups;
    private final Map<Long, List<CellFinding>> rates;
    /** Keys of empty cells that say something about their group, ascending. */
    private final long[] zeros;

    private final SortedMap<String, Long> totals = new TreeMap<>();
    private long risky;

    private CellAssessment(
            TabulatedUnit unit,
            Contributions contributions,
            Optional<Contributions> incidents,
            CellSettings settings,
            Optional<CellPopulation> population,
            List<ShownRate> shown) {
        this.unit = unit;
        this.contributions = contributions;
        this.incidents = incidents;
        this.settings = settings;
        this.population = population;
        TabulatedCells cells = unit.cells();
        this.groups = GroupDisclosure.find(cells, contributions::people, sensitive(), settings.rules());
        this.rates = DerivableNumerators.find(unit, shown, settings);
        this.zeros = groups.keySet().stream()
                .mapToLong(Long::longValue)
                .filter(key -> cells.cell(key) < 0)
                .sorted()
                .toArray();
        records().forEach(record -> {
            risky += record.findings().isEmpty() ? 0 : 1;
            record.rules().forEach(rule -> totals.merge(rule, 1L, Long::sum));
        });
    }

    /**
     * Assesses all cells once, for the totals.
     *
     * @param contributions the people of the same unit
     * @param incidents its incidents, told apart as people are; empty where nothing tells them apart
     * @param population who lives there, if known
     * @param shown rates of the unit that readers will see; a table restricted to a code shows the rate of it besides
     */
    public static CellAssessment of(
            TabulatedUnit unit,
            Contributions contributions,
            Optional<Contributions> incidents,
            CellSettings settings,
            Optional<CellPopulation> population,
            List<ShownRate> shown) {
        List<ShownRate> all = new ArrayList<>(shown);
        for (TableConfig table : unit.tables()) {
            table.where()
                    .forEach((variable, code) -> all.add(ShownRate.among(Map.of(variable, List.of(code)), Map.of())));
        }
        return new CellAssessment(
                unit,
                contributions,
                incidents,
                settings,
                population,
                all.stream().distinct().toList());
    }

    private Set<String> sensitive() {
        Set<String> variables = settings.sensitive().isEmpty()
                ? unit.cells().tables().variables().stream()
                        .map(SpanningVariable::name)
                        .filter(name -> !name.equals(unit.period()))
                        .collect(Collectors.toSet())
                : new TreeSet<>(settings.sensitive());
        return Collections.unmodifiableSet(variables);
    }

    public TabulatedUnit unit() {
        return unit;
    }

    /** Whether people were told apart, rather than records taken for them. */
    public boolean tellsPeopleApart() {
        return contributions.tellsPeopleApart();
    }

    /** Rule → number of cells for which it fired. */
    public SortedMap<String, Long> totals() {
        return Collections.unmodifiableSortedMap(totals);
    }

    /** How many cells have at least one finding. */
    public long risky() {
        return risky;
    }

    /**
     * Every cell that is not empty, in the order of the tabulation, then the empty ones that disclose something. Worked out while it is
     * read.
     */
    public Stream<CellRecord> records() {
        TabulatedCells cells = unit.cells();
        return Stream.concat(
                IntStream.range(0, cells.cells())
                        .filter(cell -> cells.count(cell) > 0)
                        .mapToObj(cell -> record(cells.key(cell), cell)),
                java.util.Arrays.stream(zeros).mapToObj(key -> record(key, -1)));
    }

    /** The cells for which most rules fired, fewest people first among equals; empty ones last. */
    public List<CellRecord> worst(int most) {
        Comparator<CellRecord> worse = Comparator.<CellRecord>comparingInt(
                        record -> -record.rules().size())
                .thenComparing(record -> record.exposure().records() == 0)
                .thenComparingLong(record -> record.exposure().people())
                .thenComparing(CellRecord::cell);
        List<CellRecord> kept = new ArrayList<>();
        records().filter(record -> !record.findings().isEmpty()).forEach(record -> {
            kept.add(record);
            if (kept.size() > 4 * most + 64) {
                kept.sort(worse);
                kept.subList(most, kept.size()).clear();
            }
        });
        kept.sort(worse);
        return List.copyOf(kept.subList(0, Math.min(most, kept.size())));
    }

    private CellRecord record(long key, int cell) {
        LinkedTables tables = unit.cells().tables();
        List<String> shown = new ArrayList<>();
        for (int table = 0; table < tables.designs().size(); table++) {
            if (tables.shows(table, key)) {
                shown.add(tables.designs().get(table).name());
            }
        }
        CellExposure exposure = cell < 0
                ? new CellExposure(0, 0, 0)
                : new CellExposure(
                        unit.cells().count(cell),
                        contributions.people(cell),
                        contributions.largest(cell),
                        incidents
                                .map(told -> OptionalLong.of(told.people(cell)))
                                .orElse(OptionalLong.empty()));
        List<CellFinding> findings = new ArrayList<>(settings.rules().examine(exposure));
        findings.addAll(groups.getOrDefault(key, List.of()));
        if (cell >= 0) {
            findings.addAll(rates.getOrDefault(key, List.of()));
            population
                    .map(people -> people.of(tables, unit.period(), key))
                    .filter(OptionalLong::isPresent)
                    .flatMap(people -> settings.rules().smallPopulation(people.getAsLong()))
                    .ifPresent(findings::add);
        }
        return new CellRecord(unit.unit(), shown, tables.keys().describe(key), exposure, findings);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "CellAssessment[" + unit + "]";
    }
}
