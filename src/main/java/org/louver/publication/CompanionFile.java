package org.louver.publication;

import java.util.ArrayList;
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
            List.of(
                    text("question", "short name of the question"),
                    text("text", "the question in words"),
                    text("measure", "kind of measure, such as rate-ratio"),
                    text("group", "code of the group that is compared"),
                    text("reference", "code of the group that it is compared with"),
                    text("period", "year, or all years together"),
                    number("ratio_lower", "least ratio that the published figures allow"),
                    number("ratio_upper", "largest ratio that the published figures allow; empty if nothing bounds it"),
                    number("confidence_lower", "lower end of the 95 % interval around the bounds of the ratio"),
                    number("confidence_upper", "upper end of that interval; empty if nothing bounds it"),
                    number("group_lower", "least rate of the group that the published figures allow"),
                    number("group_upper", "largest rate of the group that the published figures allow"),
                    number("reference_lower", "least rate of the reference that the published figures allow"),
                    number("reference_upper", "largest rate of the reference that the published figures allow"),
                    number(
                            "coverage",
                            "share of the opportunities that a standardised measure rests on, 0 to 1; 1 if it is not standardised"),
                    text("change", "whether the rate of the group changes its level in that year"),
                    text("verdict", "what suppression has left of the answer: same conclusion; wider, same sign; lost"),
                    number("group_confidence_lower", "lower end of the 95 % interval around the rate of the group"),
                    number("group_confidence_upper", "upper end of that interval"),
                    number(
                            "reference_confidence_lower",
                            "lower end of the 95 % interval around the rate of the reference"),
                    number("reference_confidence_upper", "upper end of that interval"),
                    text("standardised_by", "dimensions by which the rates are standardised; empty if by none"))),
    COVERAGE(
            LinkCoverage.FILE,
            "coverage",
            List.of(
                    text("link", "name of the link between two sources"),
                    text("from", "source whose records look for a partner"),
                    text("to", "source in which they look for it"),
                    text("place", "agency or other place; empty for all records of the year"),
                    text("year", "calendar year"),
                    text(
                            "unlinked_percent",
                            "share of the records that should have a partner and found none, in whole per cent; under 5 and over 95 as such")));

    /** One column of such a file; {@code type} as in Table Schema. */
    record Column(String name, String type, String description) {}

    final String file;
    /** Name among the resources of the data package. */
    final String resource;

    final List<Column> columns;

    CompanionFile(String file, String resource, List<Column> columns) {
        this.file = file;
        this.resource = resource;
        this.columns = columns;
    }

    /** Its Table Schema. */
    Map<String, Object> schema(String profile) {
        List<Object> fields = new ArrayList<>();
        for (Column column : columns) {
            fields.add(Json.object("name", column.name(), "type", column.type(), "description", column.description()));
        }
        return Json.object("$schema", profile, "fields", fields);
    }

    private static Column text(String name, String description) {
        return new Column(name, "string", description);
    }

    private static Column number(String name, String description) {
        return new Column(name, "number", description);
    }
}
