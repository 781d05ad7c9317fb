package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.louver.linkage.LinkReport;
import org.louver.linkage.LinkReport.Line;
import org.louver.linkage.LinkStatus;
import org.louver.publication.Coverage;

class SummariesTest {
    /** By race for the house, by agency for the public: the one must not be told as the other. */
    @Test
    void coverage_ofALink_addsUpRacesAndTellsAgenciesApart() {
        LinkReport report = new LinkReport(
                "stop",
                "arrests",
                "stops",
                List.of(
                        new Line(2020, "black", LinkStatus.LINKED, 200),
                        new Line(2020, "white", LinkStatus.LINKED, 300),
                        new Line(2020, "white", LinkStatus.DANGLING, 100),
                        new Line(2020, "white", LinkStatus.NOT_APPLICABLE, 5_000)),
                List.of(
                        new Line(2020, "Elm PD", LinkStatus.LINKED, 500),
                        new Line(2020, "Oak PD", LinkStatus.NO_KEY, 40),
                        new Line(2020, "Oak PD", LinkStatus.AMBIGUOUS, 60),
                        new Line(2020, "Oak PD", LinkStatus.NOT_APPLICABLE, 5_000)));

        assertThat(Summaries.coverage(report))
                .containsExactlyInAnyOrder(
                        new Coverage("stop", "arrests", "stops", 2020, 600, 500),
                        new Coverage("stop", "arrests", "stops", "Elm PD", true, 2020, 500, 500),
                        new Coverage("stop", "arrests", "stops", "Oak PD", true, 2020, 100, 0));
    }
}
