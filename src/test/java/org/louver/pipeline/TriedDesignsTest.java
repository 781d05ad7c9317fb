package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.report.QuestionConfig;
import org.louver.report.Trends;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Answer;
import org.louver.utility.Answers;
import org.louver.utility.CountTable;
import org.louver.utility.Question;

/** Rare outcomes cost a table the outcome that is asked for; put together with the common one they do not. */
class TriedDesignsTest {
    private static final String BY_OUTCOME = "{ name = outcomes, unit = stops, by = [year, race, outcome] }";
    private static final long THRESHOLD = 11;
    private static final Question ASKED =
            QuestionConfig.read(Section.parse("""
                q { text = "?", table = outcomes, variable = race, compare = [black, white]
                    event { outcome = [arrest] }, gate { narrower-than = 0.02 } }
                """, "test.conf")).get(0);

    private static TriedDesigns tried(TabulatedUnit unit) {
        return new TriedDesigns(List.of(unit), Stops.protection(THRESHOLD), Stops.audit());
    }

    @Test
    void gate_thatFailsInFullDetail_isRefusedWithTheDesignThatWasProtectedAnew() {
        TabulatedUnit unit = Stops.generated(new Random(5), 60, 2, BY_OUTCOME);
        List<CountTable> published = Stops.published(unit, THRESHOLD);
        Answer answer = Answers.of(ASKED, published.get(0));
        assertThat(answer.passes()).isFalse();

        assertThatThrownBy(() -> Trends.enforce(List.of(answer), published, tried(unit)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY);
                    assertThat(refusal.line())
                            .contains(
                                    "question q does not survive", "publish table outcomes with outcome put together");
                });
    }

    @Test
    void gate_thatNoDesignMeets_namesNone() {
        // So few arrests are unsafe whatever is put together.
        TabulatedUnit unit = Stops.generated(new Random(5), 3, 2, BY_OUTCOME);

        assertThat(tried(unit).keeping(ASKED)).isEmpty();
    }
}
