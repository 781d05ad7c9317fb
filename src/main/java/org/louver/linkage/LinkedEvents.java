package org.louver.linkage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.louver.config.LinkConfig;
import org.louver.config.ReleaseConfig;
import org.louver.engine.Materialized;
import org.louver.engine.SideBySide;
import org.louver.refusal.Refusal;
import org.louver.source.SourceTable;
import org.louver.source.SourceTables;

/**
 * Every source with the statuses of its links and the fields they brought; as many rows as before. Only this room makes one.
 *
 * <p>Linked tables are materialized: whoever reads them next does not join again.
 */
public final class LinkedEvents implements AutoCloseable {
    private final SortedMap<String, Dataset<Row>> tables;
    private final List<Materialized> kept;
    private final List<LinkReport> reports;

    private LinkedEvents(SortedMap<String, Dataset<Row>> tables, List<Materialized> kept, List<LinkReport> reports) {
        this.tables = tables;
        this.kept = kept;
        this.reports = reports;
    }

    /**
     * Makes the links in the order of the file, each seeing what the ones before it brought. One job per linked source.
     *
     * @throws Refusal exit 2 if the two sides of a key differ in type
     */
    public static LinkedEvents link(SparkSession spark, SourceTables sources, ReleaseConfig config) {
        SortedMap<String, Dataset<Row>> tables = new TreeMap<>();
        for (SourceTable source : sources.tables()) {
            tables.put(source.config().name(), source.rows());
        }
        SortedMap<String, List<LinkConfig>> made = new TreeMap<>();
        for (LinkConfig link : config.links()) {
            Dataset<Row> from = table(tables, link.from());
            Dataset<Row> to = table(tables, link.to());
            requireSameTypes(link, from.schema(), to.schema());
            tables.put(
                    link.from(),
                    Links.linked(from, to, link, config.source(link.to()).key()));
            made.computeIfAbsent(link.from(), unseen -> new ArrayList<>()).add(link);
        }
        List<Callable<Joined>> joins = new ArrayList<>();
        made.forEach((name, links) -> joins.add(() -> {
            Materialized rows = Materialized.of(table(tables, name));
            return new Joined(name, rows, reports(rows.rows(), links));
        }));
        List<Joined> joined = SideBySide.all(spark, joins);
        joined.forEach(table -> tables.put(table.source(), table.rows().rows()));
        return new LinkedEvents(
                tables,
                joined.stream().map(Joined::rows).toList(),
                joined.stream().flatMap(table -> table.reports().stream()).toList());
    }

    private record Joined(String source, Materialized rows, List<LinkReport> reports) {}

    /** {@code year}, the declared fields, and per link its status and brought fields. */
    public Dataset<Row> table(String source) {
        return table(tables, source);
    }

    public SortedSet<String> sources() {
        return new TreeSet<>(tables.keySet());
    }

    /** One per link. */
    public List<LinkReport> reports() {
        return reports;
    }

    /** Frees the persisted rows. */
    @Override
    public void close() {
        kept.forEach(Materialized::close);
    }

    private static Dataset<Row> table(SortedMap<String, Dataset<Row>> tables, String name) {
        Dataset<Row> table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no source " + name);
        }
        return table;
    }

    private static void requireSameTypes(LinkConfig link, StructType from, StructType to) {
        link.on().forEach((here, there) -> {
            if (!from.apply(here).dataType().equals(to.apply(there).dataType())) {
                throw Refusal.configuration(
                        "link " + link.name() + ": " + here + " and " + there + " differ in type",
                        "declare both fields with the same type");
            }
        });
    }

    private static List<LinkReport> reports(Dataset<Row> rows, List<LinkConfig> links) {
        SortedSet<String> groups = new TreeSet<>();
        links.forEach(link -> {
            link.reportBy().ifPresent(field -> groups.add(field));
            link.coverageBy().ifPresent(field -> groups.add(field));
        });
        List<Column> keys = new ArrayList<>();
        keys.add(coalesce(col("year"), lit(0)).as("_year"));
        groups.forEach(
                group -> keys.add(coalesce(col(group).cast("string"), lit("")).as("_by_" + group)));
        List<Column> measures = new ArrayList<>();
        for (LinkConfig link : links) {
            for (LinkStatus status : LinkStatus.values()) {
                measures.add(sum(when(col(Links.statusColumn(link)).equalTo(status.word()), 1L)
                                .otherwise(0L))
                        .as(link.name() + " " + status.word()));
            }
        }
        List<Row> counts = rows.groupBy(keys.toArray(Column[]::new))
                .agg(count(lit(1)).as("_rows"), measures.toArray(Column[]::new))
                .collectAsList();
        return links.stream().map(link -> report(link, counts)).toList();
    }

    private static LinkReport report(LinkConfig link, List<Row> counts) {
        return new LinkReport(
                link.name(),
                link.from(),
                link.to(),
                lines(link, counts, link.reportBy()),
                link.coverageBy().isPresent() ? lines(link, counts, link.coverageBy()) : List.of());
    }

    private static List<LinkReport.Line> lines(LinkConfig link, List<Row> counts, Optional<String> field) {
        SortedMap<String, LinkReport.Line> lines = new TreeMap<>();
        for (Row row : counts) {
            int year = row.<Integer>getAs("_year");
            String group = field.map(by -> row.<String>getAs("_by_" + by)).orElse("");
            for (LinkStatus status : LinkStatus.values()) {
                long found = row.<Long>getAs(link.name() + " " + status.word());
                if (found > 0) {
                    lines.merge(
                            "%04d %s %s".formatted(year, group, status),
                            new LinkReport.Line(year, group, status, found),
                            (a, b) -> new LinkReport.Line(year, group, status, Math.addExact(a.rows(), b.rows())));
                }
            }
        }
        return List.copyOf(lines.values());
    }

    @Override
    public String toString() {
        return "LinkedEvents" + tables.keySet();
    }
}
