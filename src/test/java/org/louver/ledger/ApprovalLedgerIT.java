package org.louver.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

class ApprovalLedgerIT {
    private static final List<String> ROLES = List.of("data-owner", "victim-advocate");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void release_withoutApprovals_isRefusedWithExitSeven() {
        assertThatThrownBy(() -> ledger().requireApproved("r1", "plan", ROLES))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY);
                    assertThat(refusal.line()).contains("lacks the approval of data-owner, victim-advocate");
                });
        assertThatCode(() -> ledger().requireApproved("r1", "plan", List.of())).doesNotThrowAnyException();
    }

    @Test
    void release_approvedByAllRoles_passesUntilThePlanChanges() {
        ApprovalLedger ledger = ledger();
        decide(ledger, "data-owner", ApprovalLedger.Decision.APPROVED);
        assertThatThrownBy(() -> ledger.requireApproved("r1", "plan", ROLES))
                .hasMessageContaining("lacks the approval of victim-advocate");
        decide(ledger, "victim-advocate", ApprovalLedger.Decision.APPROVED);

        assertThatCode(() -> ledger.requireApproved("r1", "plan", ROLES)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ledger.requireApproved("r1", "changed", ROLES))
                .hasMessageContaining("a plan that has changed since");
        assertThatThrownBy(() -> ledger.requireApproved("r2", "plan", ROLES)).isInstanceOf(Refusal.class);
    }

    @Test
    void rejection_byAnybody_standsUntilTheSamePersonApproves() {
        ApprovalLedger ledger = ledger();
        decide(ledger, "data-owner", ApprovalLedger.Decision.APPROVED);
        decide(ledger, "victim-advocate", ApprovalLedger.Decision.APPROVED);
        decide(ledger, "counsel", ApprovalLedger.Decision.REJECTED);
        assertThatThrownBy(() -> ledger.requireApproved("r1", "plan", ROLES))
                .hasMessageContaining("rejected by counsel");
        decide(ledger, "counsel", "O. O.", ApprovalLedger.Decision.APPROVED);
        assertThatThrownBy(() -> ledger.requireApproved("r1", "plan", ROLES))
                .hasMessageContaining("rejected by counsel");

        decide(ledger, "counsel", ApprovalLedger.Decision.APPROVED);
        assertThatCode(() -> ledger.requireApproved("r1", "plan", ROLES)).doesNotThrowAnyException();
        assertThat(ledger.entries().count()).isEqualTo(5);
    }

    @Test
    void fingerprint_ofTheSamePlan_isStableAndChangesWithEveryPart() throws IOException {
        Path input = Files.writeString(folder.resolve("stops.csv"), "a,b\n1,2\n");
        String plan = fingerprint(Map.of("configuration", "x", "version", "1"), input);

        assertThat(plan).hasSize(64).isEqualTo(fingerprint(Map.of("version", "1", "configuration", "x"), input));
        assertThat(fingerprint(Map.of("configuration", "y", "version", "1"), input))
                .isNotEqualTo(plan);
        assertThat(fingerprint(Map.of("configuration", "x", "version", "2"), input))
                .isNotEqualTo(plan);
        Files.writeString(input, "a,b\n1,3\n");
        assertThat(fingerprint(Map.of("configuration", "x", "version", "1"), input))
                .isNotEqualTo(plan);
        assertThatThrownBy(() -> fingerprint(Map.of(), folder.resolve("absent.csv")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no file at");
    }

    private static String fingerprint(Map<String, String> texts, Path input) {
        return PlanFingerprint.of(new TreeMap<>(texts), List.of(input.toString()), new Configuration());
    }

    private static void decide(ApprovalLedger ledger, String role, ApprovalLedger.Decision decision) {
        decide(ledger, role, "N. N.", decision);
    }

    private static void decide(ApprovalLedger ledger, String role, String by, ApprovalLedger.Decision decision) {
        ledger.append(
                new ApprovalLedger.Entry("r1", "plan", role, by, decision, "seen"),
                Instant.parse("2025-01-01T00:00:00Z"));
    }

    private ApprovalLedger ledger() {
        return new ApprovalLedger(TestSpark.session(), folder.toString());
    }
}
