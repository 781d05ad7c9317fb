package org.louver.publication;

import java.util.List;
import org.louver.config.Section;

/**
 * What a release says about itself and the forms in which it is published.
 *
 * @param id names the directory of the release; letters, digits, dots, hyphens and underscores
 * @param demonstration whether the data are synthetic, which every output then says
 */
public record PublicationPlan(
        String id,
        String title,
        String publisher,
        String contact,
        String licence,
        boolean demonstration,
        List<DatasetFormat> formats) {

    public PublicationPlan {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || id.equals("current")) {
            throw new IllegalArgumentException(
                    "a release id is made of letters, digits, dots, hyphens and underscores");
        }
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a release needs at least one format");
        }
    }

    /** Reads {@code publication { formats }}; the rest comes from the release section. */
    public static List<DatasetFormat> formats(Section publication) {
        List<DatasetFormat> formats = publication.texts("formats", List.of("parquet", "delta", "csv")).stream()
                .map(word -> DatasetFormat.of(word)
                        .orElseThrow(() -> publication.refusal(
                                "formats", "names a format that Louver cannot write", "use parquet, delta or csv")))
                .distinct()
                .toList();
        if (formats.isEmpty()) {
            throw publication.refusal("formats", "is empty", "name at least one of parquet, delta, csv");
        }
        publication.refuseUnknownKeys();
        return formats;
    }
}
