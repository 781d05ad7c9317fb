package org.louver.generate;

import java.util.Arrays;
import org.louver.generate.Draws.Stream;

/** What goes wrong in real files, at rates well under one per cent each. */
enum Dirt {
    IMPOSSIBLE_AGE(0.0010),
    UNKNOWN_CODE(0.0015),
    BAD_DATE(0.0007),
    /** The row twice, word for word. */
    DUPLICATE_ROW(0.0020),
    /** Another row with the same key and another code. */
    DUPLICATE_KEY(0.0005),
    /** In CSV only. */
    BLANK_ROW(0.0005),
    /** In CSV only. */
    REPEATED_HEADER(0.0002);

    final double share;

    Dirt(double share) {
        this.share = share;
    }

    /** The dirt of one row: a pure function of the row's number, like everything else; null for most rows. */
    static Draws draws(Plan plan, Table table, long number) {
        return new Draws(plan.seed(), Stream.DIRT, 8 * number + table.number);
    }

    static @org.jspecify.annotations.Nullable Dirt of(Draws draws) {
        double at = draws.uniform();
        for (Dirt dirt : values()) {
            at -= dirt.share;
            if (at < 0) {
                return dirt;
            }
        }
        return null;
    }

    /** Whether it spoils cells of the row, so that a reader must refuse the row. */
    boolean spoils() {
        return this == IMPOSSIBLE_AGE || this == UNKNOWN_CODE || this == BAD_DATE || this == DUPLICATE_KEY;
    }

    /** Whether the table has a column in which it can show. */
    boolean fits(Table table) {
        return switch (this) {
            case IMPOSSIBLE_AGE -> table.age >= 0;
            case UNKNOWN_CODE, DUPLICATE_KEY -> table.code >= 0;
            case BAD_DATE -> table.date >= 0;
            case DUPLICATE_ROW, BLANK_ROW, REPEATED_HEADER -> table != Table.PLANTED;
        };
    }

    /** The row with the dirt in it. */
    String[] spoil(Table table, String[] cells, Draws draws) {
        String[] spoiled = Arrays.copyOf(cells, cells.length);
        switch (this) {
            case IMPOSSIBLE_AGE -> spoiled[table.age] = draws.oneOf("-3178", "-6", "212", "999");
            case UNKNOWN_CODE, DUPLICATE_KEY -> spoiled[table.code] = draws.oneOf("Z9", "??", "7x");
            case BAD_DATE -> spoiled[table.date] = draws.oneOf("00/00/0000", "02/30/2019", "2019-02-30", "n/a");
            case DUPLICATE_ROW, BLANK_ROW, REPEATED_HEADER -> {}
        }
        return spoiled;
    }
}
