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
        PublicationPlan plan = new PublicationPlan(
                        "2024.1",
                        "Police stops in Sampleville",
                        "Sampleville Police Department",
                        "data@example.org",
                        "CC-BY-4.0",
                        true,
                        List.of(DatasetFormat.PARQUET, DatasetFormat.DELTA, DatasetFormat.CSV))
                .asking(publication);
        Publication publish = new Publication(TestSpark.session(), output.toString());
        publish.pointAt(publish.moveIn(publish.stage(tables, plan)));
        return output.resolve("public/2024.1");
    }
}
