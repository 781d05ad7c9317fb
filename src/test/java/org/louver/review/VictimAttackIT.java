package org.louver.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.safety.PolicyTown;
import org.louver.tabulation.TabulationPlan;

class VictimAttackIT {
    private static final TabulationPlan PLAN = TabulationPlan.read(
            Section.parse(
                    "variables { year { periods = [year], from = incident_date }, beat { } }\n"
                            + "tables = [ { name = t, unit = incidents, by = [year, beat] } ]",
                    "plan.conf"),
            Map.of("incidents", Set.of("incident_date", "beat")));

    @Test
    void publishedCells_belowTheFloorAndReachable_areCounted() {
        VictimAttack attack = VictimAttack.on(
                PolicyTown.events(),
                PLAN,
                List.of(table(
                        published(3, "2024", "B1"),
                        published(3, "2024", "B9"),
                        published(11, "2024", "Total"),
                        published(11, "Total", "Total"))),
                11);

        // Somebody else's beat does not lead to her, however small its count.
        assertThat(attack.narrowing()).isEqualTo(1);
        assertThat(attack.cells()).isEqualTo(3);
        assertThat(attack.profiles()).isEqualTo(1);
        assertThat(attack.tables()).containsEntry("t", 1L);
    }

    @Test
    void attackThatFindsHer_stopsARelease_withoutNamingTheCell() {
        assertThatThrownBy(() -> new VictimAttack(1, 3, 1, Map.of("t", 1L, "u", 0L)).requireNothingFound())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY))
                .hasMessageContaining("cells of t narrow");
        new VictimAttack(1, 3, 0, Map.of("t", 0L)).requireNothingFound();
    }

    @ParameterizedTest
    @CsvSource({"0, 10, true", "0, 11, false", "1, 10, true", "0, 0, false", "11, 12, false"})
    void withheldCells_whoseRangeEndsBelowTheFloor_narrow(long lower, long upper, boolean narrows) {
        PublicRow row = new PublicRow(List.of("2024", "B1"), OptionalLong.empty(), lower, upper);

        assertThat(VictimAttack.narrows(row, 11)).isEqualTo(narrows);
    }

    private static PublicRow published(long value, String... codes) {
        return new PublicRow(List.of(codes), OptionalLong.of(value), value, value);
    }

    private static PublicTable table(PublicRow... rows) {
        return new PublicTable("t", "incidents", List.of("year", "beat"), List.of(rows));
    }
}
