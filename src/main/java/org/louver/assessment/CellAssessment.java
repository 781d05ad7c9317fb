package org.louver.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private final Map<String, Set<String>> events;
    private final Map<Long, List<CellFinding>> groups;
    /** Keys of empty cells that say something about their group, ascending. */
    private final long[] zeros;

    private final SortedMap<String, Long> totals = new TreeMap<>();
    private long risky;

    private CellAssessment(
            TabulatedUnit unit,
            Contributions contributions,
            CellSettings settings,
            Optional<CellPopulation> population,
            Map<String, Set<String>> events) {
        this.unit = unit;
        this.contributions = contributions;
        this.settings = settings;
        this.population = population;
        this.events = events;
        TabulatedCells cells = unit.cells();
        this.groups = GroupDisclosure.find(cells, contributions::people, sensitive(), settings.rules());
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
     * @param contributions of the same unit
     * @param population who lives there, if known
     * @param events variable → codes that are the numerator of a rate whose denominator is the total of the variable
     */
    public static CellAssessment of(
            TabulatedUnit unit,
            Contributions contributions,
            CellSettings settings,
            Optional<CellPopulation> population,
            Map<String, Set<String>> events) {
        Map<String, Set<String>> all = new TreeMap<>();
        events.forEach((variable, codes) -> all.put(variable, new TreeSet<>(codes)));
        for (TableConfig table : unit.tables()) {
            table.where()
                    .forEach((variable, code) -> all.computeIfAbsent(variable, unseen -> new TreeSet<>())
                            .add(code));
        }
        return new CellAssessment(unit, contributions, settings, population, all);
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
                : new CellExposure(unit.cells().count(cell), contributions.people(cell), contributions.largest(cell));
        List<CellFinding> findings = new ArrayList<>(settings.rules().examine(exposure));
        findings.addAll(groups.getOrDefault(key, List.of()));
        if (cell >= 0) {
            rates(key, cell, findings);
            population
                    .map(people -> people.of(tables, unit.period(), key))
                    .filter(OptionalLong::isPresent)
                    .flatMap(people -> settings.rules().smallPopulation(people.getAsLong()))
                    .ifPresent(findings::add);
        }
        return new CellRecord(unit.unit(), shown, tables.keys().describe(key), exposure, findings);
    }

    /** A percentage whose denominator readers are shown too. */
    private void rates(long key, int numerator, List<CellFinding> findings) {
        TabulatedCells cells = unit.cells();
        List<SpanningVariable> variables = cells.tables().variables();
        for (int variable = 0; variable < variables.size(); variable++) {
            SpanningVariable spanning = variables.get(variable);
            String code = spanning.code(cells.tables().keys().node(key, variable));
            int denominator = cells.cell(cells.tables().keys().with(key, variable, 0));
            if (denominator < 0
                    || !events.getOrDefault(spanning.name(), Set.of()).contains(code)) {
                continue;
            }
            BigDecimal rate = BigDecimal.valueOf(Math.multiplyExact(100, cells.count(numerator)))
                    .divide(
                            BigDecimal.valueOf(cells.count(denominator)),
                            settings.rateDecimals(),
                            RoundingMode.HALF_UP);
            settings.rules()
                    .derivableNumerator(rate, 100, cells.count(denominator))
                    .ifPresent(findings::add);
        }
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "CellAssessment[" + unit + "]";
    }
}
