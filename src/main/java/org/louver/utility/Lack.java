package org.louver.utility;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a question names and a table does not have. A code counts as there if any cell of the table carries it, whatever the year, so
 * that a code that nothing was counted for in some years can be asked; a sum over a code that no cell carries would be a
 * confident zero.
 *
 * @param key of the question, as in the configuration
 * @param what is missing: a dimension, or a code of one
 */
public record Lack(String key, String what) {
    /** The first lack, dimensions before codes; empty if the table can answer. O(codes named). */
    public static Optional<Lack> of(Question question, CountTable table) {
        if (!table.dimensions().contains(Answers.YEAR)) {
            return Optional.of(new Lack("table", "dimension " + Answers.YEAR));
        }
        Map<String, List<String>> dimensions = new LinkedHashMap<>();
        dimensions.put("variable", List.of(question.variable()));
        question.event().keySet().forEach(dimension -> dimensions.put("event." + dimension, List.of(dimension)));
        question.among().keySet().forEach(dimension -> dimensions.put("among." + dimension, List.of(dimension)));
        dimensions.put("standardise-by", question.standardiseBy());
        return missing(dimensions, table.dimensions(), "dimension ", "")
                .or(() -> missing(
                        Map.of("compare", List.of(question.group(), question.reference())),
                        table.codes(question.variable()),
                        "code ",
                        " of " + question.variable()))
                .or(() -> code("event.", question.event(), table))
                .or(() -> code("among.", question.among(), table));
    }

    private static Optional<Lack> code(String role, Map<String, List<String>> codes, CountTable table) {
        return codes.entrySet().stream()
                .flatMap(named -> missing(
                        Map.of(role + named.getKey(), named.getValue()),
                        table.codes(named.getKey()),
                        "code ",
                        " of " + named.getKey())
                        .stream())
                .findFirst();
    }

    private static Optional<Lack> missing(
            Map<String, List<String>> named, List<String> there, String before, String after) {
        return named.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(name -> !there.contains(name))
                        .map(name -> new Lack(entry.getKey(), before + name + after)))
                .findFirst();
    }
}
