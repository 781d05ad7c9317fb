package org.louver.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.SharedFolder;
import org.louver.TestSpark;
import org.louver.review.VictimAttack;

/** The released configurations, the whole way, on real records. */
class RealReleasesIT {
    @ParameterizedTest(name = "{0}")
    @CsvSource({"takoma-park, 46000, 700", "vermont-nibrs, 90000, 200"})
    void configuration_onItsRealRecords_publishesCountsThatAreSafe(
            String name, long rowsAtLeast, long publishedAtLeast, @TempDir Path folder) {
        ReleasePlan plan = ReleasePlan.load(
                Path.of("conf/" + name + ".conf"),
                Map.of("data", "\"" + SharedFolder.require("data") + "\"", "output", "\"" + folder + "\""));

        List<VictimAttack> attacks = new ArrayList<>();

        ReleaseOutcome outcome = new ReleaseJob(
                        TestSpark.session(), plan, (stage, words, seconds) -> {}, Clock.systemUTC())
                .run(false, (events, assessed, audited, internal) -> {
                    attacks.add(VictimAttack.on(events, plan.tabulation(), audited.tables(), 11));
                    attacks.add(VictimAttack.on(events, plan.tabulation(), audited.tables(), 1_000));
                    return Optional.empty();
                });

        // What an abuser knows leads to no cell below the policy's floor; whoever asks for a higher one finds some.
        assertThat(attacks.get(0).profiles()).isPositive();
        assertThat(attacks.get(0).narrowing()).isZero();
        assertThat(attacks.get(1).narrowing()).isPositive();
        assertThat(outcome.rowsRead()).isGreaterThan(rowsAtLeast);
        PublicTree tree = new PublicTree(folder.resolve("public"));
        tree.requireNoneOf(keysOfStops());
        assertThat(tree.requireNoCountBelow(TestSpark.session(), 11)).isGreaterThan(publishedAtLeast);
        assertThat(tree.requireTotalsAreSums(Map.of())).isPositive();
        if (name.equals("takoma-park")) {
            TakomaParkRelease release = new TakomaParkRelease(folder);
            release.requireRatesPerResidentWithTheSurveysError();
            release.requireBoundsHoldTheRecords();
            release.requireNotebooksRun();
        }
    }

    /** The city's own identifiers of its stops. */
    private static Set<String> keysOfStops() {
        Path stops = SharedFolder.require("data").resolve("takoma_park/stops_violations_2015_2020.csv.gz");
        return Set.copyOf(TestSpark.session()
                .read()
                .option("header", "true")
                .csv(stops.toString())
                .select(col("`stop.id`"))
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    }
}
