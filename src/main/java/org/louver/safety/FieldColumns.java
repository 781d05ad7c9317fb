package org.louver.safety;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.second;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.louver.refusal.Refusal;

/** The published value of a field under an action; types stay what they are, so that tables go on computing with dates and ages. */
final class FieldColumns {
    /** Names of coordinates; those at the same place belong together. */
    /** Words and ordinals alone: no other number that could be of a house or a unit. */
    private static final String PLAIN_STREET = "(?i)^(?:(?:\\p{L}[\\p{L}.'-]*|\\d+(?:st|nd|rd|th)|&|/)(?:\\s+|$))+$";

    private static final List<String> LATITUDES = List.of("lat", "latitude", "y");

    private static final List<String> LONGITUDES = List.of("lng", "longitude", "x");

    /** Name of the joined column that holds the published area of a place field. */
    static String areaOf(String field) {
        return "louver_area_" + field;
    }

    /** Name of the joined column that holds the area of a level. */
    static String areaOf(String field, String level) {
        return "louver_area_" + field + "_" + level;
    }

    private FieldColumns() {}

    /**
     * What actions need to know of the record's surroundings.
     *
     * @param day the record's event date, if the source has one
     * @param place where the sun is looked up
     * @param snap where coordinates go
     */
    record Setting(
            Policy policy,
            String source,
            String release,
            Optional<Column> day,
            Optional<AgencyPlace> place,
            Optional<PseudonymKey> key,
            Optional<Snap> snap) {}

    /** The points that coordinates move to, and the field of the record that names its administrative area. */
    record Snap(SnapPoints points, String boundary) {}

    /** The value of {@code field} under {@code action}; null where nothing may be said. */
    static Column published(FieldAction action, String field, DataType type, Setting setting) {
        Column value = col(field);
        if (action instanceof FieldAction.Drop) {
            return lit(null).cast(type);
        } else if (action instanceof FieldAction.Allow) {
            return value;
        } else if (action instanceof FieldAction.Period period) {
            return period(value.try_cast("date"), period.unit());
        } else if (action instanceof FieldAction.Bands bands) {
            return band(value.try_cast("bigint"), bands.starts())
                    .cast(type instanceof NumericType ? type : DataTypes.LongType);
        } else if (action instanceof FieldAction.LightDark) {
            return lightOrDark(field, type, setting);
        } else if (action instanceof FieldAction.InterTwilight) {
            return InterTwilight.code(day(setting), secondsOfDay(field, type), place(setting));
        } else if (action instanceof FieldAction.ClockBand band) {
            Column first = floor(secondsOfDay(field, type).divide(3600L * band.hours()))
                    .multiply(band.hours());
            return format_string(
                    "%02d-%02d", first.cast("int"), first.plus(band.hours() - 1).cast("int"));
        } else if (action instanceof FieldAction.OffenceCategory) {
            return category(value.cast("string"), setting.policy().offenceCategories());
        } else if (action instanceof FieldAction.HundredBlock) {
            return hundredBlock(value.cast("string"));
        } else if (action instanceof FieldAction.SmallestArea) {
            return col(areaOf(field));
        } else if (action instanceof FieldAction.AreaOfRecord area) {
            return col(areaOf(field, area.level()));
        } else if (action instanceof FieldAction.AgencyOnly) {
            return lit("agency only");
        } else if (action instanceof FieldAction.Pseudonym) {
            return setting.key()
                    .orElseThrow(() -> new IllegalStateException("the key was checked when the plan was made"))
                    .pseudonym(value, setting.release(), setting.source(), field);
        }
        return snapped(field, type, setting);
    }

    private static Column snapped(String field, DataType type, Setting setting) {
        Snap snap = setting.snap()
                .orElseThrow(() -> new IllegalStateException("snap points were checked when the plan was made"));
        boolean latitude = LATITUDES.contains(field);
        String other = latitude ? LONGITUDES.get(LATITUDES.indexOf(field)) : LATITUDES.get(LONGITUDES.indexOf(field));
        return snap.points()
                .snapped(col(latitude ? field : other), col(latitude ? other : field), col(snap.boundary()), latitude)
                .cast(type);
    }

    /** The first day of the period that holds the date. */
    static Column period(Column date, FieldAction.Period.Unit unit) {
        return switch (unit) {
            case DAY -> date;
            case MONTH -> trunc(date, "month");
            case QUARTER -> trunc(date, "quarter");
            case YEAR -> trunc(date, "year");
        };
    }

    /** The first value of the band that holds the number; null below the first band. */
    static Column band(Column number, List<Long> starts) {
        Column band = when(number.geq(starts.get(starts.size() - 1)), lit(starts.get(starts.size() - 1)));
        for (int i = starts.size() - 2; i >= 0; i--) {
            band = band.when(number.geq(starts.get(i)), lit(starts.get(i)));
        }
        return band;
    }

    /** The category whose codes hold the value, "Other" if none does, null if there is no value. */
    static Column category(Column code, Map<String, List<String>> categories) {
        Column category = when(code.isNull(), lit(null).cast("string"));
        for (Map.Entry<String, List<String>> each : new TreeMap<>(categories).entrySet()) {
            category = category.when(
                    upper(code).rlike(SensitivityColumns.codesRegex(each.getValue())), lit(each.getKey()));
        }
        return category.otherwise(lit("Other"));
    }

    /**
     * {@code 1532 Main St Apt 4} becomes {@code 1500 block Main St}. A text that does not begin with a plain number, or that has another
     * number or sign of a unit left, says nothing: what is not understood is not masked. Intersections pass, of streets without numbers.
     */
    static Column hundredBlock(Column address) {
        Column withoutUnit = regexp_replace(
                address,
                "(?i)\\s*(?:,|#|\\b(?:apt|apartment|unit|ste|suite|rm|room|lot|fl|floor|bldg|building|trlr|trailer|spc|space)\\b).*$",
                "");
        Column street = regexp_replace(withoutUnit, "^\\s*\\d+(?:-\\d+)?\\s+", "");
        Column hundreds = regexp_replace(withoutUnit, "^\\s*(\\d*?)(\\d{1,2})(?:-\\d+)?\\s+", "$1" + "00 block ");
        Column few = concat(lit("0 block "), street);
        Column numbered = withoutUnit.rlike("^\\s*\\d+(?:-\\d+)?\\s+");
        return when(
                        street.rlike(PLAIN_STREET).and(numbered),
                        when(withoutUnit.rlike("^\\s*\\d{1,2}\\s"), few).otherwise(hundreds))
                .when(withoutUnit.rlike(PLAIN_STREET), withoutUnit);
    }

    private static Column lightOrDark(String field, DataType type, Setting setting) {
        AgencyPlace place = place(setting);
        Column local = unix_timestamp(day(setting).cast("timestamp")).plus(secondsOfDay(field, type));
        Column utc = unix_timestamp(
                to_utc_timestamp(local.cast("timestamp"), place.zone().getId()));
        return Daylight.lightOrDark(utc, place.latitude(), place.longitude());
    }

    private static AgencyPlace place(Setting setting) {
        return setting.place()
                .orElseThrow(() -> new IllegalStateException("the agency's place was checked when the plan was made"));
    }

    private static Column day(Setting setting) {
        return setting.day()
                .orElseThrow(() -> Refusal.configuration(
                        "a time of day of source " + setting.source()
                                + " becomes light or dark, but the source has no date",
                        "declare one of the fields " + String.join(", ", SafetyPlan.EVENT_DATES)
                                + " as a date or timestamp, or drop the time"));
    }

    /** Seconds since midnight of a time of day; a whole hour, as NIBRS has it, counts as half past. */
    static Column secondsOfDay(String field, DataType type) {
        Column value = col(field);
        if (type instanceof NumericType) {
            return isHour(field) ? value.multiply(3600).plus(1800) : value;
        }
        if (type instanceof StringType) {
            Column hours = value.substr(1, 2).try_cast("int");
            Column minutes = coalesce(value.substr(4, 2).try_cast("int"), lit(0));
            return hours.multiply(3600).plus(minutes.multiply(60));
        }
        return hour(value).multiply(3600).plus(minute(value).multiply(60)).plus(second(value));
    }

    private static boolean isHour(String field) {
        return field.equals("hour") || field.endsWith("_hour");
    }

    /** Whether the type can hold a date. */
    static boolean isDay(DataType type) {
        return type instanceof DateType || type.typeName().startsWith("timestamp");
    }

    /** The constant that stands for the class's cover category in every offence field. */
    static Column covered(Column value, Column isCovered, String cover) {
        return when(isCovered, lit(cover)).otherwise(value.cast("string"));
    }
}
