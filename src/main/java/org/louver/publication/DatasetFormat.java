package org.louver.publication;

import java.util.Locale;
import java.util.Optional;

/** The forms in which a table is published. */
public enum DatasetFormat {
    PARQUET,
    DELTA,
    CSV;

    /** The word in configuration and the name of the directory. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DatasetFormat> of(String word) {
        for (DatasetFormat format : values()) {
            if (format.word().equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
