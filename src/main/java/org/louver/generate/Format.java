package org.louver.generate;

/** In what the raw tables are written. */
public enum Format {
    CSV(".csv"),
    PARQUET(".parquet");

    private final String extension;

    Format(String extension) {
        this.extension = extension;
    }

    String extension() {
        return extension;
    }
}
