package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.louver.assessment.StopCells.PLAN;
import static org.louver.assessment.StopCells.assess;
import static org.louver.assessment.StopCells.events;
import static org.louver.assessment.StopCells.settings;
import static org.louver.assessment.StopCells.stops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.louver.assessment.StopCells.Stop;
import org.louver.tabulation.TabulatedUnit;

/** The publication score of tables. */
class TableScoreIT {
    /** Points worked by hand from the guidelines; year 0, one further variable 1, two 2. */
    @Test
    void publicationScore_ofEachTable_countsEveryVariableThatItShowsOrIsRestrictedTo() {
        List<Stop> stops = stops(1, 40);
        assertThat(scores(stops, "smallest-area = 30000"))
                .containsExactly(
                        terms("race: race 2, service geography 0, dependent variables 1"),
                        terms("trait: searched 3, service geography 0, dependent variables 1"),
                        terms("race: race 2, trait: searched 3, service geography 0, dependent variables 2"));
        assertThat(scores(stops, "residence = [place], smallest-area = 30000, hispanic = [race], sex = [searched]"))
                .containsExactly(
                        terms("ethnicity: race 1, residence geography 4, dependent variables 1"),
                        terms("sex: searched 1, service geography 0, dependent variables 1"),
                        terms("ethnicity: race 1, sex: searched 1, service geography 0, dependent variables 2"));
        assertThat(scores(stops, "service = frontier, statewide { searched = 5000000 }"))
                .containsExactly(
                        terms("race: race 2, service geography 7, dependent variables 1"),
                        terms("trait: searched 1, service geography 1, dependent variables 1"),
                        terms("race: race 2, trait: searched 1, service geography 1, dependent variables 2"));
        assertThatThrownBy(() -> settings("statewide { hair = 5 }")).hasMessageContaining("hair is not a variable");
    }

    private static List<Map<String, Integer>> scores(List<Stop> stops, String config) {
        CellSettings settings = settings(config);
        TabulatedUnit unit = assess(events(stops), settings, Optional.empty()).unit();
        List<Map<String, Integer>> scores = new ArrayList<>();
        for (int table = 0; table < 3; table++) {
            Map<String, Integer> terms = new HashMap<>();
            TableScore.of(unit, table, PLAN, settings, Optional.empty())
                    .terms()
                    .forEach(term -> terms.put(term.criterion(), term.points()));
            scores.add(terms);
        }
        return scores;
    }

    /** Terms by criterion; every table here has a smallest cell of few and shows years. */
    private static Map<String, Integer> terms(String further) {
        Map<String, Integer> terms = new HashMap<>(Map.of("smallest cell", 7, "time", 0));
        for (String term : further.split(", ", -1)) {
            int last = term.lastIndexOf(' ');
            terms.put(term.substring(0, last), Integer.valueOf(term.substring(last + 1)));
        }
        return terms;
    }

    @Test
    void publicationScore_severalVariablesOfOneKind_keepATermEach() {
        CellSettings settings = settings("race = [race, searched]");
        TabulatedUnit unit =
                assess(events(stops(1, 40)), settings, Optional.empty()).unit();
        assertThat(TableScore.of(unit, 2, PLAN, settings, Optional.empty()).terms())
                .extracting(term -> term.criterion())
                .contains("race: race", "race: searched")
                .doesNotHaveDuplicates();
    }
}
