package org.louver.suppression.block;

import java.io.Serializable;

/**
 * What came of a block.
 *
 * @param used complementary cells that its proofs move, by their numbers in the whole, ascending
 * @param open primary cells that no move inside protects, ascending
 * @param linearPrograms the effort
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
public record BlockPattern(int[] used, int[] open, long linearPrograms) implements Serializable {
    /** Sizes only. */
    @Override
    public String toString() {
        return "BlockPattern[" + used.length + " withheld, " + open.length + " open]";
    }
}
