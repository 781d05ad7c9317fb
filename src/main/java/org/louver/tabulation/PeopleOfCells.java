package org.louver.tabulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.louver.table.LinkedTables;
import org.louver.table.Projection;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import scala.Tuple2;

/**
 * Distinct people per cell, and the largest number of records of one person, exactly.
 *
 * <p>A cell's people are its records less what people with several records there have beyond their first. So the records are brought
 * together by person, as bytes, and only people with several records are followed into the margins; the others cost nothing. One
 * Spark job; O(records of such people × margins) time, and in each task the persons of its share of the records.
 */
final class PeopleOfCells implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Bytes after which a task sends on what it has for one share of the people. */
    private static final int CHUNK = 1 << 20;

    private final List<HashMap<UTF8String, Integer>> leaves;
    private final Projection projection;

    private PeopleOfCells(LinkedTables tables) {
        this.leaves = new ArrayList<>();
        for (SpanningVariable variable : tables.variables()) {
            HashMap<UTF8String, Integer> nodes = new HashMap<>();
            for (int leaf = 0; leaf < variable.leaves(); leaf++) {
                int node = variable.nodeOfLeaf(variable.finest(), leaf);
                nodes.put(UTF8String.fromString(variable.code(node)), node);
            }
            leaves.add(nodes);
        }
        this.projection = tables.projection();
    }

    /**
     * Counts people.
     *
     * @param records the code of each variable's finest level, then the person's key; none null
     */
    static Contributions count(TabulatedCells cells, JavaRDD<InternalRow> records) {
        PeopleOfCells people = new PeopleOfCells(cells.tables());
        int shares = Math.max(1, records.getNumPartitions());
        Repeats repeats = records.mapPartitionsToPair(rows -> people.shared(rows, shares))
                .partitionBy(new HashPartitioner(shares))
                .values()
                .mapPartitions(chunks -> List.of(people.repeats(chunks)).iterator())
                .treeReduce(Repeats::and);
        return Contributions.of(cells, true, repeats);
    }

    /** The records of a task, split by person; a hash chooses the share, and stands for nobody. */
    private Iterator<Tuple2<Integer, byte[]>> shared(Iterator<InternalRow> rows, int shares) {
        List<Tuple2<Integer, byte[]>> chunks = new ArrayList<>();
        ByteArrayOutputStream[] bytes = new ByteArrayOutputStream[shares];
        Arrays.setAll(bytes, share -> new ByteArrayOutputStream());
        try {
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                UTF8String person = row.getUTF8String(leaves.size());
                int share = Math.floorMod(person.hashCode(), shares);
                DataOutputStream out = new DataOutputStream(bytes[share]);
                for (int variable = 0; variable < leaves.size(); variable++) {
                    Integer node = leaves.get(variable).get(row.getUTF8String(variable));
                    if (node == null) {
                        throw new IllegalStateException("a code was not there when the tables were counted");
                    }
                    out.writeInt(node);
                }
                out.writeInt(person.numBytes());
                out.write(person.getBytes());
                if (bytes[share].size() > CHUNK) {
                    chunks.add(new Tuple2<>(share, bytes[share].toByteArray()));
                    bytes[share].reset();
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (int share = 0; share < shares; share++) {
            if (bytes[share].size() > 0) {
                chunks.add(new Tuple2<>(share, bytes[share].toByteArray()));
            }
        }
        return chunks.iterator();
    }

    private Repeats repeats(Iterator<byte[]> chunks) {
        Map<UTF8String, List<int[]>> recordsOf = new HashMap<>();
        try {
            while (chunks.hasNext()) {
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(chunks.next()));
                while (in.available() > 0) {
                    int[] record = new int[leaves.size()];
                    for (int variable = 0; variable < record.length; variable++) {
                        record[variable] = in.readInt();
                    }
                    UTF8String person = UTF8String.fromBytes(in.readNBytes(in.readInt()));
                    recordsOf
                            .computeIfAbsent(person, unseen -> new ArrayList<>(1))
                            .add(record);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Map<Long, long[]> byCell = new HashMap<>();
        for (List<int[]> records : recordsOf.values()) {
            if (records.size() > 1) {
                follow(records, byCell);
            }
        }
        return Repeats.of(byCell);
    }

    /** Adds one person's cells with several records; a cell that lies in two margins counts once. */
    private void follow(List<int[]> records, Map<Long, long[]> byCell) {
        Map<Long, Integer> several = new HashMap<>();
        long[] keys = new long[records.size()];
        for (int margin = 0; margin < projection.margins(); margin++) {
            for (int record = 0; record < keys.length; record++) {
                keys[record] = projection.key(margin, records.get(record));
            }
            Arrays.sort(keys);
            for (int from = 0, to; from < keys.length; from = to) {
                to = from + 1;
                while (to < keys.length && keys[to] == keys[from]) {
                    to++;
                }
                if (to - from > 1) {
                    several.put(keys[from], to - from);
                }
            }
        }
        several.forEach((cell, times) -> {
            long[] sums = byCell.computeIfAbsent(cell, unseen -> new long[2]);
            sums[0] += times - 1;
            sums[1] = Math.max(sums[1], times);
        });
    }
}
