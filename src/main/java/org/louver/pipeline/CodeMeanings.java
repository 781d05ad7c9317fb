package org.louver.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.publication.CodePattern;
import org.louver.safety.FieldAction;
import org.louver.safety.FieldKind;
import org.louver.safety.Policy;
import org.louver.tabulation.VariableSource;

/**
 * What the codes of a variable mean because Louver, or the policy, forms them.
 *
 * @param unit of the numbers in them, as declared; ages count years without saying so
 * @param codes code → meaning, where the code alone does not tell it
 */
record CodeMeanings(Optional<String> unit, CodePattern pattern, SortedMap<String, String> codes) {

    static CodeMeanings of(VariableSource source, String table, Policy policy, Optional<String> declared) {
        SortedMap<String, String> codes = new TreeMap<>();
        if (source instanceof VariableSource.Periods) {
            return new CodeMeanings(declared, CodePattern.PERIODS, codes);
        }
        if (source.fields().size() != 1) {
            return new CodeMeanings(declared, CodePattern.AS_RECORDED, codes);
        }
        String field = source.fields().get(0);
        boolean age = FieldKind.of(field).filter(FieldKind.AGE::equals).isPresent();
        Optional<String> unit = declared.or(() -> age ? Optional.of("years") : Optional.empty());
        String of = unit.map(word -> " " + word).orElse("");
        if (source instanceof VariableSource.Bands bands) {
            long first = bands.starts().get(0).get(0);
            if (!age || first > 0) {
                codes.put(VariableSource.UNKNOWN, "not recorded, or below " + first + of);
            }
            return new CodeMeanings(unit, CodePattern.BANDS, codes);
        }
        FieldAction action = policy.action(table, field);
        // Where a class makes the same field coarser still, one code has two meanings.
        boolean same = policy.classes().stream()
                .allMatch(each -> !each.treatment().fields().containsKey(field));
        if (action instanceof FieldAction.Bands bands && same) {
            firstValues(bands.starts(), of, codes);
            return new CodeMeanings(unit, CodePattern.AS_RECORDED, codes);
        }
        return new CodeMeanings(
                declared,
                action instanceof FieldAction.ClockBand && same ? CodePattern.HOURS : CodePattern.AS_RECORDED,
                codes);
    }

    /** The policy writes a band as its first value. */
    private static void firstValues(List<Long> starts, String of, SortedMap<String, String> codes) {
        for (int band = 0; band < starts.size(); band++) {
            long first = starts.get(band);
            codes.put(
                    String.valueOf(first),
                    band + 1 == starts.size()
                            ? first + of + " or more"
                            : first + " to " + (starts.get(band + 1) - 1) + of);
        }
    }
}
