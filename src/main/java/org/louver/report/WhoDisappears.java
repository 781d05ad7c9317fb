package org.louver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.louver.utility.CountTable;

/** On whom protection falls: the share of withheld cells by race, sex, age, place and whatever else the tables tell apart. */
final class WhoDisappears {
    private static final int MOST_DIMENSIONS = 12;

    private static final List<Pattern> PEOPLE = List.of(
            Pattern.compile("race|ethnic"),
            Pattern.compile("sex|gender"),
            Pattern.compile("(^|_)age(_|$)"),
            DataQuality.PLACES);

    private WhoDisappears() {}

    /** One chart and table per dimension, people and places first. */
    static String html(List<CountTable> tables) {
        StringBuilder html = new StringBuilder();
        List<String> untouched = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, SortedMap<String, Withheld>> dimension : peopleFirst(Withheld.byCode(tables))) {
            if (dimension.getValue().values().stream().allMatch(cells -> cells.withheld() == 0)) {
                untouched.add(Charts.plain(dimension.getKey()));
            } else if (number < MOST_DIMENSIONS) {
                html.append(Charts.withheld("withheld-" + number++, dimension.getKey(), dimension.getValue()));
            }
        }
        if (!untouched.isEmpty()) {
            html.append("<p>No count is withheld in any category of ")
                    .append(Html.escape(String.join(", ", untouched)))
                    .append(".</p>");
        }
        return html.isEmpty() ? "<p>The tables have no dimension besides the year.</p>" : html.toString();
    }

    /** Race, sex, age and place before whatever else tells cells apart. */
    private static List<Map.Entry<String, SortedMap<String, Withheld>>> peopleFirst(
            SortedMap<String, SortedMap<String, Withheld>> byDimension) {
        return byDimension.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        (Map.Entry<String, SortedMap<String, Withheld>> dimension) -> rank(dimension.getKey())))
                .toList();
    }

    private static int rank(String dimension) {
        for (int kind = 0; kind < PEOPLE.size(); kind++) {
            if (PEOPLE.get(kind).matcher(dimension).find()) {
                return kind;
            }
        }
        return PEOPLE.size();
    }
}
