package org.louver.publication;

import java.util.List;
import java.util.Optional;
import org.louver.config.Section;
import org.louver.report.ProtectionStatement;
import org.louver.report.QuestionConfig;
import org.louver.utility.Question;

/**
 * What a release says about itself and the forms in which it is published.
 *
 * @param id names the directory of the release; letters, digits, dots, hyphens and underscores
 * @param demonstration whether the data are synthetic, which every output then says
 * @param questions what readers will ask; the release is refused if one does not survive as its gate demands
 * @param description the agency's own words, before what can be said of every release
 * @param dictionary what the data dictionary says of columns and codes
 * @param address of the public tree on the web, ending in a slash; catalogues are relative to the release without it
 * @param protection what may be told of how the release is protected; absent where a test publishes what no rule has seen
 */
public record PublicationPlan(
        String id,
        String title,
        String publisher,
        String contact,
        String licence,
        boolean demonstration,
        List<DatasetFormat> formats,
        List<Question> questions,
        Optional<String> description,
        DictionaryTexts dictionary,
        Optional<String> address,
        Optional<ProtectionStatement> protection) {

    public PublicationPlan {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || id.equals("current")) {
            throw new IllegalArgumentException(
                    "a release id is made of letters, digits, dots, hyphens and underscores");
        }
        formats = List.copyOf(formats);
        questions = List.copyOf(questions);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a release needs at least one format");
        }
    }

    /** A release that names no questions and is described by its tables alone. */
    public PublicationPlan(
            String id,
            String title,
            String publisher,
            String contact,
            String licence,
            boolean demonstration,
            List<DatasetFormat> formats) {
        this(
                id,
                title,
                publisher,
                contact,
                licence,
                demonstration,
                formats,
                List.of(),
                Optional.empty(),
                DictionaryTexts.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** The same release with the questions of {@code publication { questions }}. */
    public PublicationPlan asking(Section publication) {
        List<Question> read = QuestionConfig.read(publication.sectionOrEmpty("questions"));
        return with(read, description, dictionary, address, protection);
    }

    /** The same release with the agency's own words about it. */
    public PublicationPlan described(Optional<String> words) {
        return with(questions, words, dictionary, address, protection);
    }

    /** The same release with what its data dictionary says. */
    public PublicationPlan explained(DictionaryTexts texts) {
        return with(questions, description, texts, address, protection);
    }

    /** The same release with the address under which its public tree will be served. */
    public PublicationPlan servedAt(Optional<String> base) {
        return with(questions, description, dictionary, base, protection);
    }

    /** The same release with what may be told of how it is protected. */
    public PublicationPlan protectedBy(ProtectionStatement statement) {
        return with(questions, description, dictionary, address, Optional.of(statement));
    }

    private PublicationPlan with(
            List<Question> asked,
            Optional<String> words,
            DictionaryTexts texts,
            Optional<String> base,
            Optional<ProtectionStatement> statement) {
        return new PublicationPlan(
                id, title, publisher, contact, licence, demonstration, formats, asked, words, texts, base, statement);
    }

    /** The same release after the audit passed for these units. */
    PublicationPlan audited(List<String> units) {
        return protection.map(said -> protectedBy(said.passedFor(units))).orElse(this);
    }

    /** Where a file of the release will be on the web: absolute if that is known, else relative to the release. */
    String address(String path) {
        return address.map(base -> base + id + "/" + path).orElse(path);
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
        // Read by asking().
        publication.has("questions");
        publication.refuseUnknownKeys();
        return formats;
    }
}
