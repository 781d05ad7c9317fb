package org.louver.config;

/**
 * Gates on the number of kept rows.
 *
 * @param rowsAtLeast least rows of each year that the files declare
 * @param largestFall largest share that may be lost from one year to the next, 0 to 1
 * @param largestRise largest share that may be gained from one year to the next; 1 means doubling
 */
public record Plausibility(long rowsAtLeast, double largestFall, double largestRise) {
    static Plausibility read(Section section) {
        Plausibility gates = new Plausibility(
                section.integer("rows-at-least", 1, 1, Long.MAX_VALUE),
                atLeastZero(section, "largest-fall", 0.8),
                atLeastZero(section, "largest-rise", 4.0));
        section.refuseUnknownKeys();
        return gates;
    }

    private static double atLeastZero(Section section, String key, double otherwise) {
        double share = section.number(key, otherwise);
        if (!(share >= 0)) {
            throw section.refusal(key, "must not be negative", "write a share such as " + otherwise);
        }
        return share;
    }
}
