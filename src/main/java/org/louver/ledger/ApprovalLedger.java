package org.louver.ledger;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
 * What was reviewed, who agreed to it and who did not: an append-only Delta table under {@code <output>/ledger/approvals}; internal.
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

    private static final String REVIEWED = "reviewed";

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

    /**
     * A review packet: the last thing that people were shown about a release.
     *
     * @param roles who must agree
     * @param packet SHA-256 of the page, so that a printed packet can be told from another
     */
    public record Review(String release, String plan, List<String> roles, String packet) {
        public Review {
            roles = List.copyOf(roles);
        }

        /**
         * The required role that a person means: its name, or one of its words where no other role has that word.
         *
         * @throws Refusal exit 2 if that is none or several of them
         */
        public String role(String written) {
            if (roles.contains(written)) {
                return written;
            }
            List<String> meant = roles.stream()
                    .filter(role -> List.of(role.split("-", -1)).contains(written))
                    .toList();
            if (meant.size() != 1) {
                throw Refusal.configuration(
                        "--role is none of the roles that the policy of release " + release + " asks",
                        roles.isEmpty() ? "it asks nobody" : "use one of " + String.join(", ", roles));
            }
            return meant.get(0);
        }
    }

    /** Records that a packet was written: decisions from now on are about its plan. */
    public void reviewed(Review review, Instant now) {
        write(
                now,
                review.release(),
                review.plan(),
                String.join(",", review.roles()),
                "louver review",
                REVIEWED,
                review.packet());
    }

    /** The latest packet of a release. */
    public Optional<Review> lastReview(String release) {
        if (!exists()) {
            return Optional.empty();
        }
        return entries()
                .filter(col("release").equalTo(release).and(col("decision").equalTo(REVIEWED)))
                .orderBy(col("sequence").desc(), col("recorded_at").desc())
                .limit(1)
                .collectAsList()
                .stream()
                .map(row -> new Review(
                        release,
                        row.getAs("plan"),
                        Stream.of(row.<String>getAs("role").split(",", -1))
                                .filter(role -> !role.isEmpty())
                                .toList(),
                        row.getAs("note")))
                .findFirst();
    }

    /** Appends a decision; nothing is ever changed or removed. */
    public void append(Entry entry, Instant now) {
        write(
                now,
                entry.release(),
                entry.plan(),
                entry.role(),
                entry.by(),
                entry.decision().word(),
                entry.note());
    }

    private void write(Instant now, String release, String plan, String role, String by, String word, String note) {
        long sequence = exists() ? entries().count() + 1 : 1;
        Row row = RowFactory.create(release, plan, role, by, word, note, sequence, Timestamp.from(now));
        spark.createDataFrame(List.of(row), SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(path);
    }

    /** All reviews and decisions, in no order. */
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
        // One person's approval does not take back another's rejection, of the same role or not.
        Map<List<String>, Row> latest = new LinkedHashMap<>();
        boolean other = false;
        if (exists()) {
            // A release has a handful of decisions.
            for (Row row : entries()
                    .filter(col("release").equalTo(release).and(col("decision").notEqual(REVIEWED)))
                    .orderBy("sequence", "recorded_at")
                    .collectAsList()) {
                if (row.<String>getAs("plan").equals(plan)) {
                    latest.put(List.of(row.getAs("role"), row.getAs("decided_by")), row);
                } else {
                    other = true;
                }
            }
        }
        for (Map.Entry<List<String>, Row> decision : latest.entrySet()) {
            if (decision.getValue().<String>getAs("decision").equals(Decision.REJECTED.word())) {
                throw Refusal.policy(
                        "release " + release + " was rejected by "
                                + decision.getKey().get(0),
                        "read the reason in the ledger, change the release, and run louver review again");
            }
        }
        List<String> missing = new ArrayList<>(roles);
        latest.keySet().forEach(decided -> missing.remove(decided.get(0)));
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
