package org.louver.evidence;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The files of an evidence folder and their columns. */
enum EvidenceFile {
    /** One row per cell: what is true, what readers know, what is required. */
    CELLS("cells.parquet", """
            message cells { required int32 cell; required int64 value; required boolean withheld; required int64 floor;
              optional int64 ceiling; required int64 lower; required int64 upper; required int64 sliding; optional int32 contributor; }
            """),
    /** One row per member of a relation: Σ coefficient · value = 0. */
    RELATIONS(
            "relations.parquet",
            "message relations { required int32 relation; required int32 cell; required int32 coefficient; }"),
    /** One row per cell that a witness changes: by delta / denominator. */
    WITNESSES(
            "witnesses.parquet",
            "message witnesses { required int32 witness; required int32 cell; required int64 delta; required int64 denominator; }"),
    /** Which witnesses prove which cell. */
    PROOFS("proofs.parquet", "message proofs { required int32 cell; required int32 witness; }"),
    /** Which cell each published row shows. */
    ROWS(
            "rows.parquet",
            "message rows { required binary table (STRING); required binary codes (STRING); required int32 cell; }");

    /** SHA-256 of the others, in the form that {@code sha256sum --check} reads. */
    static final String DIGESTS = "SHA256SUMS";

    private final String file;
    private final String columns;

    EvidenceFile(String file, String columns) {
        this.file = file;
        this.columns = columns;
    }

    String file() {
        return file;
    }

    MessageType schema() {
        return MessageTypeParser.parseMessageType(columns);
    }
}
