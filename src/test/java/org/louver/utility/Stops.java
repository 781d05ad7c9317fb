package org.louver.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Generated stops by year, race, place and search, as the records have them and as a release could show them. */
final class Stops {
    static final List<String> YEARS = List.of("2021", "2022", "2023");
    static final List<String> RACES = List.of("Asian", "Black", "White");
    static final List<String> PLACES = List.of("East", "West");
    static final List<String> SEARCHED = List.of("no", "yes");
    private static final List<List<String>> AXES = List.of(YEARS, RACES, PLACES, SEARCHED);
    private static final List<String> DIMENSIONS = List.of("year", "race", "place", "searched");

    private final Map<List<String>, Long> counts = new TreeMap<>(java.util.Comparator.comparing(Object::toString));

    /** Every inner cell has up to {@code size} stops; the search rate of Black drivers is {@code ratio} times that of the others. */
    Stops(Random random, int size, double rate, double ratio) {
        for (String year : YEARS) {
            for (String race : RACES) {
                for (String place : PLACES) {
                    int stops = random.nextInt(size + 1);
                    double chance = race.equals("Black") ? rate * ratio : rate;
                    long searches =
                            random.doubles(stops).filter(draw -> draw < chance).count();
                    add(List.of(year, race, place, "yes"), searches);
                    add(List.of(year, race, place, "no"), stops - searches);
                }
            }
        }
    }

    private void add(List<String> codes, long count) {
        for (int margins = 0; margins < 16; margins++) {
            List<String> key = new ArrayList<>(codes);
            for (int axis = 0; axis < 4; axis++) {
                if ((margins & 1 << axis) != 0) {
                    key.set(axis, CountTable.TOTAL);
                }
            }
            counts.merge(key, count, Long::sum);
        }
    }

    CountTable records() {
        return table(key -> CountBounds.exactly(counts.getOrDefault(key, 0L)));
    }

    /** Withholds counts from 1 to threshold − 1 and as many others, with bounds that hold but are not the best. */
    CountTable released(Random random, long threshold, double others) {
        return table(key -> {
            long count = counts.getOrDefault(key, 0L);
            boolean margin = key.stream().filter(CountTable.TOTAL::equals).count() >= 2;
            if (count == 0 || margin || (count >= threshold && random.nextDouble() >= others)) {
                return CountBounds.exactly(count);
            }
            return new CountBounds(
                    Math.max(1, count - random.nextInt(2 * (int) threshold)),
                    count + random.nextInt(2 * (int) threshold));
        });
    }

    private CountTable table(java.util.function.Function<List<String>, CountBounds> bounds) {
        List<CountTable.Cell> cells = new ArrayList<>();
        counts.keySet().forEach(key -> cells.add(new CountTable.Cell(key, bounds.apply(key))));
        return new CountTable("searches", "stops", DIMENSIONS, cells);
    }

    static Question question(Measure measure, List<String> standardiseBy) {
        return new Question(
                "q",
                "?",
                "searches",
                measure,
                "race",
                "Black",
                "White",
                new TreeMap<>(Map.of("searched", List.of("yes"))),
                new TreeMap<>(),
                standardiseBy,
                measure == Measure.POPULATION_RATIO
                        ? Map.of("Black", new Residents(1_000, 120), "White", Residents.counted(5_000))
                        : Map.of(),
                Question.Gate.NONE);
    }

    static List<List<String>> axes() {
        return AXES;
    }
}
