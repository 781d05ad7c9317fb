package org.louver.generate;

/**
 * A planted incident whose victim could be harmed by publication: what it is, and the one sign by which it can be told. Where the
 * sign is not the offence code, the offence code is that of an ordinary incident.
 */
record Sensitivity(Kind kind, Sign sign) {
    /** Share of incidents that are planted. */
    static final double SHARE = 0.14;

    enum Kind {
        DOMESTIC(0.60),
        SEXUAL(0.15),
        CHILD(0.12),
        ELDER(0.05),
        STALKING(0.06),
        TRAFFICKING(0.02);

        final double share;

        Kind(double share) {
            this.share = share;
        }
    }

    enum Sign {
        OFFENSE_CODE,
        CHARGE_TEXT,
        RELATIONSHIP,
        VICTIM_AGE,
        CALL_TYPE,
        LOCATION_TYPE,
        /** Nothing in the record itself: only that it belongs to another planted incident. */
        LINKAGE
    }

    private static final double[] KINDS = java.util.Arrays.stream(Kind.values())
            .mapToDouble(kind -> kind.share)
            .toArray();

    static Sensitivity plant(Draws draws) {
        Kind kind = draws.byWeight(Kind.values(), KINDS);
        return new Sensitivity(kind, sign(kind, draws));
    }

    private static Sign sign(Kind kind, Draws draws) {
        double at = draws.uniform();
        return switch (kind) {
            case DOMESTIC ->
                at < 0.45
                        ? Sign.RELATIONSHIP
                        : at < 0.65
                                ? Sign.CHARGE_TEXT
                                : at < 0.85 ? Sign.CALL_TYPE : at < 0.9 ? Sign.LOCATION_TYPE : Sign.LINKAGE;
            case SEXUAL ->
                at < 0.6 ? Sign.OFFENSE_CODE : at < 0.7 ? Sign.CHARGE_TEXT : at < 0.9 ? Sign.CALL_TYPE : Sign.LINKAGE;
            case CHILD -> at < 0.9 ? Sign.VICTIM_AGE : at < 0.95 ? Sign.CALL_TYPE : Sign.OFFENSE_CODE;
            case ELDER -> Sign.VICTIM_AGE;
            case STALKING -> at < 0.7 ? Sign.CHARGE_TEXT : Sign.RELATIONSHIP;
            case TRAFFICKING -> Sign.OFFENSE_CODE;
        };
    }
}
