package org.louver.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.louver.audit.PublicTable;
import org.louver.report.ProtectionStatement;

/** {@code datapackage.json}: Frictionless Data Package v2 with Table Schema (https://datapackage.org/standard/). */
final class DataPackage {
    static final String FILE = "datapackage.json";
    /** What an empty value stands for. */
    static final String WITHHELD = "withheld to protect people";

    private static final String PROFILES = "https://datapackage.org/profiles/2.0/";

    private DataPackage() {}

    static String of(List<PublicTable> tables, PublicationPlan plan, SortedMap<String, FileFacts> files) {
        List<Object> resources = new ArrayList<>();
        for (PublicTable table : tables) {
            String path =
                    DatasetWriter.csvFolder(table) + DatasetWriter.csvName(table, plan.demonstration()) + ".csv.gz";
            FileFacts facts = files.get(path);
            if (facts != null) {
                resources.add(resource(table.name(), path, facts, "gz", schema(table, plan.dictionary())));
            }
        }
        for (String dimension : CodeLists.dimensions(tables)) {
            String path = CodeLists.path(dimension);
            FileFacts facts = files.get(path);
            if (facts != null) {
                resources.add(resource(codesOf(dimension), path, facts, "", codeSchema()));
            }
        }
        for (CompanionFile companion : CompanionFile.values()) {
            FileFacts facts = files.get(companion.file);
            if (facts != null) {
                resources.add(resource(
                        companion.resource,
                        companion.file,
                        facts,
                        "",
                        companion.schema(PROFILES + "tableschema.json")));
            }
        }
        Map<String, Object> descriptor = Json.object(
                "$schema", PROFILES + "datapackage.json",
                "name", plan.id().toLowerCase(java.util.Locale.ROOT),
                "id", plan.id(),
                "title", plan.title(),
                "description", Documentation.summary(tables, plan),
                "version", plan.id(),
                "licenses", List.of(licence(plan)),
                "contributors", List.of(Json.object("title", plan.publisher(), "roles", List.of("publisher"))),
                "keywords", Documentation.keywords(tables),
                "louver:demonstration", plan.demonstration());
        plan.protection().ifPresent(statement -> descriptor.put(ProtectionStatement.PROPERTY, statement.json()));
        descriptor.put("resources", resources);
        return Json.text(descriptor);
    }

    private static Map<String, Object> resource(
            String name, String path, FileFacts facts, String compression, Map<String, Object> schema) {
        Map<String, Object> resource = Json.object(
                "name",
                name,
                "type",
                "table",
                "path",
                path,
                "format",
                "csv",
                "mediatype",
                "text/csv",
                "encoding",
                "utf-8",
                "bytes",
                facts.bytes(),
                "hash",
                "sha256:" + facts.sha256());
        if (!compression.isEmpty()) {
            resource.put("compression", compression);
        }
        resource.put("dialect", Json.object("delimiter", ",", "lineTerminator", "\r\n", "quoteChar", "\""));
        resource.put("schema", schema);
        return resource;
    }

    private static Map<String, Object> schema(PublicTable table, DictionaryTexts said) {
        List<Object> fields = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        for (String dimension : table.dimensions()) {
            fields.add(Json.object(
                    "name",
                    dimension,
                    "type",
                    "string",
                    "description",
                    DataDictionary.definition(dimension, said.column(table.name(), dimension)),
                    "constraints",
                    Json.object("required", true)));
            keys.add(Json.object(
                    "fields",
                    List.of(dimension),
                    "reference",
                    Json.object("resource", codesOf(dimension), "fields", List.of("code"))));
        }
        Map<String, Object> value = Json.object(
                "name",
                "value",
                "type",
                "integer",
                "description",
                "number of " + said.counted(table) + "; empty where withheld");
        // Later releases are attacked together with this one unit by unit: the unit must not depend on words.
        value.put("unit", table.unit());
        value.put("missingValues", List.of(Json.object("value", "", "label", WITHHELD)));
        value.put("constraints", Json.object("minimum", 0));
        fields.add(value);
        fields.add(Json.object(
                "name", "status",
                "type", "string",
                "description", "SDMX CONF_STATUS",
                "categories",
                        List.of(
                                Json.object("value", "F", "label", "free to use"),
                                Json.object("value", "C", "label", WITHHELD)),
                "constraints", Json.object("required", true)));
        fields.add(bound("lower", "least value that the release allows"));
        fields.add(bound("upper", "largest value that the release allows"));
        return Json.object(
                "$schema",
                PROFILES + "tableschema.json",
                "fields",
                fields,
                "primaryKey",
                table.dimensions(),
                "foreignKeys",
                keys);
    }

    private static Map<String, Object> bound(String name, String description) {
        return Json.object(
                "name",
                name,
                "type",
                "integer",
                "description",
                description,
                "constraints",
                Json.object("required", true, "minimum", 0));
    }

    private static Map<String, Object> codeSchema() {
        return Json.object(
                "$schema", PROFILES + "tableschema.json",
                "fields",
                        List.of(
                                Json.object("name", "code", "type", "string"),
                                Json.object("name", "definition", "type", "string"),
                                Json.object(
                                        "name", "parents", "type", "string", "description", "separated by semicolons"),
                                Json.object("name", "first_year", "type", "string"),
                                Json.object("name", "last_year", "type", "string"),
                                Json.object("name", "years", "type", "string", "description", "separated by blanks")),
                "primaryKey", List.of("code"));
    }

    private static String codesOf(String dimension) {
        return "codes_" + dimension;
    }

    private static Map<String, Object> licence(PublicationPlan plan) {
        Map<String, Object> licence = Json.object("name", plan.licence());
        Licences.address(plan.licence()).ifPresent(address -> licence.put("path", address));
        return licence;
    }

    /** The first and last year, if there are years. */
    static List<String> span(List<PublicTable> tables) {
        SortedSet<String> years = CodeLists.years(tables);
        return years.isEmpty() ? List.of() : List.of(years.first(), years.last());
    }
}
