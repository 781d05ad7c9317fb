package org.louver.ledger;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.refusal.Refusal;

/**
 * Who agreed to a release and who did not: an append-only Delta table under {@code <output>/ledger/approvals}; internal.
 *
 * <p>A decision is bound to the fingerprint of the plan that the review packet showed. It says nothing about any other plan.
 */
public final class ApprovalLedger {
    private static final StructType SCHEMA = new StructType()
            .add("release", DataTypes.StringType, false)
            .add("plan", DataTypes.StringType, false)
            .add("role", DataTypes.StringType, false)
            .add("decided_by", DataTypes.StringType, false)
            .add("decision", DataTypes.StringType, false)
            .add("note", DataTypes.StringType, false)
            .add("sequence", DataTypes.LongType, false)
            .add("recorded_at", DataTypes.TimestampType, false);

    private final SparkSession spark;
    private final String path;

    public ApprovalLedger(SparkSession spark, String output) {
        this.spark = spark;
        this.path = output + "/ledger/approvals";
    }

    /** What somebody decided. */
    public enum Decision {
        APPROVED,
        REJECTED;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One decision about one plan. */
    public record Entry(String release, String plan, String role, String by, Decision decision, String note) {
        public Entry {
            if (by.isBlank()) {
                throw Refusal.configuration("a decision needs a name", "say who decides with --by");
            }
            if (decision == Decision.REJECTED && note.isBlank()) {
                throw Refusal.configuration("a rejection needs a reason", "say why with --reason");
            }
        }
    }

    /** Appends a decision; nothing is ever changed or removed. */
    public void append(Entry entry, Instant now) {
        long sequence = exists() ? entries().count() + 1 : 1;
        Row row = RowFactory.create(
                entry.release(),
                entry.plan(),
                entry.role(),
                entry.by(),
                entry.decision().word(),
                entry.note(),
                sequence,
                Timestamp.from(now));
        spark.createDataFrame(List.of(row), SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(path);
    }

    /** All decisions, in no order. */
    public Dataset<Row> entries() {
        return spark.read().format("delta").load(path);
    }

    /**
     * Returns if the release may be published under this plan.
     *
     * @param roles who must have approved exactly this plan
     * @throws Refusal exit 7 if a role has not approved this plan, or anybody's latest decision about it is a rejection
     */
    public void requireApproved(String release, String plan, List<String> roles) {
        Map<String, Row> latest = new TreeMap<>();
        boolean other = false;
        if (exists()) {
            // A release has a handful of decisions.
            for (Row row : entries()
                    .filter(col("release").equalTo(release))
                    .orderBy("sequence", "recorded_at")
                    .collectAsList()) {
                if (row.<String>getAs("plan").equals(plan)) {
                    latest.put(row.getAs("role"), row);
                } else {
                    other = true;
                }
            }
        }
        for (Map.Entry<String, Row> decision : latest.entrySet()) {
            if (decision.getValue().<String>getAs("decision").equals(Decision.REJECTED.word())) {
                throw Refusal.policy(
                        "release " + release + " was rejected by " + decision.getKey(),
                        "read the reason in the ledger, change the release, and run louver review again");
            }
        }
        List<String> missing = new ArrayList<>(roles);
        missing.removeAll(latest.keySet());
        if (!missing.isEmpty()) {
            throw Refusal.policy(
                    "release " + release + " lacks the approval of " + String.join(", ", missing)
                            + (other ? "; earlier decisions were about a plan that has changed since" : ""),
                    "run louver review, show review.html to them, then louver approve");
        }
    }

    private boolean exists() {
        try {
            Path log = new Path(path, "_delta_log");
            return log.getFileSystem(spark.sessionState().newHadoopConf()).exists(log);
        } catch (java.io.IOException unreadable) {
            throw Refusal.storage("the ledger at " + path + " cannot be read", "check path and permissions");
        }
    }
}
