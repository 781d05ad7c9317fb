package org.louver.publication;

import java.util.List;
import java.util.Map;
import org.louver.report.LinkCoverage;
import org.louver.report.Trends;

/** The two CSV files beside the tables, column by column: answers to questions, and how many records found a partner. */
// The lists are made by List.of, which nobody can change.
@SuppressWarnings("ImmutableEnumChecker")
enum CompanionFile {
    TRENDS(
            Trends.FILE,
            "trends",
            "answers to the questions of the release, one row per question and period",
            List.of(
                    text("question", "short name of the question"),
                    text("text", "the question in words"),
                    text("measure", "kind of measure: rate-ratio, odds-ratio or population-ratio"),
                    text("group", "code of the group that is compared"),
                    text("reference", "code of the group that it is compared with"),
                    text("period", "year, or all years together").in("calendar year"),
                    ratio("ratio_lower", "least ratio that the published figures allow"),
                    ratio("ratio_upper", "largest ratio that the published figures allow"),
                    ratio("confidence_lower", "lower end of the 95 % interval around the bounds of the ratio"),
                    ratio("confidence_upper", "upper end of that interval"),
                    rate("group_lower", "least rate of the group that the published figures allow"),
                    rate("group_upper", "largest rate of the group that the published figures allow"),
                    rate("reference_lower", "least rate of the reference that the published figures allow"),
                    rate("reference_upper", "largest rate of the reference that the published figures allow"),
                    new Column(
                            "coverage",
                            "number",
                            "share, 0 to 1",
                            "share of the opportunities that a standardised measure rests on; 1 if it is not standardised",
                            ""),
                    text("change", "whether the rate of the group changes its level in that year")
                            .emptyFor("no change is seen"),
                    text("verdict", "what suppression has left of the answer: same conclusion; wider, same sign; lost"),
                    rate("group_confidence_lower", "lower end of the 95 % interval around the rate of the group"),
                    rate("group_confidence_upper", "upper end of that interval"),
                    rate(
                            "reference_confidence_lower",
                            "lower end of the 95 % interval around the rate of the reference"),
                    rate("reference_confidence_upper", "upper end of that interval"),
                    text("standardised_by", "dimensions by which the rates are standardised")
                            .emptyFor("not standardised"))),
    COVERAGE(
            LinkCoverage.FILE,
            "coverage",
            "how many records of a source found no partner in another, one row per link, year and place",
            List.of(
                    text("link", "name of the link between two sources"),
                    text("from", "source whose records look for a partner"),
                    text("to", "source in which they look for it"),
                    text("place", "agency or other place whose records they are")
                            .emptyFor("all records of the year"),
                    text("year", "year of the records").in("calendar year"),
                    text(
                                    "unlinked_percent",
                                    "share of the records that should have a partner and found none; under 5 and over 95 as such")
                            .in("whole per cent")));

    /**
     * One column of such a file.
     *
     * @param type as in Table Schema
     * @param unit of its figures; empty for words
     * @param missing what an empty field stands for; empty where no field is
     */
    record Column(String name, String type, String unit, String description, String missing) {
        Column in(String other) {
            return new Column(name, type, other, description, missing);
        }

        Column emptyFor(String meaning) {
            return new Column(name, type, unit, description, meaning);
        }

        /** The type as the data dictionary calls it. */
        String word() {
            return type.equals("string") ? "text" : type;
        }

        private Map<String, Object> field() {
            Map<String, Object> field = Json.object("name", name, "type", type, "description", description);
            if (!unit.isEmpty()) {
                field.put("unit", unit);
            }
            if (!missing.isEmpty()) {
                field.put("missingValues", List.of(Json.object("value", "", "label", missing)));
            }
            return field;
        }
    }

    final String file;
    /** Name among the resources of the data package. */
    final String resource;

    /** What the file holds. */
    final String meaning;

    final List<Column> columns;

    CompanionFile(String file, String resource, String meaning, List<Column> columns) {
        this.file = file;
        this.resource = resource;
        this.meaning = meaning;
        this.columns = columns;
    }

    /** Its Table Schema. */
    Map<String, Object> schema(String profile) {
        return Json.object(
                "$schema",
                profile,
                "fields",
                columns.stream().map(Column::field).toList());
    }

    private static Column text(String name, String description) {
        return new Column(name, "string", "", description, "");
    }

    private static Column ratio(String name, String description) {
        return new Column(name, "number", "ratio", description, UNBOUNDED);
    }

    private static Column rate(String name, String description) {
        return new Column(name, "number", PER_OPPORTUNITY, description, UNBOUNDED);
    }

    // Compile-time constants, since the constants above are made before any other field of the class.
    private static final String UNBOUNDED = "nothing bounds it";
    private static final String PER_OPPORTUNITY =
            "events per opportunity; for a population ratio per resident and year";
}
