package org.louver.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.audit.PublicTable.Recoded;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * What a reader learns about the members of a pool who takes from it those that an earlier release published. From public rows alone.
 *
 * <p>One equation per pooled cell: pool = Σ members, each member within the range of the earlier release. Hence member ∈ [pool⁻ −
 * Σ others⁺, pool⁺ − Σ others⁻]. A member is exposed if that leaves it fewer than the smallest publishable count of values, and fewer
 * than the earlier release alone did. Linear in pooled cells times members. Equations are not combined with each other.
 */
public final class PooledMembers {
    private PooledMembers() {}

    /**
     * Counts exposed members; those that the earlier release does not have are not looked at, but may be anything.
     *
     * @param before the table as an earlier release shows it
     * @param now the same table, some of its variables in coarser categories
     * @param least the smallest count that may be published
     */
    public static long exposed(CountTable before, PublicTable now, long least) {
        if (now.recoded().isEmpty() || !before.dimensions().equals(now.dimensions())) {
            return 0;
        }
        Map<List<String>, CountBounds> known = new HashMap<>();
        for (int cell = 0; cell < before.cells(); cell++) {
            known.put(before.codesOf(cell), before.bounds(cell));
        }
        Map<String, Map<String, List<String>>> members = new TreeMap<>();
        now.recoded().forEach((Recoded recoded) -> members.put(recoded.variable(), recoded.categories()));
        long exposed = 0;
        for (PublicRow row : now.rows()) {
            List<List<String>> parts = parts(now.dimensions(), row.codes(), members);
            if (parts.size() > 1) {
                exposed += exposed(row, parts, known, least);
            }
        }
        return exposed;
    }

    private static long exposed(
            PublicRow pool, List<List<String>> parts, Map<List<String>, CountBounds> known, long least) {
        CountBounds unheardOf = new CountBounds(0, pool.upper());
        long lower = 0;
        long upper = 0;
        for (List<String> part : parts) {
            CountBounds range = known.getOrDefault(part, unheardOf);
            lower = Math.addExact(lower, range.lower());
            upper = Math.addExact(upper, range.upper());
        }
        long exposed = 0;
        for (List<String> part : parts) {
            CountBounds range = known.get(part);
            if (range != null) {
                long atLeast = Math.max(range.lower(), pool.lower() - (upper - range.upper()));
                long atMost = Math.min(range.upper(), pool.upper() - (lower - range.lower()));
                boolean narrower = atMost - atLeast < range.upper() - range.lower();
                // A range that turned empty says that records changed since, not how many this member has.
                exposed += narrower && atLeast <= atMost && atMost - atLeast < least ? 1 : 0;
            }
        }
        return exposed;
    }

    /** The finest cells that a cell stands for; the cell alone where it holds no pool. */
    private static List<List<String>> parts(
            List<String> dimensions, List<String> codes, Map<String, Map<String, List<String>>> members) {
        List<List<String>> parts = List.of(List.of());
        for (int column = 0; column < codes.size(); column++) {
            String code = codes.get(column);
            List<String> stands =
                    members.getOrDefault(dimensions.get(column), Map.of()).getOrDefault(code, List.of(code));
            List<List<String>> longer = new ArrayList<>();
            for (List<String> part : parts) {
                for (String member : stands) {
                    List<String> extended = new ArrayList<>(part);
                    extended.add(member);
                    longer.add(extended);
                }
            }
            parts = longer;
        }
        return parts;
    }
}
