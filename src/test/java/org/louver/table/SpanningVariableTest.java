package org.louver.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpanningVariableTest {
    @Test
    void alternativeHierarchies_shareLeaves_andKeepTheirOwnNodes() {
        SpanningVariable region = SpanningVariable.named("region")
                .hierarchy(List.of("county", "region"))
                .hierarchy(List.of("size", "region"))
                .leaf(List.of("1", "small", "A"))
                .leaf(List.of("1", "large", "B"))
                .leaf(List.of("2", "large", "C"))
                .build();

        assertThat(region.nodes()).isEqualTo(8);
        assertThat(region.levels()).containsExactly("Total", "county", "size", "region");
        assertThat(region.code(0)).isEqualTo("Total");
        assertThat(region.ancestor(region.node("B"), region.level("county"))).isEqualTo(region.node("1"));
        assertThat(region.ancestor(region.node("B"), region.level("size"))).isEqualTo(region.node("large"));
        assertThat(region.refines(region.level("region"), region.level("size"))).isTrue();
        assertThat(region.refines(region.level("county"), region.level("size"))).isFalse();
        assertThat(region.isLeaf(region.node("C"))).isTrue();
        assertThat(region.isLeaf(region.node("2"))).isFalse();
    }

    @Test
    void codeOnTwoLevels_withOtherLeaves_isQualifiedOnTheCoarser() {
        SpanningVariable place = SpanningVariable.named("place")
                .hierarchy(List.of("county", "place"))
                .leaf(List.of("Essex", "Newark"))
                .leaf(List.of("Essex", "Essex"))
                .build();

        assertThat(place.node("county=Essex")).isEqualTo(1);
        assertThat(place.isLeaf(place.node("Essex"))).isTrue();
        assertThat(place.nodes()).isEqualTo(4);
    }

    @Test
    void parentWithOneChildOfTheSameCode_isOneNodeOnBothLevels() {
        SpanningVariable place = SpanningVariable.named("place")
                .hierarchy(List.of("county", "place"))
                .leaf(List.of("Oslo", "Oslo"))
                .leaf(List.of("Viken", "Moss"))
                .build();

        assertThat(place.nodes()).isEqualTo(4);
        assertThat(place.levelCount(place.node("Oslo"))).isEqualTo(2);
    }

    @Test
    void codeWithTwoParents_isRefused() {
        SpanningVariableBuilder leaves = SpanningVariable.named("place")
                .hierarchy(List.of("county", "place"))
                .leaf(List.of("1", "A"));

        assertThatThrownBy(() -> leaves.leaf(List.of("2", "A")))
                .isInstanceOf(InvalidTable.class)
                .hasMessage("code A of variable place lies in two codes of county: 1 and 2");
    }

    @Test
    void middleCodeWithTwoParents_isRefused() {
        SpanningVariableBuilder leaves = SpanningVariable.named("agency")
                .hierarchy(List.of("state", "county", "agency"))
                .leaf(List.of("MD", "Essex", "1"))
                .leaf(List.of("NJ", "Essex", "2"));

        assertThatThrownBy(leaves::build)
                .isInstanceOf(InvalidTable.class)
                .hasMessage("code Essex of variable agency lies in two codes of state: MD and NJ");
    }

    @Test
    void emptyCodeAndTheWordTotal_areRefused() {
        SpanningVariableBuilder leaves = SpanningVariable.named("sex").hierarchy(List.of("sex"));

        assertThatThrownBy(() -> leaves.leaf(List.of(" "))).hasMessage("variable sex has an empty code");
        assertThatThrownBy(() -> leaves.leaf(List.of("Total"))).hasMessage("variable sex has a code called Total");
        assertThatThrownBy(leaves::build).hasMessage("variable sex has no codes");
    }

    @Test
    void hierarchiesWithDifferentLeaves_areRefused() {
        SpanningVariableBuilder leaves = SpanningVariable.named("month").hierarchy(List.of("quarter", "month"));

        assertThatThrownBy(() -> leaves.hierarchy(List.of("year", "week")))
                .hasMessage("the hierarchies of month end in different levels, month and week");
    }

    @Test
    void orderOfLeaves_doesNotMatter() {
        SpanningVariable one = SpanningVariable.flat("sex", List.of("M", "F", "X"));
        SpanningVariable other = SpanningVariable.flat("sex", List.of("X", "M", "F", "M"));

        assertThat(List.of(one.code(1), one.code(2), one.code(3)))
                .isEqualTo(List.of(other.code(1), other.code(2), other.code(3)))
                .containsExactly("F", "M", "X");
    }
}
