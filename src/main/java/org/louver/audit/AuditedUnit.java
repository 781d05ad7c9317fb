package org.louver.audit;

import org.louver.attack.AttackReport;
import org.louver.protection.ProtectedUnit;

/** One unit with the proof that its tables hold; for the evidence of the house. Confidential. */
public record AuditedUnit(ProtectedUnit unit, AttackReport report) {
    /** Sizes only. */
    @Override
    public String toString() {
        return "AuditedUnit[" + unit + "]";
    }
}
