package org.louver.table;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Names cells by their codes: every cell that, for each variable named, carries one of the codes.
 *
 * @param codes variable → codes; a code may be {@code Total} or {@code level:NAME}, which stands for all codes of a level
 */
public record CellPattern(SortedMap<String, List<String>> codes) {
    private static final String LEVEL = "level:";

    public CellPattern {
        codes = new TreeMap<>(codes);
    }

    /** A pattern of these codes. */
    public static CellPattern of(Map<String, List<String>> codes) {
        return new CellPattern(new TreeMap<>(codes));
    }

    /**
     * Whether a cell is named by any of the patterns.
     *
     * @throws InvalidTable if a pattern names an unknown variable, code or level
     */
    public static LongPredicate anyOf(LinkedTables tables, List<CellPattern> patterns) {
        LongPredicate any = key -> false;
        for (CellPattern pattern : patterns) {
            any = any.or(pattern.in(tables));
        }
        return any;
    }

    /** Whether a cell of the tables is named. */
    public LongPredicate in(LinkedTables tables) {
        List<SpanningVariable> variables = tables.variables();
        BitSet[] named = new BitSet[variables.size()];
        for (int variable = 0; variable < named.length; variable++) {
            SpanningVariable spanning = variables.get(variable);
            named[variable] = new BitSet();
            if (codes.containsKey(spanning.name())) {
                name(spanning, named[variable]);
            } else {
                named[variable].set(0, spanning.nodes());
            }
        }
        for (String variable : codes.keySet()) {
            if (variables.stream().noneMatch(known -> known.name().equals(variable))) {
                throw new InvalidTable(
                        "a list of cells names a variable that does not exist: " + variable, "correct it");
            }
        }
        return key -> {
            for (int variable = 0; variable < named.length; variable++) {
                if (!named[variable].get(tables.keys().node(key, variable))) {
                    return false;
                }
            }
            return true;
        };
    }

    private void name(SpanningVariable variable, BitSet named) {
        for (String code : codes.getOrDefault(variable.name(), List.of())) {
            if (code.startsWith(LEVEL)) {
                int level = variable.level(code.substring(LEVEL.length()));
                if (level < 0) {
                    throw unknown(variable, "level", code.substring(LEVEL.length()));
                }
                for (int node : variable.nodesOn(level)) {
                    named.set(node);
                }
            } else {
                int node = variable.node(code);
                if (node < 0) {
                    throw unknown(variable, "code", code);
                }
                named.set(node);
            }
        }
    }

    private static InvalidTable unknown(SpanningVariable variable, String kind, String code) {
        return new InvalidTable(
                "a list of cells names a " + kind + " that " + variable.name() + " does not have: " + code,
                "correct it or take it out");
    }
}
