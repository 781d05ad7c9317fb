package org.louver.safety;

import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.config.LinkConfig;

/**
 * What is known of a record reaches every record that is linked to it, over any number of links and in all tables.
 *
 * <p>Fields that links compare form domains (the incident number of all tables is one). The keys of sensitive records are gathered
 * per domain and joined back to every source; only records that carry several keys can lead further, so only those are
 * walked again, until no key gains a finding. Ambiguous links count as links: who might be meant is protected.
 *
 * <p>Cost: one pass over the key columns, one join per source and domain, and one small round per hop.
 */
final class SensitivityClosure {
    private static final String LINKED = "louver_linked";
    private static final String KEY = "louver_key";
    private static final String DOMAIN = "louver_domain";
    private static final String MASK = "louver_mask";

    private final Map<String, List<Endpoint>> endpoints = new TreeMap<>();
    private final List<Integer> parents = new ArrayList<>();

    /** Fields of one source that links compare, and the rows that the links concern. */
    private record Endpoint(int node, List<String> columns, Map<String, List<String>> only) {
        Column key() {
            Column[] parts =
                    columns.stream().map(name -> col(name).cast("string")).toArray(Column[]::new);
            Column complete = Arrays.stream(parts).map(Column::isNotNull).reduce(lit(true), Column::and);
            for (Map.Entry<String, List<String>> condition : only.entrySet()) {
                complete = complete.and(col(condition.getKey())
                        .cast("string")
                        .isin(condition.getValue().toArray()));
            }
            return when(complete, concat_ws("\u0001", parts));
        }
    }

    SensitivityClosure(List<LinkConfig> links, List<SafetySettings.Relation> relations) {
        for (SafetySettings.Relation relation : relations) {
            int from = node(relation.source(), List.of(relation.field()), Map.of());
            parents.set(root(from), root(node(relation.source(), List.of(relation.to()), Map.of())));
        }
        for (LinkConfig link : links) {
            int from = node(link.from(), List.copyOf(link.on().keySet()), link.only());
            int to = node(link.to(), List.copyOf(link.on().values()), Map.of());
            parents.set(root(from), root(to));
        }
    }

    /**
     * Adds to every record the findings of the records it is linked to.
     *
     * @param sources source → records with their own mask in the column {@code own}
     * @return the same records with {@code own}, and the findings of others in {@code linked}
     */
    Map<String, Dataset<Row>> close(Map<String, Dataset<Row>> sources, String own, String linked) {
        Map<String, Dataset<Row>> closed = new LinkedHashMap<>();
        Dataset<Row> keys = fixedPoint(sources, own);
        sources.forEach((name, records) -> closed.put(name, join(records, name, keys, own, linked)));
        return closed;
    }

    private Dataset<Row> join(
            Dataset<Row> records,
            String name,
            @org.jspecify.annotations.Nullable Dataset<Row> keys,
            String own,
            String linked) {
        List<Endpoint> ends = endpoints.getOrDefault(name, List.of());
        if (keys == null || ends.isEmpty()) {
            return records.withColumn(linked, lit(0L));
        }
        String[] columns = records.columns();
        Dataset<Row> joined = records;
        List<Column> found = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            Endpoint end = ends.get(i);
            String key = KEY + i;
            String mask = MASK + i;
            Dataset<Row> known = keys.filter(col(DOMAIN).equalTo(root(end.node())))
                    .select(col(KEY).as(key + "_known"), col(MASK).as(mask));
            joined = joined.withColumn(key, end.key());
            joined = joined.join(known, joined.col(key).equalTo(known.col(key + "_known")), "left")
                    .drop(key, key + "_known");
            found.add(col(mask));
        }
        Column others = SensitivityColumns.union(found.toArray(Column[]::new));
        Column[] kept =
                Arrays.stream(columns).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
        // A key's mask holds the record's own findings too; those are told apart for the reasons.
        return joined.withColumn(LINKED, others.bitwiseAND(org.apache.spark.sql.functions.bitwise_not(col(own))))
                .select(append(kept, col(LINKED).as(linked)));
    }

    private @org.jspecify.annotations.Nullable Dataset<Row> fixedPoint(Map<String, Dataset<Row>> sources, String own) {
        Dataset<Row> seeds = null;
        List<Bridge> bridges = new ArrayList<>();
        for (Map.Entry<String, Dataset<Row>> source : sources.entrySet()) {
            for (Endpoint end : endpoints.getOrDefault(source.getKey(), List.of())) {
                Dataset<Row> known = source.getValue()
                        .select(lit(root(end.node())).as(DOMAIN), end.key().as(KEY), col(own).as(MASK))
                        .filter(col(MASK).notEqual(0L).and(col(KEY).isNotNull()));
                seeds = seeds == null ? known : seeds.unionByName(known);
            }
            List<Endpoint> ends = endpoints.getOrDefault(source.getKey(), List.of());
            if (ends.size() > 1) {
                bridges.add(new Bridge(source.getValue(), ends));
            }
        }
        if (seeds == null) {
            return null;
        }
        Dataset<Row> keys = merged(seeds);
        if (bridges.isEmpty()) {
            return keys;
        }
        keys = keys.localCheckpoint();
        long before = -1;
        long now = findings(keys);
        while (now != before) {
            Dataset<Row> grown = keys;
            for (Bridge bridge : bridges) {
                grown = grown.unionByName(bridge.carried(keys));
            }
            keys = merged(grown).localCheckpoint();
            before = now;
            now = findings(keys);
        }
        return keys;
    }

    private static Dataset<Row> merged(Dataset<Row> keys) {
        return keys.groupBy(DOMAIN, KEY).agg(bit_or(col(MASK)).as(MASK));
    }

    private static long findings(Dataset<Row> keys) {
        Row total = keys.agg(sum(bit_count(col(MASK)))).first();
        return total.isNullAt(0) ? 0 : total.getLong(0);
    }

    /** A source whose records hold keys of several domains and so carry findings from one to the other. */
    private final class Bridge {
        private final Dataset<Row> keyColumns;
        private final List<Endpoint> ends;

        Bridge(Dataset<Row> records, List<Endpoint> ends) {
            this.ends = ends;
            Column[] keys = new Column[ends.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = ends.get(i).key().as(KEY + i);
            }
            this.keyColumns = records.select(keys).distinct();
        }

        Dataset<Row> carried(Dataset<Row> keys) {
            Dataset<Row> joined = keyColumns;
            Column[] masks = new Column[ends.size()];
            for (int i = 0; i < masks.length; i++) {
                Dataset<Row> known = keys.filter(
                                col(DOMAIN).equalTo(root(ends.get(i).node())))
                        .select(col(KEY).as(KEY + i + "_known"), col(MASK).as(MASK + i));
                joined = joined.join(known, joined.col(KEY + i).equalTo(known.col(KEY + i + "_known")), "left");
                masks[i] = col(MASK + i);
            }
            Column combined = SensitivityColumns.union(masks);
            Dataset<Row> all = null;
            for (int i = 0; i < masks.length; i++) {
                Dataset<Row> one = joined.select(
                                lit(root(ends.get(i).node())).as(DOMAIN),
                                col(KEY + i).as(KEY),
                                combined.as(MASK))
                        .filter(col(MASK).notEqual(0L).and(col(KEY).isNotNull()));
                all = all == null ? one : all.unionByName(one);
            }
            if (all == null) {
                throw new IllegalStateException("a bridge has at least two ends");
            }
            return all;
        }
    }

    private int node(String source, List<String> columns, Map<String, List<String>> only) {
        List<Endpoint> known = endpoints.computeIfAbsent(source, s -> new ArrayList<>());
        for (Endpoint end : known) {
            if (end.columns().equals(columns) && end.only().equals(only)) {
                return end.node();
            }
        }
        parents.add(parents.size());
        known.add(new Endpoint(parents.size() - 1, columns, new HashMap<>(only)));
        return parents.size() - 1;
    }

    private int root(int node) {
        int at = node;
        while (parents.get(at) != at) {
            at = parents.get(at);
        }
        return at;
    }

    private static Column[] append(Column[] columns, Column last) {
        Column[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = last;
        return all;
    }
}
