package org.louver.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.louver.TestSpark;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.config.Section;
import org.louver.publication.PublicReleases;

/** A small release in the real layout, written by the real publication. */
public final class SampleRelease {
    private SampleRelease() {}

    private static final List<String> RACES =
            List.of("Asian", "Black", "Hispanic", "Native American", "Unknown", "White");
    private static final double[] SHARE = {0.06, 0.3, 0.16, 0.01, 0.04, 0.43};

    static final String QUESTIONS = """
            questions {
              searches {
                text = "Are Black drivers searched more often than White drivers?"
                table = searches
                variable = race
                compare = [Black, White]
                event { search_conducted = [yes] }
              }
              native {
                text = "Are Native American drivers searched more often than White drivers?"
                table = searches
                variable = race
                compare = [Native American, White]
                event { search_conducted = [yes] }
              }
            }
            """;

    /** Stops by year, race and search, with a rising trend, small groups withheld; and stops by place, age and sex. */
    public static Path write(Path output) {
        return PublicReleases.publish(
                output,
                List.of(searches(), places()),
                Section.parse("publication {" + QUESTIONS + "}", "sample").section("publication"));
    }

    static PublicTable searches() {
        Random random = new Random(3);
        List<PublicRow> rows = new ArrayList<>();
        for (int year = 2015; year <= 2024; year++) {
            long all = 0;
            long allSearched = 0;
            for (int race = 0; race < RACES.size(); race++) {
                long stops =
                        Math.round((4_000 + 150.0 * (year - 2015)) * SHARE[race] * (0.9 + 0.2 * random.nextDouble()));
                double rate = (race == 1 ? 0.09 : 0.05) * (year >= 2020 ? 0.7 : 1);
                long searched = Math.round(stops * rate);
                all += stops;
                allSearched += searched;
                // Two races in both columns: neither can be recomputed from the totals.
                boolean withheld = race == 0 || race == 3;
                row(rows, withheld, searched, "" + year, RACES.get(race), "yes");
                row(rows, withheld, stops - searched, "" + year, RACES.get(race), "no");
                row(rows, withheld && year == 2019, stops, "" + year, RACES.get(race), "Total");
            }
            row(rows, allSearched, "" + year, "Total", "yes");
            row(rows, all - allSearched, "" + year, "Total", "no");
            row(rows, all, "" + year, "Total", "Total");
        }
        return new PublicTable("searches", "stops", List.of("year", "race", "search_conducted"), rows);
    }

    private static PublicTable places() {
        Random random = new Random(4);
        List<PublicRow> rows = new ArrayList<>();
        for (int year = 2015; year <= 2024; year++) {
            for (String district :
                    List.of("District 1", "District 2", "A district with quite a long name indeed", "Total")) {
                for (String age : List.of("0-17", "18-29", "30-64", "65+", "Total")) {
                    for (String sex : List.of("female", "male", "Total")) {
                        row(rows, random.nextInt(age.equals("0-17") ? 15 : 200), "" + year, district, age, sex);
                    }
                }
            }
        }
        return new PublicTable("by_place", "stops", List.of("year", "district", "age_group", "sex"), rows);
    }

    private static void row(List<PublicRow> rows, long count, String... codes) {
        row(rows, count > 0 && count < 12, count, codes);
    }

    private static void row(List<PublicRow> rows, boolean withheld, long count, String... codes) {
        rows.add(new PublicRow(
                List.of(codes),
                withheld ? OptionalLong.empty() : OptionalLong.of(count),
                withheld ? Math.max(1, count - 14) : count,
                withheld ? count + 14 : count));
    }

    /** Writes a sample release for work on the page itself: {@code java … SampleRelease DIRECTORY}. */
    public static void main(String[] arguments) throws java.io.IOException {
        Path output = Path.of(arguments[0]);
        Files.createDirectories(output);
        write(output);
        TestSpark.session().stop();
    }
}
