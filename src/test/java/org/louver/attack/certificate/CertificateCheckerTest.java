package org.louver.attack.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.louver.table.AdditiveSystem;
import org.louver.table.ProtectionLevels;

/**
 * Two places; in the first, trade 0 is one holding's alone and its sector holds trade 1 besides. The sector needs protection, and the
 * only other table moves value from the sector of one place to that of the other, through the holding's own cell.
 */
class CertificateCheckerTest {
    private static final int OWN = 0;
    private static final int BESIDE = 1;
    private static final int SECTOR = 2;
    private static final int OTHER_SECTOR = 3;
    private static final int BOTH = 4;
    private static final int BESIDE_PARTS = 5;

    private static Certification check(long beside, boolean withheld, int owner, long totalOfBeside) {
        AdditiveSystem system = AdditiveSystem.over(7)
                .relation(SECTOR, OWN, BESIDE)
                .relation(BOTH, SECTOR, OTHER_SECTOR)
                .relation(BESIDE_PARTS, BESIDE, 6)
                .build();
        long[] value = {103, beside, 103 + beside, 80, 183 + beside, totalOfBeside, totalOfBeside - beside};
        boolean[] hidden = {true, withheld, true, true, false, false, withheld};
        long[] ceiling = new long[7];
        Arrays.fill(ceiling, Long.MAX_VALUE);
        ProtectionLevels[] levels = new ProtectionLevels[7];
        Arrays.fill(levels, ProtectionLevels.NONE);
        levels[SECTOR] = ProtectionLevels.width(10);
        int[] alone = {owner, -1, -1, -1, -1, -1, -1};
        int[][] proofs = new int[7][0];
        proofs[SECTOR] = new int[] {0};
        Witness witness = new Witness(new int[] {OWN, SECTOR, OTHER_SECTOR}, new long[] {20, 20, -20}, 1);
        return CertificateChecker.check(
                new Protected(system, value, hidden, new long[7], ceiling, levels, alone, true),
                new Certificates(List.of(witness), proofs));
    }

    @Test
    void cellBesideWhichOnlyPublishedZerosStand_isItsContributorsOwn() {
        assertThat(check(0, false, 587, 40).complete()).isTrue();
    }

    @Test
    void zeroThatFollowsFromAPublishedTotal_isAsGoodAsPublished() {
        assertThat(check(0, true, 587, 0).complete()).isTrue();
    }

    @Test
    void zeroThatReadersDoNotKnow_wouldBeLearntFromTheSum() {
        assertThat(check(0, true, 587, 40).missing())
                .containsExactly("cell 2 is not proved to be hidden from a contributor who is alone in another cell");
    }

    @Test
    void cellThatHoldsMoreThanOnesOwn_hasToBeHiddenFromHim() {
        assertThat(check(5, false, 587, 40).missing())
                .containsExactly("cell 2 is not proved to be hidden from a contributor who is alone in another cell");
        assertThat(check(5, false, -1, 40).complete()).isTrue();
    }
}
