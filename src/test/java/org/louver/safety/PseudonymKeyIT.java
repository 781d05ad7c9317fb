package org.louver.safety;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.refusal.Refusal;

class PseudonymKeyIT {
    private static final String SECRET = "8c1f2e0d9b7a65544332211000ffeedd8c1f2e0d9b7a65544332211000ffeedd";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void pseudonyms_ofOneIdentifier_differByReleaseDatasetAndKey() {
        PseudonymKey key = key(SECRET);
        Dataset<Row> ids = TestSpark.session()
                .createDataset(List.of("OF-12", "OF-13"), Encoders.STRING())
                .toDF("id");
        Row row = ids.select(
                        key.pseudonym(col("id"), "2024.1", "stops", "officer_id"),
                        key.pseudonym(col("id"), "2024.1", "stops", "officer_id"),
                        key.pseudonym(col("id"), "2024.2", "stops", "officer_id"),
                        key.pseudonym(col("id"), "2024.1", "arrests", "officer_id"),
                        key(SECRET + "0").pseudonym(col("id"), "2024.1", "stops", "officer_id"))
                .first();

        assertThat(row.getString(0)).hasSize(22).isEqualTo(row.getString(1));
        assertThat(List.of(row.getString(0), row.getString(2), row.getString(3), row.getString(4)))
                .doesNotHaveDuplicates()
                .noneMatch(pseudonym -> pseudonym.contains("OF-12"));
    }

    @Test
    void plan_ofAPseudonym_holdsNoKey() {
        Dataset<Row> ids = TestSpark.session()
                .createDataset(List.of("OF-12"), Encoders.STRING())
                .toDF("id");
        String plan = ids.select(key(SECRET).pseudonym(col("id"), "r", "d", "f"))
                .queryExecution()
                .toString();

        assertThat(plan).contains("UDF").doesNotContain(SECRET).doesNotContain(SECRET.substring(0, 8));
        assertThat(key(SECRET).toString()).isEqualTo("PseudonymKey[hidden]");
    }

    @Test
    void key_tooShortOrUnreadable_isRefusedWithoutShowingIt() {
        Path shortKey = SmallTown.write(folder, "key", "abc123");

        assertThatThrownBy(() -> PseudonymKey.find(Map.of(), Optional.of(named(shortKey))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("town.conf:9: safety.pseudonym-key-file: ")
                .hasMessageContaining("fewer than 32 bytes")
                .hasMessageNotContaining("abc123");
        assertThatThrownBy(() -> PseudonymKey.find(Map.of(), Optional.of(named(folder.resolve("none")))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("town.conf:9: safety.pseudonym-key-file: ");
        assertThat(PseudonymKey.find(Map.of(), Optional.empty())).isEmpty();
    }

    /** The policy asks for pseudonyms of officers, and nobody gave a key. */
    @Test
    void policy_withPseudonymsButNoKey_isRefusedWithPlaceAndRemedy() {
        Path policy = SmallTown.write(
                folder,
                "keyed.conf",
                "include file(\"" + Path.of("conf/policies/victim-safety.conf").toAbsolutePath()
                        + "\")\npolicy.fields.incident_id = pseudonym\n");
        ReleaseConfig release = SmallTown.release("policy = \"" + policy
                + "\", agency { latitude = 38.98, longitude = -77.0, time-zone = America/New_York }");
        Safety safety = new Safety(TestSpark.session(), release, SmallTown.settings(release), Map.of());

        assertThatThrownBy(() -> safety.apply(SmallTown.records()))
                .isInstanceOf(Refusal.class)
                .satisfies(refused -> assertThat(((Refusal) refused).remedy()).contains(PseudonymKey.VARIABLE))
                .hasMessageMatching("small-town\\.conf: \\d+: safety .*there is no key for them");
    }

    private static PseudonymKey key(String secret) {
        return PseudonymKey.find(Map.of(PseudonymKey.VARIABLE, secret), Optional.empty())
                .orElseThrow();
    }

    private static NamedFile named(Path file) {
        return new NamedFile(file.toString(), "town.conf:9: safety.pseudonym-key-file");
    }
}
