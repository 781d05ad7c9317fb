package org.louver.attack;

import java.util.Objects;

/** The outcome of an attack on a release. {@link Passed} is made in this package alone, when every cell has its proof. */
public sealed interface AuditVerdict {
    /** Every cell that needs protection has it, with certificates. */
    final class Passed implements AuditVerdict {
        private final AttackSummary summary;

        Passed(AttackSummary summary) {
            this.summary = Objects.requireNonNull(summary);
        }

        public AttackSummary summary() {
            return summary;
        }

        @Override
        public String toString() {
            return "Passed[" + summary + "]";
        }
    }

    /** Some cells can be undone; {@link AttackReport} lists them. */
    record Failed(AttackSummary summary) implements AuditVerdict {}

    /** Nothing was undone, but not everything was proved safe. The reason is fit for a log. */
    record Inconclusive(String reason) implements AuditVerdict {}
}
