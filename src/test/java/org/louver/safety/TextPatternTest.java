package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    @ParameterizedTest
    @CsvSource({
        "sex* offen*, SEXUAL OFFENSE 3RD DEGREE, true",
        "sex* offen*, sex-offender reg., true",
        "sex* offen*, Essex offense, false",
        "rape*, RAPE 1ST, true",
        "rape*, Drapes stolen, false",
        "agresion sexual, Agresión sexual, true",
        "acoso*, ACOSÓ A LA VÍCTIMA, true",
        "order of protection, VIOL. ORDER  OF PROTECTION, true",
        "assault, assaulted, false",
    })
    void pattern_inText_findsWholeWords(String pattern, String text, boolean found) {
        assertThat(new TextPattern(pattern).matches(text)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "a*", "ab* *", "", " rape", "rape|theft", ".*", "a* b* c*"})
    void pattern_thatMatchesEverythingOrIsNoText_isRefused(String pattern) {
        assertThatThrownBy(() -> new TextPattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
