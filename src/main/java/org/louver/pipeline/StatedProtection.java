package org.louver.pipeline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import org.louver.attack.AttackSettings;
import org.louver.attack.Attacker;
import org.louver.config.ProtectionConfig;
import org.louver.report.ProtectionStatement;
import org.louver.safety.Policy;
import org.louver.sensitivity.Homogeneity;
import org.louver.sensitivity.Ratio;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;

/** What a release may tell of its own protection, from its configuration alone: no record has been read yet. */
final class StatedProtection {
    private StatedProtection() {}

    static ProtectionStatement of(
            SensitivityRules rules, Policy policy, ProtectionConfig protection, AttackSettings audit) {
        return new ProtectionStatement(
                rules.minimumFrequency(),
                rules.minimumContributors(),
                rules.zeros() != ZeroPolicy.UNSAFE,
                rules.homogeneity().stream().map(StatedProtection::topCoded).toList(),
                !rules.concentration().isEmpty(),
                Optional.of(new ProtectionStatement.Policy(
                        policy.name(),
                        policy.version(),
                        policy.smallCells().source(),
                        !policy.loosened().isEmpty())),
                protection.width(),
                protection.singletonsProtected(),
                attackers(audit),
                List.of());
    }

    private static ProtectionStatement.TopCoded topCoded(Homogeneity rule) {
        Ratio share = rule.share();
        return new ProtectionStatement.TopCoded(
                rule.variable(),
                new BigDecimal(share.numerator())
                        .movePointRight(2)
                        .divide(new BigDecimal(share.denominator()), MathContext.DECIMAL64)
                        .stripTrailingZeros());
    }

    private static ProtectionStatement.Attackers attackers(AttackSettings audit) {
        return audit.attacker() instanceof Attacker.Insider insider
                ? new ProtectionStatement.Attackers(insider.largestCell(), insider.fullLevels(), audit.wholeNumbers())
                : new ProtectionStatement.Attackers(0, false, audit.wholeNumbers());
    }
}
