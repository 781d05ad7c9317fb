package org.louver.publication;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.louver.audit.PublicTable;
import org.louver.report.CoarserCategories;

/** The texts that go with the data: what it is, how to read it, what every column means. Made from what is public alone. */
final class Documentation {
    private Documentation() {}

    /**
     * File name → content.
     *
     * @param companions that lie beside the tables
     */
    static SortedMap<String, String> of(List<PublicTable> tables, PublicationPlan plan, Set<CompanionFile> companions) {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put("README.md", readme(tables, plan));
        documents.putAll(DataDictionary.files(tables, plan, companions));
        documents.put("CITATION.cff", citation(tables, plan));
        documents.put("LICENSE.txt", licence(plan));
        if (tables.stream().anyMatch(table -> !table.recoded().isEmpty())) {
            documents.put(CoarserCategories.FILE, Categories.text(tables));
        }
        documents.putAll(CodeLists.files(tables, plan.dictionary()));
        for (PublicTable table : tables) {
            if (plan.formats().contains(DatasetFormat.CSV)) {
                documents.put(CsvText.path(table, plan.demonstration()), CsvText.of(table));
            }
        }
        return documents;
    }

    /** File name → content of the descriptions that quote digests and sizes of other files. */
    static SortedMap<String, String> about(
            SortedMap<String, FileFacts> files, List<PublicTable> tables, PublicationPlan plan) {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put(DataPackage.FILE, DataPackage.of(tables, plan, files));
        documents.put(OpenDataCatalog.FILE, OpenDataCatalog.version1(tables, plan, files));
        if (OpenDataCatalog.hasAddress(plan)) {
            documents.put(OpenDataCatalog.FILE_3, OpenDataCatalog.version3(tables, plan, files));
        }
        if (plan.formats().contains(DatasetFormat.CSV)) {
            documents.put(CsvOnTheWeb.FILE, CsvOnTheWeb.of(tables, plan));
        }
        return documents;
    }

    /** What the tables hold, in a sentence or two. */
    static String summary(List<PublicTable> tables, PublicationPlan plan) {
        String units =
                tables.stream().map(PublicTable::unit).distinct().sorted().collect(Collectors.joining(", "));
        List<String> years = DataPackage.span(tables);
        return (plan.demonstration() ? "Demonstration with synthetic or example records. " : "")
                + plan.description().map(words -> words.strip() + " ").orElse("")
                + "Counts of " + units + " by "
                + String.join(
                        ", ",
                        tables.stream()
                                .flatMap(table -> table.dimensions().stream())
                                .distinct()
                                .toList())
                + (years.isEmpty() ? "" : ", " + years.get(0) + " to " + years.get(1))
                + ", published by " + plan.publisher()
                + ". Counts that could single somebody out are withheld; bounds that hold for them are given.";
    }

    static List<String> keywords(List<PublicTable> tables) {
        SortedSet<String> words = new TreeSet<>(List.of("police", "open data", "statistical disclosure control"));
        for (PublicTable table : tables) {
            words.add(table.unit());
            words.addAll(table.dimensions());
        }
        return List.copyOf(words);
    }

    static String meaningOf(String dimension) {
        return (dimension.equals(PublicTable.YEAR) ? "calendar year" : dimension.replace('_', ' '))
                + "; Total for all categories together";
    }

    private static String citation(List<PublicTable> tables, PublicationPlan plan) {
        return "cff-version: 1.2.0\n"
                + "message: \"If you use these data, please cite them as below.\"\n"
                + "type: dataset\n"
                + "title: "
                + quoted(plan.title()) + "\nauthors:\n  - name: " + quoted(plan.publisher()) + "\nversion: "
                + quoted(plan.id())
                + "\nlicense: " + quoted(plan.licence())
                + "\nabstract: " + quoted(summary(tables, plan)) + "\n";
    }

    /** A YAML double-quoted scalar. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
    }

    private static String licence(PublicationPlan plan) {
        return "These data are published by " + plan.publisher() + " under " + plan.licence() + "."
                + Licences.address(plan.licence())
                        .map(address -> "\n" + address)
                        .orElse("") + "\n";
    }

    private static String readme(List<PublicTable> tables, PublicationPlan plan) {
        String formats = plan.formats().stream().map(DatasetFormat::word).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder();
        text.append("# ").append(plan.title()).append("\n\n");
        if (plan.demonstration()) {
            text.append("**Demonstration: not an official release of anybody, and not to be relied upon.**\n\n");
        }
        text.append("Release `").append(plan.id()).append("`, published by ").append(plan.publisher());
        text.append(". Licence: ").append(plan.licence()).append('.');
        if (!plan.contact().isEmpty()) {
            text.append(" Contact: ").append(plan.contact()).append('.');
        }
        text.append("\n\n## Tables\n\n| table | counts | by | rows | withheld |\n|---|---|---|---|---|\n");
        for (PublicTable table : tables) {
            text.append("| ")
                    .append(table.name())
                    .append(" | ")
                    .append(plan.dictionary().counted(table))
                    .append(" | ");
            text.append(String.join(" × ", table.dimensions())).append(" | ");
            text.append(table.rows().size())
                    .append(" | ")
                    .append(table.withheld())
                    .append(" |\n");
        }
        text.append("\nEach table lies under `data/<table>/` as ")
                .append(formats)
                .append("""
                    .

                    ## How to read a row

                    - One row is one cell. `Total` in a dimension stands for all its categories together. A combination that has no row
                      counted nothing.
                    - `value` is the exact count, or empty where it is withheld to protect people (`status` `C`); `F` is free to use.
                    - `lower` and `upper` enclose a withheld value: they are what anybody can work out from the published numbers. Do your
                      sums with both ends; do not treat a withheld value as zero.
                    - `categories.csv`, where there is one, lists coarser categories: which codes each stands for, which variables a table
                      left out, and where a series breaks with the release before.
                    - Some withheld counts are large: they are withheld so that small ones cannot be worked out by subtraction.
                    - `data/<table>/csv/<table>.readable.csv` is the same for people: `[c]` stands for a withheld count.
                    - `DICTIONARY.md` says what every column and code means and which field of the records it comes from; `dictionary.csv` and
                      `codes/` say the same to programs, with what each code is part of and the years in which it occurs.
                    - `datapackage.json` describes every column (Frictionless) and says by which rules the release is
                      protected (`louver:protection`), `csv-metadata.json` describes the readable files (CSV on the Web); `data.json` and
                      `data-dcat-us-3.json`, where there is one, are for data portals.
                    - `trends.csv`, where there is one, answers the questions of the release year by year; `coverage.csv`, where there is one,
                      tells which share of records found no partner in another source. `DICTIONARY.md` describes their columns.
                    - `report.html` shows the release in charts and words; it needs no network.
                    - `SHA256SUMS` holds a checksum of every file: `sha256sum --check SHA256SUMS`.
                    """);
        return text.toString();
    }
}
