package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/** Builds one cell suppression problem from rows of codes with counts; zeros are published unless dense. */
final class TestTable {
    /** A spanning variable: for every code, its parents (several roll-ups allowed); codes without parent stand under "Total". */
    private final List<Map<String, TreeSet<String>>> children = new ArrayList<>();

    private final List<int[][]> rollUps = new ArrayList<>();
    private final TreeMap<List<String>, Long> cells =
            new TreeMap<>((a, b) -> Arrays.compare(a.toArray(new String[0]), b.toArray(new String[0])));
    private final List<String[]> rows = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();

    /** Adds a variable; each hierarchy lists input columns from coarse to fine, the finest the same in all. */
    TestTable variable(int[]... hierarchies) {
        rollUps.add(hierarchies);
        children.add(new TreeMap<>());
        return this;
    }

    void row(long count, String... columns) {
        rows.add(columns.clone());
        counts.add(count);
    }

    static final String TOTAL = "Total";

    private List<String> codes(int variable, String[] row) {
        TreeSet<String> codes = new TreeSet<>(List.of(TOTAL));
        for (int[] hierarchy : rollUps.get(variable)) {
            String parent = TOTAL;
            for (int depth = 0; depth < hierarchy.length; depth++) {
                String code = (depth == hierarchy.length - 1 ? "" : hierarchy[depth] + ":") + row[hierarchy[depth]];
                children.get(variable)
                        .computeIfAbsent(parent + "\u0001" + Arrays.toString(hierarchy), k -> new TreeSet<>())
                        .add(code);
                codes.add(code);
                parent = code;
            }
        }
        return new ArrayList<>(codes);
    }

    private void fill(boolean dense) {
        int n = rollUps.size();
        List<TreeSet<String>> all = new ArrayList<>();
        for (int v = 0; v < n; v++) {
            all.add(new TreeSet<>());
        }
        for (int r = 0; r < rows.size(); r++) {
            List<List<String>> codes = new ArrayList<>();
            for (int v = 0; v < n; v++) {
                codes.add(codes(v, rows.get(r)));
                all.get(v).addAll(codes.get(v));
            }
            if (counts.get(r) != 0) {
                add(codes, new String[n], 0, counts.get(r));
            }
        }
        if (dense) {
            List<List<String>> codes = new ArrayList<>();
            all.forEach(set -> codes.add(new ArrayList<>(set)));
            add(codes, new String[n], 0, 0);
        }
    }

    private void add(List<List<String>> codes, String[] key, int v, long count) {
        if (v == codes.size()) {
            cells.merge(List.of(key.clone()), count, Math::addExact);
            return;
        }
        for (String code : codes.get(v)) {
            key[v] = code;
            add(codes, key, v + 1, count);
        }
    }

    List<List<String>> keys() {
        return new ArrayList<>(cells.keySet());
    }

    /** A count table: 1..smallest (0..smallest if zeros are unsafe) is primary; cost 1000 per cell and a little more for large ones. */
    AssessedCells counts(long smallest, boolean zerosUnsafe, ProtectionLevels levels) {
        fill(zerosUnsafe);
        List<List<String>> keys = keys();
        Map<List<String>, Integer> number = new LinkedHashMap<>();
        for (List<String> key : keys) {
            number.put(key, number.size());
        }
        int n = keys.size();
        long[] value = new long[n];
        long[] floor = new long[n];
        CellStatus[] status = new CellStatus[n];
        ProtectionLevels[] asked = new ProtectionLevels[n];
        long[] cost = new long[n];
        int[] sole = new int[n];
        for (int i = 0; i < n; i++) {
            value[i] = cells.getOrDefault(keys.get(i), 0L);
            boolean primary = value[i] <= smallest && (zerosUnsafe || value[i] > 0);
            floor[i] = zerosUnsafe ? 0 : Math.min(1, value[i]);
            status[i] = primary ? CellStatus.PRIMARY : CellStatus.SAFE;
            asked[i] = primary ? levels : ProtectionLevels.NONE;
            cost[i] = 1000 + Math.round(10 * Math.log(1.0 + (double) value[i]));
            sole[i] = value[i] == 1 ? i : -1;
        }
        AdditiveSystem.Builder system = AdditiveSystem.over(n);
        for (List<String> key : keys) {
            for (int v = 0; v < rollUps.size(); v++) {
                TreeSet<String> seen = new TreeSet<>();
                for (int[] hierarchy : rollUps.get(v)) {
                    TreeSet<String> below = children.get(v).get(key.get(v) + "\u0001" + Arrays.toString(hierarchy));
                    if (below == null || !seen.add(below.toString())) {
                        continue;
                    }
                    List<Integer> parts = new ArrayList<>();
                    for (String code : below) {
                        List<String> part = new ArrayList<>(key);
                        part.set(v, code);
                        Integer cell = number.get(part);
                        if (cell != null) {
                            parts.add(cell);
                        }
                    }
                    if (!parts.isEmpty()) {
                        system.relation(
                                number.getOrDefault(key, -1),
                                parts.stream().mapToInt(Integer::intValue).toArray());
                    }
                }
            }
        }
        return new AssessedCells(system.build(), value, floor, status, asked, cost, sole);
    }
}
