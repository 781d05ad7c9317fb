package org.louver.safety;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.louver.config.ReleaseConfig;
import org.louver.config.SourceConfig;

/** What the policy does to the records of each source, as Column expressions; makes no pass of its own. */
final class SafetyPlan {
    /** Bit of records that a victim asked to be withheld; it reaches linked records like any finding. */
    static final long OPTED_OUT = Long.MIN_VALUE;

    static final String OWN = "louver_own";
    static final String LINKED = "louver_linked";

    /** Fields that say when something happened, the first that a source has. */
    static final List<String> EVENT_DATES = List.of(
            "date",
            "event_date",
            "incident_date",
            "arrest_date",
            "stop_date",
            "call_date",
            "received_date",
            "received",
            "report_date");

    private final ReleaseConfig release;
    private final SafetySettings settings;
    private final Policy policy;
    private final Optional<PseudonymKey> key;
    private final Optional<PublishedAreas> areas;
    private final Optional<FieldColumns.Snap> snap;

    SafetyPlan(
            ReleaseConfig release,
            SafetySettings settings,
            Optional<PseudonymKey> key,
            Optional<PublishedAreas> areas,
            Optional<FieldColumns.Snap> snap) {
        this.release = release;
        this.settings = settings;
        this.policy = settings.policy();
        this.key = key;
        this.areas = areas;
        this.snap = snap;
    }

    /** The findings that decide whether tables count a record, and as what. */
    long bitsThatTablesNeed() {
        if (settings.asksForRecordLevels()) {
            return Long.MAX_VALUE;
        }
        Set<String> classes = new TreeSet<>();
        for (SensitiveClass each : policy.classes()) {
            SensitiveClass.Treatment treatment = each.treatment();
            if (treatment.tables() != SensitiveClass.Tables.COUNT
                    || treatment.delayDays().isPresent()
                    || !treatment.heldStatuses().isEmpty()
                    || !treatment.fields().isEmpty()
                    || masksText()) {
                classes.add(each.name());
            }
        }
        return SensitivityColumns.bits(policy, classes);
    }

    private boolean masksText() {
        return release.sources().keySet().stream()
                .anyMatch(source -> Safety.available(release, source).stream()
                        .anyMatch(field -> policy.action(source, field) instanceof FieldAction.HundredBlock));
    }

    /** The records that tables may count, with published fields and identifiers alone. */
    Dataset<Row> counted(String source, Dataset<Row> records) {
        Dataset<Row> counted = tables(source, records).drop(ReleasableEvents.CLASSES, ReleasableEvents.REASONS);
        // Without all findings nothing is known of it.
        return settings.asksForRecordLevels() ? counted : counted.drop(ReleasableEvents.RECORD_LEVEL);
    }

    /** The same records with their classes, reasons and level. */
    Dataset<Row> tables(String source, Dataset<Row> records) {
        return published(source, records.filter(functions.not(withheld(records))));
    }

    /** One row per record with its findings and whether tables leave it out; internal. */
    Dataset<Row> fates(String source, Dataset<Row> records) {
        return ClassTotals.fates(source, records, withheld(records));
    }

    Policy policy() {
        return policy;
    }

    ReleaseConfig release() {
        return release;
    }

    private Dataset<Row> published(String source, Dataset<Row> given) {
        Set<String> declared = Safety.available(release, source);
        Dataset<Row> records =
                areas.map(found -> found.join(policy, given, source)).orElse(given);
        FieldColumns.Setting setting = new FieldColumns.Setting(
                policy,
                source,
                release.release().id(),
                eventDate(given).map(functions::col),
                settings.place(),
                key,
                snap);
        List<Column> columns = new ArrayList<>();
        for (StructField field : given.schema().fields()) {
            if (field.name().startsWith("link_")) {
                columns.add(col(field.name()));
            } else if (declared.contains(field.name())) {
                column(source, field, setting).ifPresent(columns::add);
            }
        }
        if (Arrays.asList(given.columns()).contains("year")) {
            columns.add(col("year"));
        }
        for (String unit : units(source)) {
            if (Arrays.asList(given.columns()).contains(unit)) {
                columns.add(col(unit).cast("string").as(ReleasableEvents.UNIT + unit));
            }
        }
        columns.add(classes().as(ReleasableEvents.CLASSES));
        columns.add(reasons().as(ReleasableEvents.REASONS));
        columns.add(recordLevel(mask()).as(ReleasableEvents.RECORD_LEVEL));
        return records.select(columns.toArray(Column[]::new));
    }

    private Optional<Column> column(String source, StructField field, FieldColumns.Setting setting) {
        String name = field.name();
        FieldAction general = policy.action(source, name);
        if (general instanceof FieldAction.Drop) {
            return Optional.empty();
        }
        DataType type = field.dataType();
        Column value = FieldColumns.published(general, name, type, setting);
        Column chosen = null;
        Column mask = mask();
        Map<FieldAction, Long> stricter = new java.util.LinkedHashMap<>();
        for (SensitiveClass each : policy.classes()) {
            FieldAction own = each.treatment().fields().get(name);
            if (own == null && general instanceof FieldAction.HundredBlock) {
                // Masked text is geocoded back by filling in the numbers: no table says it of a sensitive class either.
                own = new FieldAction.Drop();
            }
            if (own != null && !general.atLeastAsStrictAs(own)) {
                stricter.merge(own, SensitivityColumns.bits(policy, Set.of(each.name())), (a, b) -> a | b);
            }
        }
        for (Map.Entry<FieldAction, Long> one : stricter.entrySet()) {
            // Of two classes that hold, the stricter speaks; where neither is stricter, nothing is said.
            Column holds = holds(mask, one.getValue());
            for (Map.Entry<FieldAction, Long> other : stricter.entrySet()) {
                if (!one.getKey().atLeastAsStrictAs(other.getKey())
                        && !other.getKey().atLeastAsStrictAs(one.getKey())) {
                    Column both = holds.and(holds(mask, other.getValue()));
                    Column nothing = lit(null).cast(typeOf(general, type));
                    chosen = chosen == null ? when(both, nothing) : chosen.when(both, nothing);
                }
            }
        }
        List<FieldAction> order = new ArrayList<>(stricter.keySet());
        order.sort((a, b) -> Boolean.compare(b.atLeastAsStrictAs(a), a.atLeastAsStrictAs(b)));
        for (FieldAction action : order) {
            Column holds = holds(mask, stricter.getOrDefault(action, 0L));
            Column under = FieldColumns.published(action, name, type, setting).cast(typeOf(general, type));
            chosen = chosen == null ? when(holds, under) : chosen.when(holds, under);
        }
        Column result = chosen == null ? value : chosen.otherwise(value);
        return Optional.of(covered(name, result).as(name));
    }

    private Column covered(String field, Column value) {
        if (SafetySettings.kind(release, field)
                .filter(FieldKind.OFFENCE::equals)
                .isEmpty()) {
            return value;
        }
        Column covered = value;
        for (SensitiveClass each : policy.classes()) {
            String cover = each.treatment().cover().orElse(null);
            if (cover != null) {
                covered = when(SensitivityColumns.isOf(policy, each, mask()), lit(cover))
                        .otherwise(covered.cast("string"));
            }
        }
        return covered;
    }

    private static String typeOf(FieldAction action, DataType type) {
        if (action instanceof FieldAction.Period) {
            return "date";
        } else if (action instanceof FieldAction.Allow) {
            return type.catalogString();
        } else if (action instanceof FieldAction.Bands) {
            return type instanceof org.apache.spark.sql.types.NumericType ? type.catalogString() : "bigint";
        }
        return "string";
    }

    private Column withheld(Dataset<Row> records) {
        Column mask = mask();
        Column withheld = holds(mask, OPTED_OUT)
                .or(tooYoung(policy.delayDays(), records))
                .or(held(policy.heldStatuses(), records));
        for (SensitiveClass each : policy.classes()) {
            Column ofClass = SensitivityColumns.isOf(policy, each, mask);
            SensitiveClass.Treatment treatment = each.treatment();
            if (treatment.tables() == SensitiveClass.Tables.WITHHOLD) {
                withheld = withheld.or(ofClass);
            } else {
                withheld = withheld.or(ofClass.and(
                        tooYoung(treatment.delayDays(), records).or(held(treatment.heldStatuses(), records))));
            }
        }
        return withheld;
    }

    /** A record without a date may be from yesterday, so it counts as too young. */
    private Column tooYoung(OptionalInt days, Dataset<Row> records) {
        if (days.isEmpty()) {
            return lit(false);
        }
        Column asOf = lit(java.sql.Date.valueOf(
                settings.asOf().orElseThrow(() -> new IllegalStateException("as-of was checked"))));
        return eventDate(records)
                .map(field -> coalesce(col(field).try_cast("date").gt(date_sub(asOf, days.getAsInt())), lit(true)))
                .orElse(lit(true));
    }

    private static Column held(List<String> statuses, Dataset<Row> records) {
        Object[] wanted =
                statuses.stream().map(status -> status.toLowerCase(Locale.ROOT)).toArray();
        if (wanted.length == 0) {
            return lit(false);
        }
        Set<String> columns = new HashSet<>(Arrays.asList(records.columns()));
        return HeldStatuses.FIELDS.stream()
                .filter(columns::contains)
                .map(field -> coalesce(lower(col(field).cast("string")).isin(wanted), lit(false)))
                .reduce(lit(false), Column::or);
    }

    static Optional<String> eventDate(Dataset<Row> records) {
        Map<String, DataType> types = new TreeMap<>();
        for (StructField field : records.schema().fields()) {
            types.put(field.name(), field.dataType());
        }
        return EVENT_DATES.stream()
                .filter(name -> types.containsKey(name) && FieldColumns.isDay(types.get(name)))
                .findFirst();
    }

    private Column classes() {
        Column mask = mask();
        Column[] names = policy.classes().stream()
                .map(each -> when(SensitivityColumns.isOf(policy, each, mask), lit(each.name())))
                .toArray(Column[]::new);
        return functions.array_compact(functions.array(names));
    }

    private Column reasons() {
        Column linked =
                transform(SensitivityColumns.reasons(policy, col(LINKED)), reason -> concat(reason, lit(" (linked)")));
        return functions.concat(SensitivityColumns.reasons(policy, col(OWN)), linked);
    }

    /** Of several classes the one that hides most decides. */
    private Column recordLevel(Column mask) {
        return when(ofAny(SensitiveClass.Records.EXCLUDE, mask), lit(SensitiveClass.Records.EXCLUDE.word()))
                .when(ofAny(SensitiveClass.Records.COMPANION, mask), lit(SensitiveClass.Records.COMPANION.word()))
                .otherwise(lit(SensitiveClass.Records.KEEP.word()));
    }

    private Column ofAny(SensitiveClass.Records wanted, Column mask) {
        Set<String> names = new TreeSet<>();
        policy.classes().stream()
                .filter(each -> each.treatment().records() == wanted)
                .forEach(each -> names.add(each.name()));
        return holds(mask, SensitivityColumns.bits(policy, names));
    }

    /** Identifiers that tables may count by. */
    private Set<String> units(String source) {
        Set<String> units = new TreeSet<>();
        SourceConfig config = release.sources().get(source);
        if (config != null) {
            units.addAll(config.key());
            config.person().ifPresent(units::add);
            config.incident().ifPresent(units::add);
            config.fields().keySet().stream()
                    .filter(field -> SafetySettings.kind(release, field)
                            .filter(FieldKind.IDENTIFIER::equals)
                            .isPresent())
                    .forEach(units::add);
        }
        return units;
    }

    private static Column holds(Column mask, long bits) {
        return mask.bitwiseAND(bits).notEqual(0L);
    }

    /** All findings of a record, its own and those of linked records. */
    static Column mask() {
        return col(OWN).bitwiseOR(col(LINKED));
    }
}
