package org.louver.safety;

import static org.apache.spark.sql.functions.bitwise_not;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.louver.config.LinkConfig;
import org.louver.engine.PhysicalRows;

/**
 * What is known of a record reaches every record that is linked to it, over any number of links and in all tables.
 *
 * <p>Fields that links compare form domains (the incident number of all tables is one). One pass over the key fields of all sources keeps
 * the hashed keys and the findings of the records that can lead somewhere, in flat arrays. On those alone findings travel from key to
 * record to key, one job per hop, until no key gains one. Then every record looks its keys up. Ambiguous links count as links: who
 * might be meant is protected.
 *
 * <p>Cost: one pass over the key fields, O(records with several keys) per hop, no shuffle and no join. As many hops as the longest chain
 * of records between a sensitive one and what it reaches: follow-up reports of follow-up reports have no bound. The driver and every
 * executor hold the sensitive keys, 64 bytes each at most.
 */
final class SensitivityClosure {
    private final SparkSession spark;
    private final Map<String, List<Endpoint>> endpoints = new TreeMap<>();
    private final List<Integer> parents = new ArrayList<>();

    /** Fields of one source that links compare. A link's {@code only} is not asked: what cites a sensitive incident leads to it. */
    private record Endpoint(int node, List<String> columns) {
        Column hash(int domain) {
            return KeyFindings.hash(
                    domain,
                    columns.stream().map(name -> col(name).cast("string")).toArray(Column[]::new));
        }
    }

    SensitivityClosure(SparkSession spark, List<LinkConfig> links, List<SafetySettings.Relation> relations) {
        this.spark = spark;
        for (SafetySettings.Relation relation : relations) {
            int from = node(relation.source(), List.of(relation.field()));
            parents.set(root(from), root(node(relation.source(), List.of(relation.to()))));
        }
        for (LinkConfig link : links) {
            int from = node(link.from(), List.copyOf(link.on().keySet()));
            int to = node(link.to(), List.copyOf(link.on().values()));
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
        KeyFindings known = fixedPoint(sources, own);
        Map<String, Dataset<Row>> closed = new LinkedHashMap<>();
        if (known.isEmpty()) {
            sources.forEach((name, records) -> closed.put(name, records.withColumn(linked, lit(0L))));
            return closed;
        }
        Broadcast<KeyFindings> sent = context().broadcast(known);
        sources.forEach((name, records) -> {
            Column found = hashes(name).stream()
                    .map(hash -> KeyFindings.of(sent, hash))
                    .reduce(lit(0L), Column::bitwiseOR);
            // A key's findings hold the record's own too; those are told apart for the reasons.
            closed.put(name, records.withColumn(linked, found.bitwiseAND(bitwise_not(col(own)))));
        });
        return closed;
    }

    /** Everything that is known of any key when no key learns more. */
    private KeyFindings fixedPoint(Map<String, Dataset<Row>> sources, String own) {
        List<JavaRDD<LeadingRecords>> parts = new ArrayList<>();
        sources.forEach((name, records) -> {
            if (endpoints.containsKey(name)) {
                parts.add(leading(name, records, own));
            }
        });
        KeyFindings known = new KeyFindings();
        if (parts.isEmpty()) {
            return known;
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        JavaRDD<LeadingRecords> leading = context().union(parts.toArray(new JavaRDD[0]));
        leading.persist(StorageLevel.MEMORY_AND_DISK_SER());
        try {
            boolean learns = true;
            while (learns) {
                Broadcast<KeyFindings> sent = context().broadcast(known);
                KeyFindings gained = leading.map(part -> part.step(sent.value()))
                        .treeAggregate(new KeyFindings(), SensitivityClosure::both, SensitivityClosure::both);
                learns = known.addAll(gained);
                sent.destroy();
            }
        } finally {
            leading.unpersist(false);
        }
        return known;
    }

    private static KeyFindings both(KeyFindings some, KeyFindings others) {
        some.addAll(others);
        return some;
    }

    /** One element per partition. */
    private JavaRDD<LeadingRecords> leading(String source, Dataset<Row> records, String own) {
        List<Column> columns = new ArrayList<>();
        columns.add(coalesce(col(own), lit(0L)));
        columns.addAll(hashes(source));
        int width = columns.size() - 1;
        return PhysicalRows.of(records.select(columns.toArray(Column[]::new)))
                .mapPartitions(rows -> List.of(new LeadingRecords(rows, width)).iterator());
    }

    private List<Column> hashes(String source) {
        return endpoints.getOrDefault(source, List.of()).stream()
                .map(end -> end.hash(root(end.node())))
                .toList();
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private int node(String source, List<String> columns) {
        List<Endpoint> known = endpoints.computeIfAbsent(source, s -> new ArrayList<>());
        for (Endpoint end : known) {
            if (end.columns().equals(columns)) {
                return end.node();
            }
        }
        parents.add(parents.size());
        known.add(new Endpoint(parents.size() - 1, columns));
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
