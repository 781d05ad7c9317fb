package org.louver.safety;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.bitwise_not;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.louver.config.LinkConfig;

/**
 * What is known of a record reaches every record that is linked to it, over any number of links and in all tables.
 *
 * <p>Fields that links compare form domains (the incident number of all tables is one). One pass over all sources keeps of each record
 * its keys and its own findings, and only of records that are sensitive or carry several keys, because no other can lead further. On
 * that frame alone findings travel from key to record to key until no key gains one; then the keys are joined back to every
 * source. Ambiguous links count as links: who might be meant is protected.
 *
 * <p>Cost: one pass over the records, a few small joins per hop, and one join per key of a source. The plans of the hops do not grow with
 * the number of sources or of hops.
 */
final class SensitivityClosure {
    private static final String KEY = "louver_key";
    private static final String DOMAIN = "louver_domain";
    private static final String MASK = "louver_mask";
    private static final String KEYS = "louver_keys";
    private static final String RECORD = "louver_record";
    /** As many keys as every executor can hold beside its work. */
    private static final long MOST_BROADCAST = 500_000;

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
        Optional<Dataset<Row>> keys = fixedPoint(sources, own);
        sources.forEach((name, records) -> closed.put(name, join(records, name, keys, own, linked)));
        return closed;
    }

    private Dataset<Row> join(
            Dataset<Row> records, String name, Optional<Dataset<Row>> keys, String own, String linked) {
        List<Endpoint> ends = endpoints.getOrDefault(name, List.of());
        if (keys.isEmpty() || ends.isEmpty()) {
            return records.withColumn(linked, lit(0L));
        }
        List<Column> wide = new ArrayList<>(columns(records));
        for (int i = 0; i < ends.size(); i++) {
            wide.add(ends.get(i).key().as(KEY + i));
        }
        Dataset<Row> joined = records.select(wide.toArray(Column[]::new));
        Column[] found = new Column[ends.size()];
        for (int i = 0; i < found.length; i++) {
            Dataset<Row> known = keys.get()
                    .filter(col(DOMAIN).equalTo(root(ends.get(i).node())))
                    .select(col(KEY).as(KEY + i + "_known"), col(MASK).as(MASK + i));
            joined = joined.join(known, col(KEY + i).equalTo(col(KEY + i + "_known")), "left");
            found[i] = col(MASK + i);
        }
        // A key's mask holds the record's own findings too; those are told apart for the reasons.
        Column others = SensitivityColumns.union(found).bitwiseAND(bitwise_not(col(own)));
        List<Column> kept = columns(records);
        kept.add(others.as(linked));
        return joined.select(kept.toArray(Column[]::new));
    }

    private static List<Column> columns(Dataset<Row> records) {
        return new ArrayList<>(
                Arrays.stream(records.columns()).map(functions::col).toList());
    }

    /** Domain, key and the findings of everything that can be reached from it. */
    private Optional<Dataset<Row>> fixedPoint(Map<String, Dataset<Row>> sources, String own) {
        return sources.entrySet().stream()
                .filter(source -> endpoints.containsKey(source.getKey()))
                .map(source -> leading(source.getKey(), source.getValue(), own))
                .reduce(Dataset::unionByName)
                .map(SensitivityClosure::spread);
    }

    /** Keys and findings of the records that can lead somewhere. */
    private Dataset<Row> leading(String source, Dataset<Row> records, String own) {
        Column[] keys = endpoints.getOrDefault(source, List.of()).stream()
                .map(end -> when(
                        end.key().isNotNull(),
                        functions.struct(
                                lit(root(end.node())).as(DOMAIN), end.key().as(KEY))))
                .toArray(Column[]::new);
        return records.select(
                        array_distinct(array_compact(array(keys))).as(KEYS),
                        coalesce(col(own), lit(0L)).as(MASK))
                .filter(size(col(KEYS))
                        .gt(1)
                        .or(size(col(KEYS)).equalTo(1).and(col(MASK).notEqual(0L))));
    }

    private static Dataset<Row> spread(Dataset<Row> leading) {
        Dataset<Row> records = leading.localCheckpoint();
        Dataset<Row> bridges = records.filter(size(col(KEYS)).gt(1))
                .select(monotonically_increasing_id().as(RECORD), col(KEYS))
                .select(col(RECORD), explode(col(KEYS)).as("k"))
                .select(col(RECORD), col("k." + DOMAIN), col("k." + KEY));
        Dataset<Row> keys = merged(records.filter(col(MASK).notEqual(0L))
                        .select(explode(col(KEYS)).as("k"), col(MASK))
                        .select(col("k." + DOMAIN), col("k." + KEY), col(MASK)))
                .localCheckpoint();
        long before = -1;
        long now = findings(keys);
        while (now != before) {
            Dataset<Row> reached = bridges.join(keys, new String[] {DOMAIN, KEY})
                    .groupBy(RECORD)
                    .agg(bit_or(col(MASK)).as(MASK));
            Dataset<Row> carried = bridges.join(reached, RECORD).select(DOMAIN, KEY, MASK);
            keys = merged(keys.select(DOMAIN, KEY, MASK).unionByName(carried)).localCheckpoint();
            before = now;
            now = findings(keys);
        }
        // Every key has at least one finding, so there are no more keys than findings.
        return now <= MOST_BROADCAST ? broadcast(keys) : keys;
    }

    private static Dataset<Row> merged(Dataset<Row> keys) {
        return keys.groupBy(DOMAIN, KEY).agg(bit_or(col(MASK)).as(MASK));
    }

    private static long findings(Dataset<Row> keys) {
        Row total = keys.agg(sum(bit_count(col(MASK)))).first();
        return total.isNullAt(0) ? 0 : total.getLong(0);
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
}
