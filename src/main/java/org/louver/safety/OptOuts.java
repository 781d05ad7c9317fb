package org.louver.safety;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;
import org.louver.config.SourceConfig;

/**
 * Records that victims asked to be withheld: never announced, gone before anything is counted. The list has one column per field that
 * identifies records, and fits the driver: it is as long as people have asked.
 *
 * <p>A field that tells records, people or incidents apart by itself is matched by itself; fields that do so only together, as the parts of a
 * key, are matched together. An entry names whatever any of its keys names.
 *
 * @param namings fields that identify a record; the place of a naming tells its values from those of others
 * @param listed hashed values of all namings
 * @param entries the hashes of each entry of the list, in its order
 * @param found the hashes that records were seen to have
 */
record OptOuts(List<List<String>> namings, Broadcast<KeyFindings> listed, List<Set<Long>> entries, SeenHashes found) {

    /** @throws org.louver.refusal.Refusal exit 2 if the list cannot be read, or has a column that identifies no record */
    static OptOuts read(SparkSession spark, NamedFile file, ReleaseConfig release) {
        Dataset<Row> list;
        try {
            list = spark.read().option("header", "true").csv(file.path());
        } catch (Exception unreadable) {
            throw file.refusal("the opt-out list cannot be read", "check the path and its permissions");
        }
        List<List<String>> namings = namings(file, List.of(list.columns()), release);
        KeyFindings listed = new KeyFindings();
        List<Set<Long>> entries = new ArrayList<>();
        for (Row row : list.select(hashes(namings)).collectAsList()) {
            Set<Long> hashes = new TreeSet<>();
            for (int naming = 0; naming < namings.size(); naming++) {
                if (!row.isNullAt(naming)) {
                    hashes.add(row.getLong(naming));
                    listed.add(row.getLong(naming), SafetyPlan.OPTED_OUT);
                }
            }
            entries.add(hashes);
        }
        SeenHashes found = new SeenHashes();
        spark.sparkContext().register(found);
        return new OptOuts(
                namings,
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(listed),
                List.copyOf(entries),
                found);
    }

    private static List<List<String>> namings(NamedFile file, List<String> columns, ReleaseConfig release) {
        Set<List<String>> namings = new LinkedHashSet<>();
        columns.stream()
                .filter(column -> identifiesAlone(column, release))
                .forEach(column -> namings.add(List.of(column)));
        release.sources().values().stream()
                .map(SourceConfig::key)
                .filter(key -> key.size() > 1 && columns.containsAll(key))
                .forEach(namings::add);
        columns.stream()
                .filter(column -> namings.stream().noneMatch(naming -> naming.contains(column)))
                .findFirst()
                .ifPresent(column -> {
                    throw file.refusal(
                            "the opt-out list has the column " + column + ", which identifies no record by itself",
                            "name its columns like the fields that identify records: all of a key, a person or an incident");
                });
        return List.copyOf(namings);
    }

    private static boolean identifiesAlone(String field, ReleaseConfig release) {
        boolean partOfAKey = false;
        for (SourceConfig source : release.sources().values()) {
            // A beat or an agency is no record of anybody.
            if (source.year() instanceof SourceConfig.YearOf.None) {
                continue;
            }
            if (source.key().equals(List.of(field))
                    || source.person().filter(field::equals).isPresent()
                    || source.incident().filter(field::equals).isPresent()) {
                return true;
            }
            partOfAKey |= source.key().contains(field);
        }
        return !partOfAKey
                && release.sources().values().stream()
                        .anyMatch(source -> source.fields().containsKey(field))
                && SafetySettings.kind(release, field)
                        .filter(FieldKind.IDENTIFIER::equals)
                        .isPresent();
    }

    /** The records, those on the list marked in the column of their own findings. */
    Dataset<Row> mark(Dataset<Row> records) {
        List<String> own = Arrays.asList(records.columns());
        Column mask = col(SafetyPlan.OWN);
        for (int naming = 0; naming < namings.size(); naming++) {
            if (own.containsAll(namings.get(naming))) {
                mask = mask.bitwiseOR(KeyFindings.of(listed, hash(naming, namings.get(naming)), found));
            }
        }
        return records.withColumn(SafetyPlan.OWN, mask);
    }

    /** Places in the list, the first being 1, of entries that no record read so far answers to. */
    List<Integer> unmatched() {
        Set<Long> seen = found.value();
        List<Integer> places = new ArrayList<>();
        for (int entry = 0; entry < entries.size(); entry++) {
            if (entries.get(entry).stream().noneMatch(seen::contains)) {
                places.add(entry + 1);
            }
        }
        return places;
    }

    private static Column[] hashes(List<List<String>> namings) {
        Column[] hashes = new Column[namings.size()];
        for (int naming = 0; naming < hashes.length; naming++) {
            hashes[naming] = hash(naming, namings.get(naming));
        }
        return hashes;
    }

    private static Column hash(int naming, List<String> fields) {
        return KeyFindings.hash(
                naming,
                fields.stream()
                        .map(field -> trim(col(field).cast("string")))
                        .map(value -> when(value.notEqual(lit("")), value))
                        .toArray(Column[]::new));
    }
}
