package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beats too small to be shown, merged with their neighbours in a release: what a reader finds in its public files. */
class SmallAreasIT {
    private static final String BEATS = "abcdefghijklmnop";
    private static final int FLOOR = 3_000;

    /** One beat borders the next; h lies in Alder and i in Birch, four beats are a district. */
    private static final Map<String, Long> RESIDENTS = new TreeMap<>();

    private static final Map<String, Integer> STOPS = new TreeMap<>();

    static {
        for (int beat = 0; beat < BEATS.length(); beat++) {
            RESIDENTS.put(BEATS.substring(beat, beat + 1), 700L + 311L * (beat * 5 % 16));
            STOPS.put(BEATS.substring(beat, beat + 1), 4 + beat * 7 % 40);
        }
    }

    @TempDir
    private Path folder = Path.of("");

    @Test
    void beats_belowTheFloor_areMergedWithNeighboursInsideTheirCounty() throws IOException {
        CommandRun run = release("within = county, neighbours = \"%1$s/borders.csv\", floor { least = %2$d,"
                + " population = \"%1$s/residents.csv\" }");

        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, Set<String>> categories = categories();
        assertThat(categories.values().stream().mapToInt(Set::size).sum()).isEqualTo(BEATS.length());
        assertThat(categories).hasSizeBetween(3, BEATS.length() - 1);
        for (Map.Entry<String, Set<String>> category : categories.entrySet()) {
            Set<String> beats = category.getValue();
            assertThat(beats.stream().mapToLong(RESIDENTS::get).sum())
                    .as(category.getKey())
                    .isGreaterThanOrEqualTo(FLOOR);
            assertThat(connected(beats)).as(category.getKey()).isTrue();
            assertThat(beats.stream().map(SmallAreasIT::county).distinct())
                    .as(category.getKey())
                    .hasSize(1);
        }
        assertThat(categories.values())
                .as("a district border is no boundary")
                .anyMatch(beats ->
                        beats.stream().map(SmallAreasIT::district).distinct().count() > 1);
        assertThat(Files.readString(folder.resolve("out/public/r1/dictionary.csv")))
                .contains(categories.keySet());
        assertThat(published(categories)).isEqualTo(sums(categories));
    }

    /** The control: with nothing said about neighbours and boundaries, the same beats are merged otherwise. */
    @Test
    void beats_withoutBoundary_mayBeMergedAcrossIt() throws IOException {
        CommandRun run = release("floor { least = %2$d, population = \"%1$s/residents.csv\" }");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(categories().values()).anyMatch(beats -> !connected(beats));
    }

    @Test
    void floor_thatACountyCannotReach_isRefusedWithTheLine() throws IOException {
        CommandRun run = release("drop = false, within = county, neighbours = \"%1$s/borders.csv\","
                + " floor { least = 900000, population = \"%1$s/residents.csv\" }");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("release.conf:").contains("floor");
        assertThat(folder.resolve("out/public")).doesNotExist();
    }

    private static String county(String beat) {
        return BEATS.indexOf(beat) < 8 ? "Alder" : "Birch";
    }

    private static String district(String beat) {
        return "D" + BEATS.indexOf(beat) / 4;
    }

    private static boolean connected(Set<String> beats) {
        Set<String> reached = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>(List.of(beats.iterator().next()));
        while (!open.isEmpty()) {
            String beat = open.remove();
            if (reached.add(beat)) {
                beats.stream()
                        .filter(other -> Math.abs(BEATS.indexOf(other) - BEATS.indexOf(beat)) == 1)
                        .forEach(open::add);
            }
        }
        return reached.equals(beats);
    }

    private Map<String, Set<String>> categories() throws IOException {
        Map<String, Set<String>> categories = new TreeMap<>();
        for (CSVRecord row : rows("categories.csv")) {
            if (row.get("variable").equals("place")) {
                categories
                        .computeIfAbsent(row.get("category"), unseen -> new HashSet<>())
                        .add(row.get("code"));
            }
        }
        return categories;
    }

    private Map<String, Long> published(Map<String, Set<String>> categories) throws IOException {
        Map<String, Long> published = new TreeMap<>();
        for (CSVRecord row : rows("data/stops_by_place/csv/demonstration-stops_by_place.readable.csv")) {
            if (row.get("year").equals("2020") && categories.containsKey(row.get("place"))) {
                published.put(row.get("place"), Long.parseLong(row.get("value")));
            }
        }
        return published;
    }

    private static Map<String, Long> sums(Map<String, Set<String>> categories) {
        Map<String, Long> sums = new TreeMap<>();
        categories.forEach((name, beats) ->
                sums.put(name, beats.stream().mapToLong(STOPS::get).sum()));
        return sums;
    }

    private List<CSVRecord> rows(String file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = Files.newBufferedReader(folder.resolve("out/public/r1/" + file));
                var parser = format.parse(text)) {
            return parser.getRecords();
        }
    }

    private CommandRun release(String rules) throws IOException {
        StringBuilder stops = new StringBuilder("stop_id,date,county,district,beat\n");
        STOPS.forEach((beat, count) -> {
            for (int stop = 0; stop < count; stop++) {
                stops.append(String.join(",", beat + stop, "2020-03-01", county(beat), district(beat), beat))
                        .append('\n');
            }
        });
        Files.writeString(folder.resolve("stops.csv"), stops);
        StringBuilder borders = new StringBuilder("beat,neighbour\n");
        for (int beat = 1; beat < BEATS.length(); beat++) {
            borders.append(BEATS.charAt(beat - 1))
                    .append(',')
                    .append(BEATS.charAt(beat))
                    .append('\n');
        }
        Files.writeString(folder.resolve("borders.csv"), borders);
        StringBuilder residents = new StringBuilder("beat,residents\n");
        RESIDENTS.forEach((beat, people) ->
                residents.append(beat).append(',').append(people).append('\n'));
        Files.writeString(folder.resolve("residents.csv"), residents);
        return StopsRelease.run(
                folder,
                "r1",
                "stops.csv",
                "2020",
                "county { type = text }, district { type = text }, beat { type = text }",
                """
                variables { year { periods = [year], from = date }, place { hierarchies = [ [county, district, beat] ] } }
                tables = [ { name = stops_by_place, unit = stops, by = [year, place], method = aggregate,
                  aggregation { variables { place { %s } } } } ]
                """.formatted(rules.formatted(folder, FLOOR)));
    }
}
