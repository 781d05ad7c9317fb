package org.louver.safety;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which findings hold for a record, as one bit each in a long: bit {@code i} stands for the policy's {@code i}-th finding.
 *
 * <p>Fields that hold several values, joined by {@code " | "}, are looked at value by value.
 */
final class SensitivityColumns {
    private static final String[] FOLDING = folding();

    private SensitivityColumns() {}

    /** Prefix of columns that hold a text without case and accents while signals look at it. */
    private static final String FOLDED = "louver_folded_";

    /**
     * The records with the mask of their own findings in the column {@code own}. Every text is folded once, however many
     * patterns look at it.
     *
     * @param wanted bits that matter to whoever asks; the signals of others are not looked at
     */
    static Dataset<Row> withMask(Policy policy, String source, Dataset<Row> records, String own, long wanted) {
        Set<String> available = new TreeSet<>(Arrays.asList(records.columns()));
        List<Column> given = Arrays.stream(records.columns())
                .map(org.apache.spark.sql.functions::col)
                .toList();
        List<Column> texts = new ArrayList<>(given);
        Set<String> searched = new TreeSet<>();
        Signal.Kind[] kinds = wanted == 0 ? new Signal.Kind[0] : Signal.Kind.values();
        Arrays.stream(kinds)
                .filter(Signal.Kind::searchesText)
                .forEach(kind -> searched.addAll(fields(policy, kind, source, available)));
        searched.forEach(field -> texts.add(folded(col(field).cast("string")).as(FOLDED + field)));
        List<Column> marked = new ArrayList<>(given);
        marked.add(mask(policy, source, available, wanted).as(own));
        return records.select(texts.toArray(Column[]::new)).select(marked.toArray(Column[]::new));
    }

    /**
     * The mask of a record's own findings.
     *
     * @param available columns that the source has; a condition none of whose fields is there cannot hold
     */
    private static Column mask(Policy policy, String source, Set<String> available, long wanted) {
        List<Policy.Finding> findings = policy.findings();
        Column mask = lit(0L);
        for (int bit = 0; bit < findings.size(); bit++) {
            Signal signal = findings.get(bit).signal();
            if ((wanted & 1L << bit) != 0 && visible(policy, signal, source, available)) {
                Column found = when(holds(policy, signal, source, available), lit(1L << bit))
                        .otherwise(lit(0L));
                mask = mask.bitwiseOR(found);
            }
        }
        return mask;
    }

    /** Whether the source has a field for every condition of the signal. */
    static boolean visible(Policy policy, Signal signal, String source, Set<String> available) {
        return signal.conditions().keySet().stream()
                .noneMatch(kind -> fields(policy, kind, source, available).isEmpty());
    }

    /** The fields of the source that hold what is looked at; {@code source.field} in the policy means one source alone. */
    static List<String> fields(Policy policy, Signal.Kind kind, String source, Set<String> available) {
        return policy.reads().getOrDefault(kind, List.of()).stream()
                .map(field -> field.startsWith(source + ".") ? field.substring(source.length() + 1) : field)
                .filter(available::contains)
                .distinct()
                .toList();
    }

    /** The reasons that a mask stands for. */
    static Column reasons(Policy policy, Column mask) {
        List<Policy.Finding> findings = policy.findings();
        Column[] reasons = new Column[findings.size()];
        for (int bit = 0; bit < reasons.length; bit++) {
            reasons[bit] = when(
                    mask.bitwiseAND(1L << bit).notEqual(0L),
                    lit(findings.get(bit).reason()));
        }
        return array_compact(array(reasons));
    }

    /** Whether the mask holds a finding of the class. */
    static Column isOf(Policy policy, SensitiveClass sensitiveClass, Column mask) {
        return mask.bitwiseAND(bits(policy, Set.of(sensitiveClass.name()))).notEqual(0L);
    }

    /** The bits of all findings of the named classes. */
    static long bits(Policy policy, Set<String> classes) {
        List<Policy.Finding> findings = policy.findings();
        long bits = 0;
        for (int bit = 0; bit < findings.size(); bit++) {
            if (classes.contains(findings.get(bit).sensitiveClass().name())) {
                bits |= 1L << bit;
            }
        }
        return bits;
    }

    /** Lower case without accents, the same folding as {@link TextPattern#fold} for Latin letters. */
    static Column folded(Column text) {
        return translate(lower(text), FOLDING[0], FOLDING[1]);
    }

    private static Column holds(Policy policy, Signal signal, String source, Set<String> available) {
        Column all = lit(true);
        for (Map.Entry<Signal.Kind, Signal.Condition> condition :
                signal.ordered().entrySet()) {
            Column any = fields(policy, condition.getKey(), source, available).stream()
                    .map(field -> holds(condition.getValue(), field))
                    .reduce(lit(false), Column::or);
            all = all.and(any);
        }
        return all;
    }

    private static Column holds(Signal.Condition condition, String name) {
        Column field = col(name);
        Column found;
        if (condition instanceof Signal.Condition.Codes codes) {
            found = upper(trim(field.cast("string"))).rlike(codesRegex(codes.codes()));
        } else if (condition instanceof Signal.Condition.Texts texts) {
            found = col(FOLDED + name)
                    .rlike(texts.patterns().stream().map(TextPattern::regex).collect(Collectors.joining("|")));
        } else {
            Signal.Condition.Ages ages = (Signal.Condition.Ages) condition;
            found = field.try_cast("bigint").between(ages.least(), ages.most());
        }
        return org.apache.spark.sql.functions.coalesce(found, lit(false));
    }

    /** Whole codes, alone or in a list joined by {@code " | "}. */
    static String codesRegex(List<String> codes) {
        return "(?:^|\\| )(?:"
                + codes.stream()
                        .map(code -> code.toUpperCase(java.util.Locale.ROOT))
                        .map(code -> code.endsWith("*")
                                ? Pattern.quote(code.substring(0, code.length() - 1)) + "[^|]*?"
                                : Pattern.quote(code))
                        .collect(Collectors.joining("|"))
                + ")(?:$| \\|)";
    }

    /** Precomposed Latin letters and their base letters, then the combining marks, which have no counterpart and vanish. */
    private static String[] folding() {
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        for (int[] range : List.of(new int[] {0xC0, 0x24F}, new int[] {0x1E00, 0x1EFF})) {
            for (int letter = range[0]; letter <= range[1]; letter++) {
                String base = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}+", "");
                if (base.length() == 1 && base.charAt(0) < 0x80 && Character.isLowerCase(letter)) {
                    from.appendCodePoint(letter);
                    to.append(base);
                }
            }
        }
        for (int mark = 0x300; mark <= 0x36F; mark++) {
            from.appendCodePoint(mark);
        }
        return new String[] {from.toString(), to.toString()};
    }

    /** The union of two masks that may be null. */
    static Column union(Column... masks) {
        return Arrays.stream(masks)
                .map(mask -> org.apache.spark.sql.functions.coalesce(mask, lit(0L)))
                .reduce(lit(0L), Column::bitwiseOR);
    }
}
