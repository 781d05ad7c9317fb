package org.louver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.config.AggregationConfig.Method;
import org.louver.pooling.Neighbours;
import org.louver.refusal.Refusal;

class AggregationConfigTest {
    private static AggregationConfig read(String text) {
        Section table = Section.parse(text, "test.conf");
        AggregationConfig read = AggregationConfig.read(table, Set.of("year", "race", "ward"));
        table.refuseUnknownKeys();
        return read;
    }

    @Test
    void table_thatSaysNothing_isSuppressed() {
        assertThat(read("{}").method()).isEqualTo(Method.SUPPRESS);
    }

    @Test
    void table_withEveryKey_isRead() {
        AggregationConfig read = read("""
            method = auto
            aggregation {
              keep = [race], groups = [race], weights { race = 3 }, most-withheld = 0.1, most-withheld-of-a-group = 0.3
              most-levels = 1, most-unserved = 0.1, finest-weight = 7, earlier = change
              variables { ward {
                drop = false, alone = [w1], apart = [ [w2, w3] ], neighbours = [ [w2, w4] ], members-at-least = 3
                within = city, floor { least = 100, population { w1 = 200 } }
              } }
            }
            """);

        assertThat(read.method()).isEqualTo(Method.AUTO);
        assertThat(read.weights()).containsEntry("race", 3L);
        assertThat(read.finestWeight()).isEqualTo(7);
        assertThat(java.util.Objects.requireNonNull(read.variables().get("race"))
                        .rules()
                        .fixed())
                .isTrue();
        var ward = java.util.Objects.requireNonNull(read.variables().get("ward"));
        assertThat(ward.rules().mayGo()).isFalse();
        assertThat(ward.rules().neighbours()).isInstanceOf(Neighbours.Bordering.class);
        assertThat(ward.rules().floor().orElseThrow().least()).isEqualTo(100);
        assertThat(ward.within()).contains("city");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aggregation { keep = [race] }",
                "method = auto, aggregation { keep = [place] }",
                "method = auto, aggregation { most-withheld = 2 }",
                "method = auto, aggregation { finest-weight = 0 }",
                "method = auto, aggregation { variables { ward { neighbours = [ [w1] ] } } }",
                "method = auto, aggregation { variables { ward { order = [a], neighbours = [ [a, b] ] } } }",
                "method = auto, aggregation { variables { ward { members-at-least = 1 } } }",
                "method = auto, aggregation { kep = [race] }"
            })
    void table_withAWishThatMakesNoSense_isRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Refusal.class).hasMessageContaining("test.conf");
    }
}
