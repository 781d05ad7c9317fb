package org.louver.safety;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What happens to one field. Every action but {@link Allow} loses information; {@link #atLeastAsStrictAs} orders actions by what they
 * let through: {@code a} is at least as strict as {@code b} when the value under {@code a} can be computed from the value under
 * {@code b}.
 */
public sealed interface FieldAction {
    /** The field is not published. */
    record Drop() implements FieldAction {}

    /** The value is published as it stands. */
    record Allow() implements FieldAction {}

    /** A date is cut to the first day of its period. */
    record Period(Unit unit) implements FieldAction {
        /** From fine to coarse. */
        public enum Unit {
            DAY,
            MONTH,
            QUARTER,
            YEAR
        }
    }

    /** A time of day becomes {@code light} or {@code dark}, by the sun at the agency's place. */
    record LightDark() implements FieldAction {}

    /** A time of day becomes {@code light} or {@code dark} in the inter-twilight period, and one constant at all other times. */
    record InterTwilight() implements FieldAction {}

    /** A time of day becomes a band of {@code hours} hours, such as {@code 20-23}. */
    record ClockBand(int hours) implements FieldAction {
        public ClockBand {
            if (hours < 2 || 24 % hours != 0) {
                throw new IllegalArgumentException("bands of " + hours + " hours do not divide a day");
            }
        }
    }

    /**
     * A whole number becomes the first value of its band.
     *
     * @param starts ascending first values; the last band is open, values below the first are unknown
     */
    record Bands(List<Long> starts) implements FieldAction {
        public Bands {
            starts = List.copyOf(starts);
            if (starts.isEmpty()
                    || !starts.equals(starts.stream().distinct().sorted().toList())) {
                throw new IllegalArgumentException("bands are ascending and at least one");
            }
        }
    }

    /** An offence or call code becomes its category, by the policy's {@code offence-categories}. */
    record OffenceCategory() implements FieldAction {}

    /** An address is published as its hundred block: {@code 1532 Main St} becomes {@code 1500 block Main St}. */
    record HundredBlock() implements FieldAction {}

    /** An area is published if it is large enough, else merged with a declared neighbour or lifted to its parent. */
    record SmallestArea() implements FieldAction {}

    /** The place becomes the area of this level that holds it, such as the precinct's station house. */
    record AreaOfRecord(String level) implements FieldAction {}

    /** A coordinate moves to the nearest snap point of the same administrative area. */
    record SnapPoint() implements FieldAction {}

    /** Nothing but the agency is said: the place becomes one constant. */
    record AgencyOnly() implements FieldAction {}

    /** An identifier becomes a keyed pseudonym that is new in every dataset and release. */
    record Pseudonym() implements FieldAction {}

    /** Whether it needs to know where the sun stood: the agency's place and the day of the event. */
    default boolean followsTheSun() {
        return this instanceof LightDark || this instanceof InterTwilight;
    }

    /** Whether the action makes sense for a field of this kind. */
    default boolean fits(FieldKind kind) {
        if (this instanceof Drop) {
            return true;
        }
        if (this instanceof Allow) {
            return !kind.direct();
        }
        if (this instanceof Period) {
            return kind == FieldKind.DATE;
        }
        if (followsTheSun() || this instanceof ClockBand) {
            return kind == FieldKind.CLOCK;
        }
        if (this instanceof Bands) {
            return kind == FieldKind.AGE || kind == FieldKind.NUMBER;
        }
        if (this instanceof OffenceCategory) {
            return kind == FieldKind.OFFENCE;
        }
        if (this instanceof Pseudonym) {
            return kind == FieldKind.IDENTIFIER;
        }
        if (this instanceof SnapPoint) {
            return kind == FieldKind.COORDINATE;
        }
        if (this instanceof HundredBlock) {
            return kind == FieldKind.ADDRESS;
        }
        return kind == FieldKind.PLACE || kind == FieldKind.ADDRESS;
    }

    /** Whether nothing is learnt from this action's value that the other action's value does not tell. */
    default boolean atLeastAsStrictAs(FieldAction other) {
        if (equals(other) || this instanceof Drop || other instanceof Allow) {
            return true;
        }
        if (this instanceof Period coarse && other instanceof Period fine) {
            return coarse.unit().compareTo(fine.unit()) >= 0;
        }
        if (this instanceof ClockBand coarse && other instanceof ClockBand fine) {
            return coarse.hours() % fine.hours() == 0;
        }
        if (this instanceof Bands coarse && other instanceof Bands fine) {
            // A value below the first band is unknown, so a coarser list may begin later but may not split.
            return fine.starts().containsAll(coarse.starts());
        }
        return this instanceof AgencyOnly && !(other instanceof Drop);
    }

    /** What the action does, as the end of the sentence "the field is …". */
    default String phrase() {
        if (this instanceof Drop) {
            return "not published";
        } else if (this instanceof Allow) {
            return "published as it is";
        } else if (this instanceof Period period) {
            return period.unit() == Period.Unit.DAY
                    ? "published as the day"
                    : "published as the " + word(period.unit()) + " only";
        } else if (this instanceof LightDark) {
            return "published as light or dark only, by sunrise and sunset at the agency's place";
        } else if (this instanceof InterTwilight) {
            return "published as light or dark where evenings are both over a year, all other times as one";
        } else if (this instanceof ClockBand band) {
            return "published as a band of " + band.hours() + " hours";
        } else if (this instanceof Bands bands) {
            return "published in bands that begin at "
                    + bands.starts().stream().map(String::valueOf).collect(Collectors.joining(", "));
        } else if (this instanceof OffenceCategory) {
            return "published as its category";
        } else if (this instanceof HundredBlock) {
            return "published as the hundred block";
        } else if (this instanceof SmallestArea) {
            return "published as the smallest area with enough people or addresses in it";
        } else if (this instanceof AreaOfRecord area) {
            return "published as the " + area.level() + " of record";
        } else if (this instanceof SnapPoint) {
            return "moved to the nearest snap point in the same administrative area";
        } else if (this instanceof AgencyOnly) {
            return "published as the agency only";
        }
        return "replaced by a keyed pseudonym that is new in every dataset and release";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
