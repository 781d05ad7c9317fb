package org.louver.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.louver.audit.PublicTable;

/**
 * {@code data.json}, the catalogue that portals harvest: DCAT-US 1.1 (https://resources.data.gov/resources/dcat-us/), and DCAT-US 3.0
 * beside it where the contact is an e-mail address. Both schemas want absolute addresses: {@code release.address} gives them. Without it nobody knows yet where the release will
 * be served, and addresses are relative to it.
 */
final class OpenDataCatalog {
    static final String FILE = "data.json";
    static final String FILE_3 = "data-dcat-us-3.json";

    private OpenDataCatalog() {}

    static String version1(List<PublicTable> tables, PublicationPlan plan, SortedMap<String, FileFacts> files) {
        List<Object> datasets = new ArrayList<>();
        for (PublicTable table : tables) {
            List<Object> distributions = new ArrayList<>();
            data(table, files)
                    .forEach((path, facts) -> distributions.add(Json.object(
                            "@type",
                            "dcat:Distribution",
                            "title",
                            path,
                            "downloadURL",
                            plan.address(path),
                            "mediaType",
                            mediaType(path),
                            "describedBy",
                            plan.address(DataPackage.FILE),
                            "describedByType",
                            "application/json")));
            Map<String, Object> dataset = Json.object(
                    "@type",
                    "dcat:Dataset",
                    "identifier",
                    plan.id() + "/" + table.name(),
                    "title",
                    plan.title() + ": " + words(table),
                    "description",
                    Documentation.summary(List.of(table), plan),
                    "keyword",
                    Documentation.keywords(List.of(table)),
                    // ISO 8601: issued once a year. A release never changes, and a clock would make its bytes differ.
                    "modified",
                    "R/P1Y",
                    "publisher",
                    Json.object("@type", "org:Organization", "name", plan.publisher()),
                    "contactPoint",
                    contact(plan, true),
                    "accessLevel",
                    "public",
                    "rights",
                    "Small counts are withheld; see README.md.",
                    "distribution",
                    distributions);
            span(table, "/").ifPresent(span -> dataset.put("temporal", span));
            Licences.address(plan.licence()).ifPresent(address -> dataset.put("license", address));
            datasets.add(dataset);
        }
        return Json.text(Json.object(
                "@context", "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
                "@type", "dcat:Catalog",
                "conformsTo", "https://project-open-data.cio.gov/v1.1/schema",
                "describedBy", "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
                "dataset", datasets));
    }

    static String version3(List<PublicTable> tables, PublicationPlan plan, SortedMap<String, FileFacts> files) {
        List<Object> datasets = new ArrayList<>();
        for (PublicTable table : tables) {
            List<Object> distributions = new ArrayList<>();
            data(table, files).forEach((path, facts) -> distributions.add(distribution(path, facts, plan)));
            Map<String, Object> dataset = Json.object(
                    "@type",
                    "Dataset",
                    "identifier",
                    Json.object("@type", "Identifier", "notation", plan.id() + "/" + table.name()),
                    "title",
                    plan.title() + ": " + words(table),
                    "description",
                    Documentation.summary(List.of(table), plan),
                    "keyword",
                    Documentation.keywords(List.of(table)),
                    "publisher",
                    Json.object("@type", "Organization", "name", plan.publisher()),
                    "contactPoint",
                    contact(plan, false),
                    "accessRights",
                    "public",
                    "distribution",
                    distributions);
            List<String> years = DataPackage.span(List.of(table));
            if (!years.isEmpty()) {
                dataset.put(
                        "temporal",
                        List.of(Json.object(
                                "@type", "PeriodOfTime", "startDate", years.get(0), "endDate", years.get(1))));
            }
            datasets.add(dataset);
        }
        return Json.text(Json.object(
                "@type", "Catalog",
                "title", plan.title(),
                "description", Documentation.summary(tables, plan),
                "publisher", Json.object("@type", "Agent", "name", plan.publisher()),
                "language", List.of("en"),
                "conformsTo", Json.object("@type", "Standard", "title", "DCAT-US 3.0"),
                "dataset", datasets));
    }

    /** In version 3 the licence is a file's, and what packs a file is told apart from what is in it. */
    private static Map<String, Object> distribution(String path, FileFacts facts, PublicationPlan plan) {
        Map<String, Object> distribution = Json.object(
                "@type", "Distribution", "title", path, "downloadURL", plan.address(path), "mediaType", "text/csv");
        if (path.endsWith(".gz")) {
            distribution.put("compressFormat", "application/gzip");
        }
        Licences.address(plan.licence()).ifPresent(address -> distribution.put("license", address));
        distribution.put("byteSize", Long.toString(facts.bytes()));
        distribution.put(
                "checksum",
                Json.object(
                        "@type", "Checksum",
                        "algorithm", "checksumAlgorithm_sha256",
                        "checksumValue", facts.sha256()));
        return distribution;
    }

    /** The files of one table that can be downloaded alone. */
    private static SortedMap<String, FileFacts> data(PublicTable table, SortedMap<String, FileFacts> files) {
        String directory = DatasetWriter.csvFolder(table);
        return files.subMap(directory, directory + Character.MAX_VALUE);
    }

    private static String mediaType(String path) {
        return path.endsWith(".gz") ? "application/gzip" : "text/csv";
    }

    /** Whether the contact is an e-mail address. Version 3 demands one: without, there is no valid catalogue to write. */
    static boolean hasAddress(PublicationPlan plan) {
        return plan.contact().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    }

    private static Map<String, Object> contact(PublicationPlan plan, boolean version1) {
        Map<String, Object> contact = version1 ? Json.object("@type", "vcard:Contact") : Json.object("@type", "Kind");
        contact.put("fn", plan.publisher());
        if (hasAddress(plan)) {
            contact.put("hasEmail", "mailto:" + plan.contact());
        }
        return contact;
    }

    private static java.util.Optional<String> span(PublicTable table, String between) {
        List<String> years = DataPackage.span(List.of(table));
        return years.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(years.get(0) + "-01-01" + between + years.get(1) + "-12-31");
    }

    private static String words(PublicTable table) {
        return table.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
