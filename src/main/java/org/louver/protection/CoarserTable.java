package org.louver.protection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.louver.config.AggregationConfig;
import org.louver.config.AggregationConfig.VariableRules;
import org.louver.pooling.Category;
import org.louver.pooling.Design;
import org.louver.pooling.MergeRules;
import org.louver.pooling.Neighbours;
import org.louver.pooling.RecodedLevels;
import org.louver.pooling.Recoding;
import org.louver.sensitivity.SensitivityRules;
import org.louver.table.InvalidTable;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Question;

/**
 * A coarser way to publish the table of a question: other categories of the variables that the question does not hold, or the table
 * without the others of its unit. Not protected yet.
 *
 * @param words the design, for whoever writes the configuration; no counts
 * @param layout the unit as it would be laid out, worked out when asked for
 */
public record CoarserTable(String words, Supplier<TabulatedUnit> layout) {
    /** Every design has to be protected and attacked; of a longer front, so many are tried, evenly spread by loss. */
    public static final int MOST_DESIGNS = 12;

    private static final int MOST_CATEGORIES_NAMED = 6;

    /**
     * The designs by rising loss of detail, then the table alone in full detail. The groups that the question compares, its events, its
     * opportunities and its strata stay as they are. None for a table whose categories were chosen by the release itself: it has tried
     * them against the questions already.
     *
     * @param unit with all tables of the unit, as the release that failed laid them out
     */
    public static List<CoarserTable> of(TabulatedUnit unit, Question question, SensitivityRules rules) {
        TableConfig table = unit.tables().stream()
                .filter(known -> known.name().equals(question.table()))
                .findFirst()
                .orElseThrow();
        long threshold = Math.max(rules.minimumFrequency(), rules.minimumContributors());
        if (table.aggregates() || threshold < 2) {
            return List.of();
        }
        List<CoarserTable> ways = new ArrayList<>();
        try {
            TableSearch search = new TableSearch(
                    unit, mergeable(unit, table, question), threshold, rules.minimumContributors() > 0, Map.of());
            for (Design design : spread(designs(search))) {
                ways.add(new CoarserTable(
                        "table " + table.name() + words(unit, design),
                        () -> RecodedUnit.of(unit, unit.tables(), Map.of(table.name(), design.recodings()))));
            }
        } catch (InvalidTable nothingToMerge) {
            // The table alone remains.
        }
        if (unit.tables().size() > 1) {
            ways.add(new CoarserTable(
                    "table " + table.name() + " without the other tables of " + unit.unit(),
                    () -> RecodedUnit.of(unit, List.of(table), Map.of())));
        }
        return List.copyOf(ways);
    }

    private static List<Design> designs(TableSearch search) {
        return Stream.of(search.front().designs(), search.ofFewLevels())
                .flatMap(List::stream)
                .filter(design -> design.recodings().stream().anyMatch(Recoding::merges))
                .distinct()
                .sorted(Comparator.comparingLong(Design::loss).thenComparingLong(Design::unsafeCells))
                .toList();
    }

    /** Evenly spaced places of the list, both ends among them. */
    private static List<Design> spread(List<Design> designs) {
        if (designs.size() <= MOST_DESIGNS) {
            return designs;
        }
        List<Design> some = new ArrayList<>();
        for (int place = 0; place < MOST_DESIGNS; place++) {
            some.add(designs.get(place * (designs.size() - 1) / (MOST_DESIGNS - 1)));
        }
        return some;
    }

    /** The table as a search may merge it: what the question names keeps its codes, strata keep all of them. */
    private static TableConfig mergeable(TabulatedUnit unit, TableConfig table, Question question) {
        Map<String, Set<String>> held = new HashMap<>();
        held.computeIfAbsent(question.variable(), unseen -> new HashSet<>())
                .addAll(List.of(question.group(), question.reference()));
        Stream.of(question.event(), question.among())
                .flatMap(codes -> codes.entrySet().stream())
                .forEach(codes -> held.computeIfAbsent(codes.getKey(), unseen -> new HashSet<>())
                        .addAll(codes.getValue()));
        Map<String, VariableRules> rules = new HashMap<>();
        for (SpanningVariable variable : unit.cells().tables().variables()) {
            Set<String> codes = held.getOrDefault(variable.name(), Set.of());
            if (table.axes().containsKey(variable.name()) && !codes.isEmpty()) {
                rules.put(variable.name(), new VariableRules(holding(variable, codes), false, Optional.empty()));
            }
        }
        question.standardiseBy()
                .forEach(strata -> rules.put(strata, new VariableRules(MergeRules.FIXED, true, Optional.empty())));
        AggregationConfig plain = AggregationConfig.SUPPRESSION;
        return new TableConfig(
                table.name(),
                table.unit(),
                table.axes(),
                table.where(),
                new AggregationConfig(
                        AggregationConfig.Method.AUTO,
                        plain.mostWithheld(),
                        plain.mostWithheldOfAGroup(),
                        plain.mostLevels(),
                        plain.mostUnserved(),
                        AggregationConfig.FINEST_WEIGHT,
                        List.of(),
                        Map.of(),
                        rules,
                        plain.earlier(),
                        table.aggregation().place()));
    }

    /** Codes that the records lack need no rule. */
    private static MergeRules holding(SpanningVariable variable, Set<String> codes) {
        Set<String> known = new HashSet<>(codes);
        known.removeIf(code -> variable.node(code) < 0);
        return new MergeRules(false, false, known, List.of(), List.of(), new Neighbours.Any(), 2, Optional.empty());
    }

    private static String words(TabulatedUnit unit, Design design) {
        List<String> changes = new ArrayList<>();
        for (Recoding recoding : design.recodings()) {
            if (recoding.merges()) {
                changes.add(change(unit, recoding));
            }
        }
        return " with " + String.join(" and ", changes);
    }

    private static String change(TabulatedUnit unit, Recoding recoding) {
        String name = recoding.tree().name();
        if (recoding.categories().size() == 1) {
            return name + " left out";
        }
        SpanningVariable variable = unit.cells().tables().variables().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> names = RecodedLevels.names(variable, recoding);
        List<String> merged = new ArrayList<>();
        for (int number = 0; number < names.size(); number++) {
            Category category = recoding.categories().get(number);
            if (category.atoms().cardinality() > 1) {
                merged.add("\"" + names.get(number) + "\"");
            }
        }
        int unnamed = merged.size() - MOST_CATEGORIES_NAMED;
        return name + " put together as "
                + String.join(", ", unnamed > 0 ? merged.subList(0, MOST_CATEGORIES_NAMED) : merged)
                + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }
}
