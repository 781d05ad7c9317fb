package org.louver.audit;

import java.util.List;
import org.louver.attack.AttackReport;
import org.louver.evidence.Evidence;
import org.louver.evidence.Evidence.ShownRow;
import org.louver.protection.ProtectedUnit;

/**
 * One unit with the proof that its tables hold. Confidential.
 *
 * @param rows which cell each published row shows
 */
public record AuditedUnit(ProtectedUnit unit, AttackReport report, List<ShownRow> rows) {
    public AuditedUnit {
        rows = List.copyOf(rows);
    }

    /** What anybody needs to check the proof again. */
    public Evidence evidence() {
        return new Evidence(report.premises().orElseThrow(), report.certificates(), rows, 0);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "AuditedUnit[" + unit + "]";
    }
}
