package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.louver.report.ProtectionStatement.Attackers;
import org.louver.report.ProtectionStatement.Policy;
import org.louver.report.ProtectionStatement.TopCoded;

class ProtectionWordsTest {
    private static final ProtectionStatement CAREFUL = new ProtectionStatement(
            11,
            12,
            true,
            List.of(new TopCoded("search_basis", new BigDecimal("87.5"))),
            true,
            Optional.of(new Policy("careful <b>", 3, "CMS", true)),
            Optional.empty(),
            true,
            new Attackers(2, true, false),
            List.of("stops", "use_of_force"));

    private static final ProtectionStatement PLAIN = new ProtectionStatement(
            5,
            0,
            false,
            List.of(),
            false,
            Optional.empty(),
            Optional.of(new BigDecimal("9")),
            false,
            new Attackers(0, false, true),
            List.of());

    private static Optional<ProtectionStatement> again(ProtectionStatement statement) throws Exception {
        JsonNode descriptor = new ObjectMapper()
                .readTree(
                        new ObjectMapper().writeValueAsString(Map.of(ProtectionStatement.PROPERTY, statement.json())));
        return ProtectionStatement.of(descriptor);
    }

    @Test
    void statement_writtenAndReadAgain_isTheSame() throws Exception {
        assertThat(again(CAREFUL)).contains(CAREFUL);
        assertThat(again(PLAIN)).contains(PLAIN);
        assertThat(ProtectionStatement.of(new ObjectMapper().createObjectNode()))
                .isEmpty();
    }

    @Test
    void rules_ofACarefulRelease_nameThresholdsPolicyAndRange() {
        assertThat(new ProtectionWords(Optional.of(CAREFUL)).rules())
                .contains("Counts below 11 are withheld. Zeros are published")
                .contains("fewer than 12 different people")
                .contains("87.5 % or more", "search basis")
                .contains("very few contribute")
                .contains("spans at least 11 and reaches 12 or more")
                .contains("careful &lt;b&gt;, version 3", "(CMS)", "departs from it");
    }

    @Test
    void rules_ofAPlainRelease_leaveOutWhatDoesNotHold() {
        assertThat(new ProtectionWords(Optional.of(PLAIN)).rules())
                .contains("Counts below 5 are withheld. Zeros are withheld like them")
                .contains("spans at least 9.")
                .doesNotContain("different people", "policy", "contribute", "%");
    }

    @Test
    void assumptions_ofEachAttacker_sayWhoKnowsWhat() {
        assertThat(new ProtectionWords(Optional.of(CAREFUL)).assumptions())
                .contains("a count of up to 2 know that count together", "full range", "counts are whole");
        assertThat(new ProtectionWords(Optional.of(PLAIN)).assumptions())
                .contains("does not consider what somebody who is in the data knows")
                .doesNotContain("full range", "exactly", "whole");
    }

    @Test
    void verdict_ofAnAuditedRelease_namesItsUnits() {
        assertThat(new ProtectionWords(Optional.of(CAREFUL)).passed())
                .contains("The audit passed for tables of stops, use of force:");
        assertThat(new ProtectionWords(Optional.of(PLAIN)).passed()).contains("Only a release that passed");
    }

    /** A release of an older Louver: nothing is guessed. */
    @Test
    void words_ofAReleaseThatSaysNothing_guessNoRule() {
        ProtectionWords words = new ProtectionWords(Optional.empty());
        assertThat(words.rules()).contains("does not say").doesNotContainPattern("[0-9]");
        assertThat(words.assumptions()).doesNotContain("alone", "whole");
        assertThat(words.passed()).contains("Only a release that passed");
    }
}
