package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.utility.Answer;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** What a question may not say, and where the refusal points. */
class QuestionConfigTest {
    private static final String COMPARED = "text = x, table = stops, variable = race, compare = [black, white]\n";

    /** Nobody was cited in 2022, so that year has no such cell. */
    private static final CountTable STOPS = stops();

    private static CountTable stops() {
        List<CountTable.Cell> cells = new ArrayList<>();
        for (String race : List.of("black", "white")) {
            cells.add(cell("2022", race, "arrest", 10));
            cells.add(cell("2022", race, "warning", 30));
            cells.add(cell("2022", race, "Total", 40));
            cells.add(cell("2023", race, "arrest", 10));
            cells.add(cell("2023", race, "citation", 20));
            cells.add(cell("2023", race, "warning", 30));
            cells.add(cell("2023", race, "Total", 60));
        }
        return new CountTable("stops", "stops", List.of("year", "race", "outcome"), cells);
    }

    private static CountTable.Cell cell(String year, String race, String outcome, long count) {
        return new CountTable.Cell(List.of(year, race, outcome), CountBounds.exactly(count));
    }

    private static List<Answer> answers(String question) {
        Section section = Section.parse("q {\n" + question + "\n}", "test.conf");
        return Trends.answer(QuestionConfig.read(section), List.of(STOPS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            event { outcome = [arrest, arest] }                                    | q.event.outcome          | question q needs code arest of outcome, which table stops lacks
            event { outcome = [arrest] }, among { outcome = [arrest, warnin] }     | q.among.outcome          | question q needs code warnin of outcome, which table stops lacks
            event { search = [yes] }                                               | q.event.search           | question q needs dimension search, which table stops lacks
            event { outcome = [arrest] }, compare = [blak, white]                  | q.compare                | question q needs code blak of race, which table stops lacks
            event { outcome = [arrest] }, table = searches                         | q.table                  | question q asks table searches
            event { outcome = [arrest] }, among { outcome = [citation, warning] }  | q.event.outcome          | counts arrest, which is not among the opportunities
            event { outcome = [] }                                                 | q.event.outcome          | names no code
            event { race = [black] }                                               | q.event.race             | is what the question compares
            event { outcome = [arrest] }, among { year = ["2022"] }                | q.among.year             | is what the question compares or goes through already
            event { outcome = [arrest] }, compare = [black, black]                 | q.compare                | names one code twice
            event { outcome = [arrest] }, standardise-by = [race]                  | q.standardise-by         | names race
            event { outcome = [arrest] }, standardise-by = [outcome]               | q.standardise-by         | names outcome
            event { outcome = [arrest] }, gate { narrower-than = 20 }              | q.gate.narrower-than     | 0.2 means 20 %
            event { outcome = [arrest] }, gate { narrower-than = -1 }              | q.gate.narrower-than     | 0.2 means 20 %
            event { outcome = [arrest] }, gate { narrower-than = NaN }             | q.gate.narrower-than     | 0.2 means 20 %
            event { outcome = [arrest] }, gate { share-of-years = 0 }              | q.gate.share-of-years    | 0.8 means 80 %
            """)
    void question_thatMeansNothing_isRefusedWithItsPlace(String question, String key, String problem) {
        assertThatThrownBy(() -> answers(COMPARED + question)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(refusal.line()).contains("test.conf", key, problem);
        });
    }

    /** The control: codes that a year lacks are no mistake. */
    @Test
    void code_thatNothingWasCountedForInOneYear_isAnswered() {
        List<Answer> answers = answers(
                COMPARED
                        + "event { outcome = [citation] }, among { outcome = [arrest, citation, warning] }, gate { narrower-than = 0.2 }");

        assertThat(answers.get(0).years()).hasSize(2);
        assertThat(answers.get(0).years().get(0).group().bounds().upper()).isZero();
    }
}
