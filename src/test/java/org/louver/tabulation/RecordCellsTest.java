package org.louver.tabulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCellsTest {
    private static final int TRACKED = 3;
    private static final int[] LEVELS = {1, 2, 1};

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cells_mergedFromAnyParts_areThoseOfAllRecords(long seed) {
        Random random = new Random(seed);
        List<String[]> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int district = random.nextInt(3);
            records.add(new String[] {
                "y" + random.nextInt(4),
                "d" + district,
                "d" + district + "b" + random.nextInt(5),
                "a value longer than eight bytes " + random.nextInt(3),
                "p" + random.nextInt(60)
            });
        }
        Map<String, String> expected = expected(records);

        for (int parts : new int[] {1, 2, 7}) {
            RecordCells all = new RecordCells(LEVELS, true, TRACKED);
            for (int part = 0; part < parts; part++) {
                int mine = part;
                List<String[]> some = records.stream()
                        .filter(record -> Math.floorMod(Arrays.hashCode(record), parts) == mine)
                        .toList();
                all.merge(new RecordCells(LEVELS, true, TRACKED)
                        .addAll(some.stream().map(RecordCellsTest::row).iterator()));
            }
            assertThat(told(all)).as("%s parts", parts).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tuples_numbered_areFoundAgain(long seed) {
        Random random = new Random(seed);
        TupleCodes codes = new TupleCodes(4);
        Map<List<Integer>, Integer> known = new java.util.HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            int[] tuple = random.ints(4, 0, 6).toArray();
            int code = codes.code(tuple);
            List<Integer> boxed = Arrays.stream(tuple).boxed().toList();
            assertThat(known.computeIfAbsent(boxed, unseen -> code)).isEqualTo(code);
            assertThat(codes.tuple(code)).containsExactly(tuple);
        }
        assertThat(codes.size()).isEqualTo(known.size());
    }

    /** Cell → count and smallest people, worked out with collections. */
    private static Map<String, String> expected(List<String[]> records) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, TreeSet<String>> people = new TreeMap<>();
        for (String[] record : records) {
            String cell = String.join("/", Arrays.copyOf(record, 4));
            counts.merge(cell, 1L, Long::sum);
            people.computeIfAbsent(cell, unseen -> new TreeSet<>()).add(record[4]);
        }
        Map<String, String> told = new TreeMap<>();
        counts.forEach((cell, count) -> told.put(
                cell,
                count + " "
                        + people.getOrDefault(cell, new TreeSet<>()).stream()
                                .limit(TRACKED)
                                .toList()));
        return told;
    }

    private static Map<String, String> told(RecordCells cells) {
        Map<String, String> told = new TreeMap<>();
        for (int cell = 1; cell <= cells.size(); cell++) {
            String codes = String.join(
                    "/",
                    cells.code(cell, 0, 0),
                    cells.code(cell, 1, 0),
                    cells.code(cell, 1, 1),
                    cells.code(cell, 2, 0));
            told.put(codes, cells.count(cell) + " " + Arrays.asList(cells.people(cell)));
        }
        return told;
    }

    private static InternalRow row(String[] record) {
        return new GenericInternalRow(
                Arrays.stream(record).map(UTF8String::fromString).toArray());
    }
}
