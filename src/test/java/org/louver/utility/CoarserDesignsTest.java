package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ways to ask a lost question of the same published table. Two counties, of which North has two agencies. */
class CoarserDesignsTest {
    private static final List<String> DIMENSIONS = List.of("year", "race", "place", "searched");
    private static final Map<String, Map<String, List<String>>> PARENTS = Map.of(
            "place",
            Map.of(
                    "n1",
                    List.of("North"),
                    "n2",
                    List.of("North"),
                    "North",
                    List.of("Total"),
                    "South",
                    List.of("Total")));
    private static final List<String> RACES = List.of("asian", "black", "white");

    private static Question asked(List<String> places, List<String> standard) {
        return new Question(
                "q",
                "?",
                "t",
                Measure.RATE_RATIO,
                "race",
                "black",
                "white",
                new TreeMap<>(Map.of("searched", List.of("yes"))),
                new TreeMap<>(places.isEmpty() ? Map.of() : Map.of("place", places)),
                standard,
                Map.of(),
                new Question.Gate(true, OptionalDouble.of(0.1), 1));
    }

    /** Which counts a release withholds. */
    @FunctionalInterface
    private interface Withheld {
        boolean of(String race, String place, String searched);
    }

    private static CountTable table(Withheld withheld) {
        List<CountTable.Cell> cells = new ArrayList<>();
        for (String year : List.of("2021", "2022", "Total")) {
            for (String race : List.of("asian", "black", "white", "Total")) {
                for (String place : List.of("n1", "n2", "North", "South", "Total")) {
                    for (String searched : List.of("yes", "Total")) {
                        long count = count(race, place, searched) * (year.equals("Total") ? 2 : 1);
                        cells.add(new CountTable.Cell(
                                List.of(year, race, place, searched),
                                withheld.of(race, place, searched)
                                        ? new CountBounds(0, 3 * count)
                                        : CountBounds.exactly(count)));
                    }
                }
            }
        }
        return new CountTable("t", "stops", DIMENSIONS, cells, PARENTS);
    }

    /** Black people are searched at 20 %, others at 10 %; n1 has 100 stops of each race, n2 200, South 300. */
    private static long count(String race, String place, String searched) {
        if (race.equals("Total")) {
            return RACES.stream()
                    .mapToLong(each -> count(each, place, searched))
                    .sum();
        }
        return switch (place) {
            case "North" -> count(race, "n1", searched) + count(race, "n2", searched);
            case "Total" -> count(race, "North", searched) + count(race, "South", searched);
            default -> {
                long stops = place.equals("n1") ? 100 : place.equals("n2") ? 200 : 300;
                yield searched.equals("Total") ? stops : stops / (race.equals("black") ? 5 : 10);
            }
        };
    }

    @Test
    void agency_thatIsWithheld_isAskedAsItsCounty() {
        CountTable table = table((race, place, searched) -> place.startsWith("n") && searched.equals("yes"));

        assertThat(Answers.of(asked(List.of("n1"), List.of()), table).passes()).isFalse();
        assertThat(CoarserDesigns.suggestion(asked(List.of("n1"), List.of()), List.of(table)))
                .hasValue("table t keeps it, year by year, with place as \"North\"");
    }

    @Test
    void strataThatAreWithheld_areAskedOnTheLevelAbove() {
        CountTable table = table(
                (race, place, searched) -> (place.startsWith("n") || place.equals("Total")) && searched.equals("yes"));

        assertThat(CoarserDesigns.suggestion(asked(List.of(), List.of("place")), List.of(table)))
                .hasValue("table t keeps it, year by year, with place as \"North\", \"South\"");
    }

    @Test
    void referenceThatIsWithheld_isAskedAsEverybodyElse() {
        CountTable table =
                table((race, place, searched) -> List.of("asian", "white").contains(race) && searched.equals("yes"));
        Question asked = asked(List.of(), List.of());

        assertThat(Answers.of(asked, table).passes()).isFalse();
        assertThat(CoarserDesigns.suggestion(asked, List.of(table)))
                .hasValue("table t keeps it, year by year, comparing black with everybody else");
        // The records say the same: 20 % of Black people's stops, 10 % of everybody else's.
        CountTable others = table.oneAgainstOthers("race", "black", "others");
        assertThat(Answers.of(asked.against("others"), others).pooled().ratio().bounds())
                .isEqualTo(Interval.exactly(2));
    }

    /** The control: who is withheld is in every way of asking. */
    @Test
    void groupThatIsWithheldEverywhere_isKeptByNothing() {
        CountTable table =
                table((race, place, searched) -> List.of("black", "Total").contains(race) && searched.equals("yes"));

        assertThat(CoarserDesigns.suggestion(asked(List.of("n1"), List.of()), List.of(table)))
                .isEmpty();
    }

    @Test
    void counts_ofEverybodyElse_lieWithinTheirBounds() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Stops stops = new Stops(random, 60, 0.2, 2);
            CountTable records = stops.records();
            CountTable others = stops.released(random, 10, 0.2).oneAgainstOthers("race", "Black", "others");
            for (int cell = 0; cell < others.cells(); cell++) {
                List<String> codes = others.codesOf(cell);
                if (codes.get(1).equals("others")) {
                    Map<String, List<String>> selection = new TreeMap<>();
                    for (int column = 0; column < codes.size(); column++) {
                        selection.put(records.dimensions().get(column), List.of(codes.get(column)));
                    }
                    selection.put("race", List.of("Asian", "White"));
                    long count = records.sum(records.select(selection)).lower();
                    assertThat(count)
                            .isBetween(
                                    others.bounds(cell).lower(),
                                    others.bounds(cell).upper());
                }
            }
        }
    }

    /** Agencies and the county that holds them are one opportunity, not two. */
    @Test
    void strataOfTwoLevels_areWeighedOnce() {
        CountTable skewed = new CountTable(
                "t",
                "stops",
                DIMENSIONS,
                List.of(
                                cell("black", "n1", 100, 10),
                                cell("black", "North", 100, 10),
                                cell("black", "South", 100, 40),
                                cell("white", "n1", 100, 10),
                                cell("white", "North", 100, 10),
                                cell("white", "South", 100, 20),
                                cell("Total", "n1", 200, 20),
                                cell("Total", "North", 200, 20),
                                cell("Total", "South", 200, 60))
                        .stream()
                        .flatMap(List::stream)
                        .toList(),
                PARENTS);

        assertThat(Answers.of(asked(List.of(), List.of("place")), skewed)
                        .pooled()
                        .group()
                        .bounds())
                .isEqualTo(Interval.exactly(0.25));
    }

    private static List<CountTable.Cell> cell(String race, String place, long stops, long searches) {
        return List.of(
                new CountTable.Cell(List.of("2021", race, place, "Total"), CountBounds.exactly(stops)),
                new CountTable.Cell(List.of("2021", race, place, "yes"), CountBounds.exactly(searches)));
    }
}
