package org.louver.config;

import java.util.List;

/** How the files of a source are written. */
public sealed interface SourceFormat {
    /**
     * Text with separators and a header line; {@code .gz} and other Hadoop codecs by the file's ending.
     *
     * @param multiLine whether cells may hold line breaks; if so, one file is read by one task
     */
    record Csv(String delimiter, String quote, String escape, String encoding, boolean multiLine)
            implements SourceFormat {}

    /** One JSON object per line, or with {@code multiLine} one array or object per file. */
    record Json(String encoding, boolean multiLine) implements SourceFormat {}

    record Parquet() implements SourceFormat {}

    record Delta() implements SourceFormat {}

    /** The encodings that Spark 4 reads. */
    List<String> ENCODINGS = List.of("UTF-8", "US-ASCII", "ISO-8859-1", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32");

    /** Reads {@code format} and {@code csv} or {@code json} of a source. */
    static SourceFormat read(Section source) {
        return switch (source.word("format", Word.class, Word.CSV)) {
            case CSV -> csv(source.sectionOrEmpty("csv"));
            case JSON -> json(source.sectionOrEmpty("json"));
            case PARQUET -> new Parquet();
            case DELTA -> new Delta();
        };
    }

    private static Csv csv(Section section) {
        String quote = oneCharacter(section, "quote", "\"");
        Csv csv = new Csv(
                oneCharacter(section, "delimiter", ","),
                quote,
                oneCharacter(section, "escape", quote),
                encoding(section),
                section.flag("multi-line", true));
        section.refuseUnknownKeys();
        return csv;
    }

    private static Json json(Section section) {
        Json json = new Json(encoding(section), section.flag("multi-line", false));
        section.refuseUnknownKeys();
        return json;
    }

    private static String oneCharacter(Section section, String key, String otherwise) {
        String character = section.text(key, otherwise);
        if (character.length() != 1) {
            throw section.refusal(key, "must be one character", "write for example \";\" or \"\\t\"");
        }
        return character;
    }

    private static String encoding(Section section) {
        String encoding = section.text("encoding", "UTF-8");
        if (!ENCODINGS.contains(encoding)) {
            throw section.refusal(
                    "encoding", "is not an encoding that can be read", "use " + String.join(", ", ENCODINGS));
        }
        return encoding;
    }

    /** The words of the key {@code format}. */
    enum Word {
        CSV,
        JSON,
        PARQUET,
        DELTA
    }
}
