package org.louver.tabulation;

import java.io.Serializable;
import org.louver.engine.ValueCodes;

/**
 * Numbers tuples of codes in the order met: 1, 2, … Two codes are packed into one long, which gets a code of its own, and so on along
 * the tuple: no tuple is too long, and none is ever compared by a hash alone.
 *
 * <p>O(length) per tuple; memory as many longs as there are distinct beginnings of tuples.
 */
final class TupleCodes implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ValueCodes[] steps;

    /** For tuples of {@code length} ≥ 1 codes, each ≥ 0. */
    TupleCodes(int length) {
        steps = new ValueCodes[length];
        for (int step = 0; step < length; step++) {
            steps[step] = new ValueCodes(false);
        }
    }

    int code(int[] tuple) {
        int code = 0;
        for (int step = 0; step < steps.length; step++) {
            code = steps[step].code(((long) code << Integer.SIZE) | tuple[step]);
        }
        return code;
    }

    /** The tuple of a code. */
    int[] tuple(int code) {
        int[] tuple = new int[steps.length];
        int rest = code;
        for (int step = steps.length - 1; step >= 0; step--) {
            long packed = steps[step].number(rest);
            tuple[step] = (int) packed;
            rest = (int) (packed >>> Integer.SIZE);
        }
        return tuple;
    }

    /** How many tuples have a code: the codes are 1 to this. */
    int size() {
        return steps[steps.length - 1].cardinality() - 1;
    }
}
