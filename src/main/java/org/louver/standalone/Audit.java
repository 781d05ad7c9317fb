package org.louver.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.louver.attack.Attack;
import org.louver.attack.AttackReport;
import org.louver.attack.AttackSettings;
import org.louver.attack.Attacker;
import org.louver.attack.AuditVerdict;
import org.louver.attack.PublishedCells;
import org.louver.config.DesignConfig;
import org.louver.refusal.ExitCode;
import org.louver.table.AssessedCells;

/** Runs the attack with the options of a command and puts its outcome into the words of the summary. */
final class Audit {
    /** Full intervals of more withheld cells than this are only computed on request: two linear programs each. */
    static final int MOST_INTERVALS = 40_000;

    private Audit() {}

    /**
     * How a reader attacks.
     *
     * @param insiders 0: none; 1: singletons; 2 or 3: contributors of cells up to that size
     * @param wholeNumbers whether he uses that values are whole numbers
     * @param intervals whether full intervals are computed; null: where there are few withheld cells
     * @param seconds from now, after which what is left is undecided
     */
    record Options(
            int insiders, boolean wholeNumbers, @Nullable Boolean intervals, long seconds) {
        AttackSettings settings(PublishedCells published) {
            AttackSettings settings = AttackSettings.DEFAULT.by(
                    insiders == 0 ? new Attacker.Outsider() : new Attacker.Insider(insiders, false));
            settings = wholeNumbers ? settings.withWholeNumbers() : settings;
            boolean all = intervals == null ? published.withheldCells() <= MOST_INTERVALS : intervals;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            settings = settings.until(() -> System.nanoTime() - end >= 0);
            return all ? settings.withIntervals() : settings;
        }
    }

    /** Up to which size of cells their contributors attack a table of this design. */
    static int insiders(DesignConfig design) {
        return design.protection().singletonsProtected() ? 1 : 0;
    }

    static AttackReport of(AssessedCells cells, PublishedCells published, Options options) {
        return Attack.onRelease(cells, published, options.settings(published));
    }

    static AttackReport of(PublishedCells published, long[] width, Options options) {
        return Attack.onPublished(published, width, options.settings(published));
    }

    static Map<String, Object> summary(AttackReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("exact", report.summary().exact());
        fields.put("exact_others", report.summary().exactOthers());
        fields.put("narrower_than_required", report.summary().narrowerThanRequired());
        fields.put("singleton_exact", report.summary().singletonExact());
        fields.put("undecided", report.summary().undecided());
        fields.put("attack_lps", report.summary().linearPrograms());
        fields.put("verdict", verdict(report));
        return fields;
    }

    static String verdict(AttackReport report) {
        if (report.verdict() instanceof AuditVerdict.Passed) {
            return "passed";
        }
        return report.verdict() instanceof AuditVerdict.Failed ? "failed" : "inconclusive";
    }

    static ExitCode exitCode(AttackReport report) {
        return switch (verdict(report)) {
            case "passed" -> ExitCode.RELEASED;
            case "failed" -> ExitCode.AUDIT_FAILED;
            default -> ExitCode.AUDIT_INCONCLUSIVE;
        };
    }
}
