package org.louver.safety;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.louver.config.SourceConfig;

/**
 * Records that no sign and no link made sensitive, although they look like sensitive ones: for a person of the house to look at.
 *
 * <p>Three likenesses: the same place and time as a sensitive call (the finest place that both tables have, the same day, at most
 * {@value #MINUTES} minutes apart where both have a clock); the same person as a sensitive victim; a text near a declared
 * pattern ({@link NearPattern}). One pass over each source and one equi-join per likeness.
 *
 * @param records with columns source, likeness, sensitive_class (for texts) and record, the key; confidential
 */
public record MissReport(Dataset<Row> records) {
    private static final String SOURCE = "source";
    private static final String LIKENESS = "likeness";
    private static final String CLASS = "sensitive_class";
    private static final String RECORD = "record";
    private static final int MINUTES = 60;

    /** Places that are small enough for "the same place" to mean something, from fine to coarse. */
    private static final List<String> PLACES = List.of(
            "address",
            "location",
            "hundred_block",
            "block",
            "intersection",
            "street",
            "census_block",
            "beat",
            "sector",
            "ward",
            "zone",
            "precinct",
            "neighborhood");

    private static final List<String> CLOCKS = List.of(
            "time",
            "event_time",
            "incident_time",
            "arrest_time",
            "stop_time",
            "call_time",
            "received_time",
            "incident_hour",
            "hour");

    /** In what respect a record looks like a sensitive one. */
    public enum Likeness {
        PLACE_AND_TIME("same place and time as a sensitive call"),
        PERSON("same person as a sensitive victim"),
        TEXT("text near a declared pattern");

        private final String phrase;

        Likeness(String phrase) {
            this.phrase = phrase;
        }

        public String phrase() {
            return phrase;
        }
    }

    /** How many records of a source look so; internal. */
    public record Total(String source, String likeness, String sensitiveClass, long records) {}

    /** The counts that go into the review packet. One job. */
    public List<Total> totals() {
        return records
                .groupBy(SOURCE, LIKENESS, CLASS)
                .agg(count(lit(1)).as("records"))
                .orderBy(SOURCE, LIKENESS, CLASS)
                .collectAsList()
                .stream()
                .map(row -> new Total(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)))
                .toList();
    }

    static MissReport of(SafetyPlan plan, SortedMap<String, Dataset<Row>> sources) {
        List<Dataset<Row>> found = new ArrayList<>();
        for (Map.Entry<String, Dataset<Row>> source : sources.entrySet()) {
            SourceConfig config = plan.release().source(source.getKey());
            if (config.year() instanceof SourceConfig.YearOf.None) {
                continue;
            }
            Dataset<Row> missed = source.getValue().filter(SafetyPlan.mask().equalTo(0L));
            sources.forEach((other, records) -> {
                SourceConfig known = plan.release().source(other);
                Dataset<Row> sensitive = records.filter(findings(SafetyPlan.mask()));
                if (known.event().equals("call")) {
                    samePlaceAndTime(config, missed, sensitive).ifPresent(found::add);
                }
                if (known.event().equals("victim")) {
                    samePerson(config, missed, known, sensitive).ifPresent(found::add);
                }
            });
            NearPattern.in(plan.policy(), config.name(), missed)
                    .map(near -> located(config, near, Likeness.TEXT, col(NearPattern.CLASS)))
                    .ifPresent(found::add);
        }
        return new MissReport(found.stream()
                .reduce(Dataset::unionByName)
                .map(Dataset::distinct)
                .orElseGet(() -> sources.values()
                        .iterator()
                        .next()
                        .limit(0)
                        .select(lit("").as(SOURCE), lit("").as(LIKENESS), lit("").as(CLASS), lit("").as(RECORD))));
    }

    /** Whether a class was found; being opted out alone is no likeness. */
    private static Column findings(Column mask) {
        return mask.bitwiseAND(~SafetyPlan.OPTED_OUT).notEqual(0L);
    }

    private static Optional<Dataset<Row>> samePlaceAndTime(
            SourceConfig config, Dataset<Row> missed, Dataset<Row> calls) {
        Set<String> common = new HashSet<>(Arrays.asList(missed.columns()));
        common.retainAll(Arrays.asList(calls.columns()));
        Optional<String> place = PLACES.stream().filter(common::contains).findFirst();
        Optional<String> day = SafetyPlan.eventDate(missed);
        Optional<String> callDay = SafetyPlan.eventDate(calls);
        if (place.isEmpty() || day.isEmpty() || callDay.isEmpty()) {
            return Optional.empty();
        }
        Dataset<Row> sensitive = calls.select(
                        col(place.get()).cast("string").as("call_place"),
                        col(callDay.get()).try_cast("date").as("call_day"),
                        clock(calls, callDay.get()).as("call_clock"))
                .distinct();
        Dataset<Row> here = missed.withColumn("louver_day", col(day.get()).try_cast("date"))
                .withColumn("louver_clock", clock(missed, day.get()));
        Column near = col("louver_clock")
                .isNull()
                .or(col("call_clock").isNull())
                .or(abs(col("louver_clock").minus(col("call_clock"))).leq(60L * MINUTES));
        Column same = here.col(place.get())
                .cast("string")
                .equalTo(col("call_place"))
                .and(col("louver_day").equalTo(col("call_day")));
        return Optional.of(
                located(config, here.join(sensitive, same.and(near), "left_semi"), Likeness.PLACE_AND_TIME, lit("")));
    }

    private static Optional<Dataset<Row>> samePerson(
            SourceConfig config, Dataset<Row> missed, SourceConfig victims, Dataset<Row> sensitive) {
        if (config.person().isEmpty() || victims.person().isEmpty()) {
            return Optional.empty();
        }
        Dataset<Row> people = sensitive
                .select(col(victims.person().get()).cast("string").as("louver_person"))
                .distinct();
        Column same = missed.col(config.person().get()).cast("string").equalTo(people.col("louver_person"));
        return Optional.of(located(config, missed.join(people, same, "left_semi"), Likeness.PERSON, lit("")));
    }

    private static Dataset<Row> located(
            SourceConfig config, Dataset<Row> records, Likeness likeness, Column sensitiveClass) {
        Column[] key =
                config.key().stream().map(part -> col(part).cast("string")).toArray(Column[]::new);
        return records.select(
                lit(config.name()).as(SOURCE),
                lit(likeness.phrase()).as(LIKENESS),
                sensitiveClass.as(CLASS),
                concat_ws(" / ", key).as(RECORD));
    }

    /** Seconds since midnight where a record says so, else null. */
    private static Column clock(Dataset<Row> records, String day) {
        DataType type = records.schema().apply(day).dataType();
        if (type.typeName().startsWith("timestamp")) {
            return FieldColumns.secondsOfDay(day, type).cast("long");
        }
        return CLOCKS.stream()
                .filter(field -> Arrays.asList(records.columns()).contains(field))
                .findFirst()
                .map(field -> FieldColumns.secondsOfDay(
                                field, records.schema().apply(field).dataType())
                        .cast("long"))
                .orElse(lit(null).cast("long"));
    }

    /** Nothing: the records are confidential. */
    @Override
    public String toString() {
        return "MissReport";
    }
}
