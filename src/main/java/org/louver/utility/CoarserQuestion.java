package org.louver.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A question as a published table could be asked it, in coarser terms.
 *
 * @param table the published table, or one that follows from it
 * @param words what was made coarser, to stand behind "table t keeps it"; empty if nothing
 */
record CoarserQuestion(Question question, CountTable table, String words) {
    private static final int MOST_CODES_NAMED = 6;

    /** The question as it is, with opportunities and strata on each coarser level, then each of these against everybody else. */
    static List<CoarserQuestion> of(Question question, CountTable table) {
        List<CoarserQuestion> ways = new ArrayList<>();
        Optional<CoarserQuestion> coarser = Optional.of(new CoarserQuestion(question, table, ""));
        while (coarser.isPresent()) {
            ways.add(coarser.get());
            coarser = coarser.get().oneLevelUp();
        }
        List.copyOf(ways).forEach(way -> way.againstEverybodyElse().ifPresent(ways::add));
        return ways;
    }

    /** Codes of opportunities and strata become the codes above them where the table shows those; empty if it shows none. */
    private Optional<CoarserQuestion> oneLevelUp() {
        SortedMap<String, List<String>> among = new TreeMap<>(question.among());
        Set<String> dimensions = new TreeSet<>(question.among().keySet());
        dimensions.addAll(question.standardiseBy());
        dimensions.removeAll(question.event().keySet());
        List<String> changes = new ArrayList<>();
        for (String dimension : dimensions) {
            List<String> codes = question.among().getOrDefault(dimension, table.finest(dimension));
            // With several roll-ups the codes above could overlap.
            if (codes.stream().allMatch(code -> table.parents(dimension, code).size() <= 1)) {
                Set<String> above = new TreeSet<>();
                codes.forEach(code -> above.add(
                        table.parents(dimension, code).stream().findFirst().orElse(code)));
                if (!above.equals(Set.copyOf(codes))) {
                    among.put(dimension, List.copyOf(above));
                    changes.add(", with " + dimension + " as " + named(List.copyOf(above)));
                }
            }
        }
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new CoarserQuestion(question.among(among), table, String.join("", changes)));
    }

    /** The group against all who are not of it, where that is more than the reference; residents of "everybody else" nobody gave. */
    private Optional<CoarserQuestion> againstEverybodyElse() {
        if (question.measure() == Measure.POPULATION_RATIO
                || table.codes(question.variable()).size() < 3) {
            return Optional.empty();
        }
        String others = "everybody but " + question.group();
        return Optional.of(new CoarserQuestion(
                question.against(others),
                table.oneAgainstOthers(question.variable(), question.group(), others),
                words + ", comparing " + question.group() + " with everybody else"));
    }

    private static String named(List<String> codes) {
        int unnamed = codes.size() - MOST_CODES_NAMED;
        return codes.stream()
                        .limit(MOST_CODES_NAMED)
                        .map(code -> "\"" + code + "\"")
                        .collect(Collectors.joining(", "))
                + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }
}
