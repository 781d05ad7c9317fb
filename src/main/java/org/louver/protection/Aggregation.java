package org.louver.protection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.config.AggregationConfig.Method;
import org.louver.pooling.Category;
import org.louver.pooling.Design;
import org.louver.pooling.EarlierCategories;
import org.louver.pooling.ParetoFront;
import org.louver.pooling.RecodedLevels;
import org.louver.pooling.Recoding;
import org.louver.pooling.TableAggregation;
import org.louver.pooling.TableAggregation.Way;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Assessment;
import org.louver.table.InvalidTable;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Question;

/**
 * Protects units whose tables may become coarser. Every such table is first tried alone, each way that its method leaves open; the
 * stated rule picks one; then all tables of the unit, recoded or not, are protected together as linked tables.
 *
 * @param protection rules and requirements
 * @param questions what readers will ask
 * @param earlier table → variable → the categories that are public already
 */
public record Aggregation(
        Protection protection, List<Question> questions, Map<String, Map<String, EarlierCategories>> earlier) {
    /** Between full detail and none withheld: shares of the tolerated records at risk at which a mixed way is tried. */
    private static final double[] MIXED = {0.6, 0.4, 0.2};
    /** How many ways with unsafe cells are protected in full at most before the rule picks among those that were. */
    private static final int MOST_PROTECTED = 8;

    public Aggregation {
        questions = List.copyOf(questions);
        earlier = Map.copyOf(earlier);
    }

    /** What was found out about one table. */
    private record Choice(TableSearch search, Optional<ParetoFront> front, List<Candidate> tried, Candidate chosen) {}

    /**
     * Protects one unit.
     *
     * @throws Refusal exit 2 if a wish cannot be granted, with the nearest that can; exit 4 if nothing can protect the tables
     */
    public ProtectedUnit protect(TabulatedUnit unit) {
        if (unit.tables().stream().noneMatch(TableConfig::aggregates)) {
            return protection.protect(unit);
        }
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (TableConfig table : unit.tables()) {
            if (table.aggregates()) {
                try {
                    choices.put(table.name(), choose(unit, table));
                } catch (InvalidTable invalid) {
                    throw Refusal.configuration("table " + table.name() + ": " + invalid.problem(), invalid.remedy())
                            .at(table.aggregation().place());
                }
            }
        }
        try {
            return together(unit, choices, "");
        } catch (Refusal refused) {
            Map<String, Choice> complete = withNothingUnsafe(choices);
            if (refused.exitCode() != ExitCode.AUDIT_FAILED || complete.equals(choices)) {
                throw refused;
            }
            return together(
                    unit, complete, " The way that the rule picks could not be protected beside the other tables.");
        }
    }

    private Choice choose(TabulatedUnit unit, TableConfig table) {
        long threshold = Math.max(
                protection.rules().minimumFrequency(), protection.rules().minimumContributors());
        if (threshold < 2) {
            throw new InvalidTable(
                    "aggregation needs a threshold, and the rules have none",
                    "set rules.minimum-frequency, or use method = suppress");
        }
        TableSearch search = new TableSearch(
                unit,
                table,
                threshold,
                protection.rules().minimumContributors() > 0,
                earlier.getOrDefault(table.name(), Map.of()));
        ParetoFront front = search.front();
        boolean automatic = table.aggregation().method() == Method.AUTO;
        List<Candidate> tried = new ArrayList<>();
        front.complete()
                .flatMap(design -> attempt(unit, table, search, Way.AGGREGATED, Optional.of(design)))
                .ifPresent(tried::add);
        if (automatic) {
            attempt(unit, table, search, Way.SUPPRESSED, Optional.empty()).ifPresent(tried::add);
            double tolerated = table.aggregation().mostUnserved();
            List<Design> designs = new ArrayList<>(mixed(front.designs(), search, tolerated));
            List<Design> fewLevels = search.ofFewLevels();
            designs.addAll(mixed(fewLevels, search, tolerated));
            fewLevels.stream()
                    .filter(design -> design.unsafeCells() == 0)
                    .min(Comparator.comparingLong(Design::loss))
                    .ifPresent(designs::add);
            for (List<Design> few : search.ofFewVariables(table.aggregation().mostLevels())) {
                mixed(few, search, tolerated).stream()
                        .filter(design -> !designs.contains(design))
                        .forEach(designs::add);
            }
            for (Design design : designs) {
                Way way = design.unsafeCells() == 0 ? Way.AGGREGATED : Way.MIXED;
                attempt(unit, table, search, way, Optional.of(design)).ifPresent(tried::add);
            }
        }
        if (tried.isEmpty()) {
            throw new InvalidTable(
                    automatic
                            ? "neither withholding nor aggregation can protect it"
                            : "no aggregation that the rules allow makes every cell safe",
                    search.nearestAlternative());
        }
        return settle(unit, table, new Choice(search, Optional.of(front), tried, tried.get(0)));
    }

    /**
     * Protects in full the way that leads by its estimate, until one leads that was; then, as long as that one falls short of what was asked,
     * those that may have been estimated too badly.
     */
    private Choice settle(TabulatedUnit unit, TableConfig table, Choice open) {
        List<Candidate> candidates = new ArrayList<>(open.tried());
        int left = MOST_PROTECTED;
        while (!candidates.isEmpty()) {
            List<Candidate> eligible = left > 0 ? candidates : settled(candidates);
            Candidate best = Candidate.best(eligible, table.aggregation());
            Candidate next = best;
            if (best.inFull()) {
                Optional<Candidate> promising = left > 0 && !best.meets(table.aggregation())
                        ? Candidate.mostPromising(candidates, table.aggregation())
                        : Optional.empty();
                if (promising.isEmpty()) {
                    return new Choice(open.search(), open.front(), candidates, best);
                }
                next = promising.get();
            }
            left -= next.way() == Way.AGGREGATED ? 0 : 1;
            int place = candidates.indexOf(next);
            candidates.remove(place);
            inFull(unit, next, open.search()).ifPresent(measured -> candidates.add(place, measured));
        }
        throw new InvalidTable(
                "neither withholding nor aggregation can protect it",
                open.search().nearestAlternative());
    }

    /** The ways whose cost is known; all if that is none. */
    private static List<Candidate> settled(List<Candidate> candidates) {
        List<Candidate> settled = candidates.stream()
                .filter(candidate -> candidate.inFull() || candidate.way() == Way.AGGREGATED)
                .toList();
        return settled.isEmpty() ? candidates : settled;
    }

    /** Protects a way, its table alone; empty where no pattern of withheld cells can. */
    private Optional<Candidate> inFull(TabulatedUnit unit, Candidate way, TableSearch search) {
        try {
            Shown shown = Shown.of(protection.quickly().protect(way.alone()));
            return Optional.of(new Candidate(
                    way.way(),
                    way.design(),
                    way.alone(),
                    true,
                    LossMeasures.of(shown, unit, search),
                    way.atBest(),
                    QuestionMeasures.of(shown, questions)));
        } catch (Refusal refused) {
            if (refused.exitCode() == ExitCode.AUDIT_FAILED) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Of the designs that put few enough records at risk, those that keep most detail. */
    private static List<Design> mixed(List<Design> candidates, TableSearch search, double mostWithheld) {
        List<Design> designs = new ArrayList<>();
        for (double share : MIXED) {
            candidates.stream()
                    .filter(design -> design.unsafeRecords() <= share * mostWithheld * (double) search.records())
                    .min(Comparator.comparingLong(Design::loss).thenComparingLong(Design::unsafeCells))
                    .filter(design -> !designs.contains(design))
                    .ifPresent(designs::add);
        }
        return designs;
    }

    /** What a way would about cost; empty where it is too large to try. */
    private Optional<Candidate> attempt(
            TabulatedUnit unit, TableConfig table, TableSearch search, Way way, Optional<Design> design) {
        List<Recoding> recodings = design.map(Design::recodings)
                .orElseGet(() -> search.trees().stream().map(Recoding::finest).toList());
        if (!RecodedUnit.small(unit, table, recodings)) {
            return Optional.empty();
        }
        try {
            TabulatedUnit alone = RecodedUnit.of(
                    unit, List.of(table), design.isPresent() ? Map.of(table.name(), recodings) : Map.of());
            Assessment assessment = protection.assess(alone);
            Shown shown = Shown.estimated(alone, assessment);
            return Optional.of(new Candidate(
                    way,
                    design,
                    alone,
                    false,
                    LossMeasures.of(shown, unit, search),
                    LossMeasures.of(Shown.atBest(alone, assessment), unit, search),
                    QuestionMeasures.of(shown, questions)));
        } catch (InvalidTable tooLarge) {
            return Optional.empty();
        }
    }

    private static Map<String, Choice> withNothingUnsafe(Map<String, Choice> choices) {
        Map<String, Choice> complete = new LinkedHashMap<>();
        choices.forEach((table, choice) -> complete.put(
                table,
                choice.tried().stream()
                        .filter(candidate -> candidate.way() == Way.AGGREGATED)
                        .findFirst()
                        .map(candidate -> new Choice(choice.search(), choice.front(), choice.tried(), candidate))
                        .orElse(choice)));
        return complete;
    }

    private ProtectedUnit together(TabulatedUnit unit, Map<String, Choice> choices, String addendum) {
        Map<String, List<Recoding>> recodings = new HashMap<>();
        List<TableAggregation> decisions = new ArrayList<>();
        choices.forEach((table, choice) -> {
            choice.chosen().design().ifPresent(design -> recodings.put(table, design.recodings()));
            decisions.add(decision(unit, table, choice, addendum));
        });
        try {
            TabulatedUnit recoded = RecodedUnit.of(unit, unit.tables(), recodings);
            return protection.protect(new TabulatedUnit(
                    recoded.unit(), recoded.tables(), recoded.period(), recoded.cells(), recoded.base(), decisions));
        } catch (InvalidTable invalid) {
            throw Refusal.configuration("tables of " + unit.unit() + ": " + invalid.problem(), invalid.remedy());
        }
    }

    private TableAggregation decision(TabulatedUnit unit, String table, Choice choice, String addendum) {
        SortedMap<String, TableAggregation.Change> changes = new TreeMap<>();
        Map<String, EarlierCategories> before = earlier.getOrDefault(table, Map.of());
        for (int axis = 0; axis < choice.search().axes().size(); axis++) {
            String variable = choice.search().axes().get(axis);
            Recoding recoding = choice.chosen().design().isPresent()
                    ? choice.chosen().design().get().recodings().get(axis)
                    : Recoding.finest(choice.search().trees().get(axis));
            boolean broken = before.containsKey(variable)
                    ? before.get(variable).brokenBy(recoding)
                    : !before.isEmpty() && recoding.merges();
            if (recoding.merges() || broken) {
                changes.put(variable, change(unit, table, recoding, broken));
            }
        }
        List<Map<String, Object>> tried = new ArrayList<>();
        tried.add(choice.chosen().section());
        choice.tried().stream()
                .filter(candidate -> !candidate.equals(choice.chosen()))
                .forEach(candidate -> tried.add(candidate.section()));
        SortedMap<Long, Long> front = new TreeMap<>();
        choice.front()
                .ifPresent(found -> found.designs()
                        .forEach(design -> front.merge(found.detailKept(design), design.unsafeCells(), Math::min)));
        return new TableAggregation(
                table,
                choice.chosen().way(),
                Candidate.RULE + addendum,
                changes,
                tried,
                front,
                choice.front().map(ParetoFront::exact).orElse(false));
    }

    private static TableAggregation.Change change(TabulatedUnit unit, String table, Recoding recoding, boolean broken) {
        SpanningVariable variable = unit.cells().tables().variables().stream()
                .filter(known -> known.name().equals(recoding.tree().name()))
                .findFirst()
                .orElseThrow();
        RecodedLevels levels = RecodedLevels.of(variable, recoding, table);
        SortedMap<String, List<String>> categories = new TreeMap<>();
        List<String> names = RecodedLevels.names(variable, recoding);
        for (int number = 0; number < names.size(); number++) {
            Category category = recoding.categories().get(number);
            categories.put(
                    names.get(number),
                    category.atoms().stream()
                            .mapToObj(
                                    atom -> recoding.tree().code(recoding.tree().nodeOfAtom(atom)))
                            .toList());
        }
        return new TableAggregation.Change(
                levels.shown().isEmpty(), categories, List.copyOf(levels.pools().keySet()), broken);
    }
}
