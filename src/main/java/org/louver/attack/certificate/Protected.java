package org.louver.attack.certificate;

import org.louver.table.AdditiveSystem;
import org.louver.table.ProtectionLevels;

/**
 * What certificates speak of: the true table, what of it is withheld, and how well. Confidential. One entry per cell.
 *
 * @param floor what any reader knows of a withheld cell at least
 * @param ceiling what any reader knows of it at most; {@link Long#MAX_VALUE} where nothing
 * @param soleContributor the contributor who is alone in the cell, or −1
 * @param singletons whether no singleton may learn another cell that needs protection exactly
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier for large flat arrays, never compared
public record Protected(
        AdditiveSystem system,
        long[] value,
        boolean[] withheld,
        long[] floor,
        long[] ceiling,
        ProtectionLevels[] levels,
        int[] soleContributor,
        boolean singletons) {
    @Override
    public String toString() {
        return "Protected[" + system + "]";
    }
}
