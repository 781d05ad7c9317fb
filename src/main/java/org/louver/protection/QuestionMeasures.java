package org.louver.protection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Answer;
import org.louver.utility.Answers;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;
import org.louver.utility.Interval;
import org.louver.utility.Question;
import org.louver.utility.Verdict;

/**
 * What is left of the declared questions about one table: bounds on ratios over all years and by year.
 *
 * @param lost how many of them the table no longer answers
 * @param section the numbers, for the manifest
 */
record QuestionMeasures(long lost, List<Map<String, Object>> section) {
    /** Larger tables are not solved for bounds while ways are compared. */
    private static final int MOST_CELLS = 20_000;

    private static final String YEAR = "year";

    /** Asks the first table of a unit every question about it. */
    static QuestionMeasures of(Shown shown, List<Question> questions) {
        List<Question> asked = questions.stream()
                .filter(question ->
                        question.table().equals(shown.unit().tables().get(0).name()))
                .toList();
        if (asked.isEmpty() || shown.unit().cells().cells() > MOST_CELLS) {
            return new QuestionMeasures(0, List.of());
        }
        CountTable table = table(shown);
        long lost = 0;
        List<Map<String, Object>> section = new ArrayList<>();
        for (Question question : asked) {
            Map<String, Object> measured = new LinkedHashMap<>();
            measured.put("question", question.name());
            if (!Answers.possible(question, table)) {
                lost++;
                measured.put("verdict", Verdict.LOST.words());
            } else {
                Answer answer = Answers.of(question, table);
                Verdict verdict = answer.pooled().verdict();
                lost += verdict == Verdict.LOST || !answer.passes() ? 1 : 0;
                measured.put("verdict", verdict.words());
                measured.put("ratio", ends(answer.pooled().ratio().bounds()));
                measured.put("passes-its-gate", answer.passes());
                measured.put(
                        "ratio-by-year",
                        answer.years().stream()
                                .map(entry -> ends(entry.ratio().bounds()))
                                .toList());
                measured.put(
                        "years-lost",
                        answer.years().stream()
                                .filter(entry -> entry.verdict() == Verdict.LOST)
                                .count());
                measured.put("changes-of-level", answer.changes().size());
            }
            section.add(measured);
        }
        return new QuestionMeasures(lost, section);
    }

    private static List<String> ends(Interval interval) {
        return List.of(Double.toString(interval.lower()), Double.toString(interval.upper()));
    }

    /** The table as its reader gets it, withheld cells between their floor and all records together. */
    private static CountTable table(Shown shown) {
        TabulatedUnit unit = shown.unit();
        TabulatedCells cells = unit.cells();
        LinkedTables linked = cells.tables();
        CellStatus[] status = shown.status();
        List<String> names =
                linked.variables().stream().map(SpanningVariable::name).toList();
        int period = names.indexOf(unit.period());
        List<Integer> others = unit.tables().get(0).axes().keySet().stream()
                .map(names::indexOf)
                .filter(variable -> variable != period)
                .toList();
        List<String> dimensions = new ArrayList<>(List.of(YEAR));
        others.forEach(variable -> dimensions.add(names.get(variable)));
        long most = 0;
        for (int cell = 0; cell < cells.cells(); cell++) {
            most = Math.max(most, cells.value(cell));
        }
        List<CountTable.Cell> rows = new ArrayList<>();
        for (int cell = 0; cell < cells.cells(); cell++) {
            long key = cells.key(cell);
            String when = linked.variables().get(period).code(linked.keys().node(key, period));
            if (linked.shows(0, key) && when.indexOf('-') < 0) {
                List<String> codes = new ArrayList<>(List.of(when));
                others.forEach(variable -> codes.add(
                        linked.variables().get(variable).code(linked.keys().node(key, variable))));
                OptionalLong value =
                        status[cell].withheld() ? OptionalLong.empty() : OptionalLong.of(cells.value(cell));
                rows.add(new CountTable.Cell(
                        codes,
                        value.isPresent()
                                ? CountBounds.exactly(value.getAsLong())
                                : new CountBounds(shown.assessment().cells().floor(cell), most)));
            }
        }
        return new CountTable(unit.tables().get(0).name(), unit.unit(), dimensions, rows);
    }
}
