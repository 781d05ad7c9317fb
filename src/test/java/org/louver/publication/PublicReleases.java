package org.louver.publication;

import java.nio.file.Path;
import java.util.List;
import org.louver.TestSpark;
import org.louver.audit.PublicTable;
import org.louver.config.Section;

/** Publishes tables that a test makes up; outside tests only an audited release can be published. */
public final class PublicReleases {
    private PublicReleases() {}

    /** Returns the directory of the release. */
    public static Path publish(Path output, List<PublicTable> tables, Section publication) {
        return publish(output, tables, publication, List.of(DatasetFormat.values()));
    }

    /** The same without Parquet and Delta, which need Spark's time. */
    public static Path publishCsv(Path output, List<PublicTable> tables) {
        Section none = Section.parse("publication {}", "test").section("publication");
        return publish(output, tables, none, List.of(DatasetFormat.CSV));
    }

    private static Path publish(
            Path output, List<PublicTable> tables, Section publication, List<DatasetFormat> formats) {
        PublicationPlan plan = new PublicationPlan(
                        "2024.1",
                        "Police stops in Sampleville",
                        "Sampleville Police Department",
                        "data@example.org",
                        "CC-BY-4.0",
                        true,
                        formats)
                .asking(publication);
        Publication publish = new Publication(TestSpark.session(), output.toString());
        publish.pointAt(publish.moveIn(publish.stage(tables, plan)));
        return output.resolve("public/2024.1");
    }
}
