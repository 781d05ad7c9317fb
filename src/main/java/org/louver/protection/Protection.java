package org.louver.protection;

import java.util.BitSet;
import org.louver.config.ProtectionConfig;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Assessment;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.SensitivityRules;
import org.louver.suppression.ComplementarySuppression;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionSettings;
import org.louver.suppression.SuppressionSettings.Singletons;
import org.louver.table.InvalidTable;
import org.louver.tabulation.TabulatedUnit;

/**
 * Decides what is withheld: the primary rules, then complementary suppression over all tables of a unit at once.
 *
 * @param rules which cells are unsafe
 * @param config how wide the intervals of withheld cells must be, against whom, and at what cost
 */
public record Protection(SensitivityRules rules, ProtectionConfig config) {

    /**
     * Protects the tables of one unit.
     *
     * @throws Refusal exit 2 if a rule does not fit the tables; exit 4 if no pattern of withheld cells can protect them
     */
    public ProtectedUnit protect(TabulatedUnit unit) {
        Assessment assessment;
        try {
            assessment = PrimarySuppression.assess(unit.cells(), rules, config.policy(0));
        } catch (InvalidTable invalid) {
            throw Refusal.configuration("rules for " + unit.unit() + ": " + invalid.problem(), invalid.remedy());
        }
        SuppressionPattern pattern = ComplementarySuppression.protect(
                assessment.cells(),
                new SuppressionSettings(
                        config.singletonsProtected() ? Singletons.PROTECTED : Singletons.IGNORED,
                        new BitSet(),
                        config.keepEarlier(),
                        config.effort(),
                        config.bound()));
        if (!pattern.unachievable().isEmpty()) {
            throw Refusal.auditFailed(
                    "tables of " + unit.unit() + ": " + pattern.unachievable().size()
                            + " requirements cannot be met by withholding cells",
                    "publish coarser levels or fewer tables of this unit together");
        }
        return new ProtectedUnit(unit, assessment, pattern);
    }
}
