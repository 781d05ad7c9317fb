package org.louver.assessment;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.risk.ExpectedReidentifications;
import org.louver.risk.MatchedClassSizes;
import org.louver.risk.Presence;
import org.louver.risk.ReidentificationRisk;

/** What a table of people says of the records: k-map, the risk to a journalist and a marketer, and δ-presence. */
final class PopulationMeasures {
    private PopulationMeasures() {}

    /** Adds the group Population, and a warning for each way in which the table and the records do not fit. */
    static void add(
            RiskReport report, SparkSession spark, Dataset<Row> people, PopulationTable table, RiskSettings settings) {
        PopulationMatch.Match match = PopulationMatch.match(spark, people, table, settings.missing());
        table.doubts().forEach(report::warning);
        String place = table.settings().section().place("columns") + ": the population table lacks ";
        match.unmatched().forEach((key, values) -> {
            report.warning(
                    place + values.size() + " of the values of " + key
                            + ", which count as nobody (risk 1) — map them, or give the table rows for them; the report names them");
            report.add("Population", "unmatched " + key, values, "not in the table: population 0, risk 1");
        });
        if (match.absent() > 0) {
            report.warning(place + match.absent() + " combinations of values that it has one by one, which count as"
                    + " nobody (risk 1) — give it rows for them");
            report.add("Population", "absent combinations", match.absent(), "each value is in the table, not together");
        }
        measures(report, match.sizes(), settings);
    }

    private static void measures(RiskReport report, MatchedClassSizes matched, RiskSettings settings) {
        ReidentificationRisk journalist = ReidentificationRisk.journalist(matched, settings.riskThreshold());
        ExpectedReidentifications expected = ExpectedReidentifications.journalist(matched);
        report.add(
                        "Population",
                        "k-map",
                        matched.kMap(),
                        "fewest people a record can be matched to, by the lower end of the margin of error")
                .add(
                        "Population",
                        "records in small classes",
                        matched.recordsBelow(settings.threshold()),
                        "fewer people than " + settings.threshold())
                .add(
                        "Population",
                        "journalist, highest risk",
                        journalist.highest(),
                        "somebody who knows the population")
                .add("Population", "journalist, average risk", journalist.average(), "")
                .add(
                        "Population",
                        "marketer risk",
                        ReidentificationRisk.marketer(matched),
                        "expected share of correct matches")
                .add(
                        "Population",
                        "expected re-identifications",
                        List.of(expected.expected(), expected.lower(), expected.upper()),
                        "with its 95 % interval");
        matched.groups().stream()
                .map(group -> Presence.of(group.sample(), group.population()))
                .reduce(Presence::and)
                .ifPresent(presence -> report.add(
                        "Population",
                        "δ-presence",
                        List.of(presence.least(), presence.most()),
                        "share of a class's people that are among the records, least and most; 1 where there are more"
                                + " records than people"));
    }
}
