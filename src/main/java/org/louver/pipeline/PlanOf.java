package org.louver.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;
import org.louver.ledger.ApprovalLedger;
import org.louver.ledger.CodeFingerprint;
import org.louver.ledger.PlanFingerprint;
import org.louver.safety.SafetySettings;

/** The plan of a release as one number, and whether those who must agree have agreed to exactly that. */
public final class PlanOf {
    private PlanOf() {}

    /** SHA-256 over configuration, policy, code version and the bytes of all inputs. */
    public static String release(SparkSession spark, ReleaseConfig release, SafetySettings settings) {
        TreeMap<String, String> texts = new TreeMap<>();
        texts.put("configuration", release.file().rendered());
        texts.put("policy", settings.policyText());
        texts.put("code", CodeFingerprint.ofThisProgram());
        List<String> inputs = new ArrayList<>();
        release.sources().values().forEach(source -> source.files().forEach(file -> inputs.add(file.path())));
        settings.areas().ifPresent(file -> inputs.add(file.path()));
        settings.snapPoints().ifPresent(table -> inputs.add(table.file().path()));
        settings.optOuts().ifPresent(file -> inputs.add(file.path()));
        return PlanFingerprint.of(texts, inputs, spark.sessionState().newHadoopConf());
    }

    /**
     * Returns if the release may be published; a demonstration needs nobody's approval and says on every page what it is.
     *
     * @return the fingerprint of the plan
     * @throws org.louver.refusal.Refusal exit 7
     */
    public static String requireApproved(SparkSession spark, ReleaseConfig release, SafetySettings settings) {
        String plan = release(spark, release, settings);
        if (!release.release().demonstration()) {
            new ApprovalLedger(spark, release.output())
                    .requireApproved(
                            release.release().id(), plan, settings.policy().approvals());
        }
        return plan;
    }
}
