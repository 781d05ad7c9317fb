package org.louver.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.audit.PublicTable.Recoded;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

class PooledMembersTest {
    private static final List<String> DIMENSIONS = List.of("year", "race");
    private static final String POOL = "Asian or Native";

    private static CountTable.Cell cell(String race, long lower, long upper) {
        return new CountTable.Cell(List.of("2023", race), new CountBounds(lower, upper));
    }

    private static PublicTable pooled(long lower, long upper) {
        OptionalLong value = lower == upper ? OptionalLong.of(lower) : OptionalLong.empty();
        Recoded recoded = new Recoded(
                "race",
                false,
                new TreeMap<>(Map.of(POOL, List.of("Asian", "Native"), "White", List.of("White"))),
                List.of(POOL),
                true);
        return new PublicTable(
                "t",
                "stops",
                DIMENSIONS,
                List.of(
                        new PublicRow(List.of("2023", POOL), value, lower, upper),
                        new PublicRow(List.of("2023", "White"), OptionalLong.of(50), 50, 50)),
                List.of(recoded),
                Map.of());
    }

    private static long exposed(PublicTable now, CountTable.Cell... before) {
        return PooledMembers.exposed(
                new CountTable("t", "stops", DIMENSIONS, Stream.of(before).toList()), now, 11);
    }

    @Test
    void member_whoseOnlySiblingWasPublishedEarlier_isExposedByThePool() {
        assertThat(exposed(pooled(34, 34), cell("Asian", 30, 30), cell("Native", 1, 20), cell("White", 50, 50)))
                .isEqualTo(1);
    }

    @Test
    void members_thatWereBothPublishedEarlier_areNotExposedAgain() {
        assertThat(exposed(pooled(60, 60), cell("Asian", 30, 30), cell("Native", 30, 30)))
                .isZero();
    }

    @Test
    void members_thatWereBothWithheldEarlierInWideRanges_stayUnexposed() {
        assertThat(exposed(pooled(40, 40), cell("Asian", 1, 39), cell("Native", 1, 39)))
                .isZero();
    }

    @Test
    void members_whosePoolIsSmallerThanTheirRanges_areExposed() {
        assertThat(exposed(pooled(11, 11), cell("Asian", 1, 39), cell("Native", 1, 39)))
                .isEqualTo(2);
    }

    @Test
    void member_thatTheEarlierReleaseDoesNotHave_leavesTheOtherOpen() {
        assertThat(exposed(pooled(40, 40), cell("Native", 1, 39))).isZero();
    }

    @Test
    void member_ofAWithheldPool_isExposedAsFarAsThePoolIsKnown() {
        assertThat(exposed(pooled(32, 38), cell("Asian", 30, 30), cell("Native", 1, 20)))
                .isEqualTo(1);
    }

    @Test
    void pool_thatContradictsTheEarlierRelease_exposesNobody() {
        assertThat(exposed(pooled(20, 20), cell("Asian", 30, 30), cell("Native", 1, 20)))
                .isZero();
    }
}
