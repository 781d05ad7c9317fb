package org.louver.generate;

import java.time.LocalDate;

/**
 * What must never be published, and how keys and dates are written. Every name, phone number, address and narrative holds
 * {@link #CANARY}, so that anyone can search a release for it.
 */
final class Text {
    /** No release may contain it. */
    static final String CANARY = "LVRCANARY";

    private static final String[] FAMILY = {
        "Hale",
        "Okafor",
        "Lindqvist",
        "Moreau",
        "Ybarra",
        "Tran",
        "O'Dell",
        "Kowalski",
        "Begay",
        "Muñoz",
        "Adeyemi",
        "Frost"
    };
    private static final String[] GIVEN = {
        "Jordan", "Casey", "Riley", "Morgan", "Avery", "Quinn", "Rowan", "Skyler", "Emerson", "Noa"
    };
    private static final String[] STREET = {
        "Alder St", "Mill Rd", "Birch Ave", "Second St", "River Dr", "Depot Ln", "County Rd 12", "Church St"
    };
    private static final long FORTY_BITS = (1L << 40) - 1;

    private Text() {}

    static String key(String prefix, int year, long number) {
        String digits = Long.toString(number);
        return prefix + year + "-" + "00000000".substring(Math.min(8, digits.length())) + digits;
    }

    /** Unlike the slot's number, says nothing of race or beat; a bijection of 40 bits, so no two persons share one. */
    static String personKey(Person person) {
        long key = (person.key() * 0x9E3779B97FL) & FORTY_BITS;
        key ^= key >>> 20;
        key = (key * 0xBF58476D1DL) & FORTY_BITS;
        String hex = Long.toHexString(key ^ (key >>> 23));
        return "PN-" + "0000000000".substring(hex.length()) + hex;
    }

    static String name(Person person) {
        long hash = Draws.mix(person.key());
        return pick(FAMILY, hash) + "-" + CANARY + ", " + pick(GIVEN, hash >>> 8);
    }

    static String phone(Person person) {
        return "555-" + pad(Draws.mix(person.key() + 1) >>> 1, 10_000, 4) + " " + CANARY;
    }

    static String address(Draws draws, int beat) {
        String house = (100 + draws.below(9900)) + "-" + CANARY + " " + draws.oneOf(STREET);
        return draws.chance(0.2)
                ? house + ", Apt " + (1 + draws.below(40)) + " ("
                        + Geography.beat(beat).code() + ")"
                : house;
    }

    /** Often empty, sometimes of several lines, sometimes with a key in it. */
    static String narrative(Draws draws, String key) {
        return switch (draws.inProportion(60, 25, 8, 7)) {
            case 0 -> "";
            case 1 -> CANARY + " no further action";
            case 2 -> CANARY + " stated \"he knows where I live\", see\n" + key + ", second page";
            default -> CANARY + " ref " + key + "; callback requested, leave no message";
        };
    }

    /** {@code 03/09/2015} before the change, {@code 2021-03-09} after. */
    static String date(LocalDate date, boolean afterChange) {
        if (afterChange) {
            return date.toString();
        }
        return pad(date.getMonthValue(), 100, 2) + "/" + pad(date.getDayOfMonth(), 100, 2) + "/" + date.getYear();
    }

    /** {@code 0715} before the change, {@code 07:15:00} after. */
    static String time(int minute, boolean afterChange) {
        String hour = pad(minute / 60, 100, 2);
        String rest = pad(minute % 60, 100, 2);
        return afterChange ? hour + ":" + rest + ":00" : hour + rest;
    }

    /** {@code 03/09/2015 07:15} before the change, {@code 2021-03-09 07:15:00} after. */
    static String instant(LocalDate date, int minute, boolean afterChange) {
        String clock = pad(minute / 60, 100, 2) + ":" + pad(minute % 60, 100, 2);
        return date(date, afterChange) + " " + clock + (afterChange ? ":00" : "");
    }

    private static String pad(long number, int modulus, int width) {
        String digits = Long.toString(number % modulus);
        return "0000".substring(0, width - digits.length()) + digits;
    }

    private static String pick(String[] from, long hash) {
        return from[(int) (((hash & 0xFF) * from.length) >>> 8)];
    }
}
