package org.louver.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.table.BaseCells;
import org.louver.table.CellPattern;
import org.louver.table.CellStatus;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;
import org.louver.table.ProtectionLevels;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;

class PrimarySuppressionTest {
    private static final SpanningVariable REGION = SpanningVariable.flat("region", List.of("A", "B", "C"));
    private static final LinkedTables TABLES =
            new LinkedTables(List.of(REGION), List.of(TableDesign.of("t", "region")));

    private static TabulatedCells counts(long a, long b, long c) {
        return TABLES.tabulate(TABLES.baseCells()
                .count(node("A"), a)
                .count(node("B"), b)
                .count(node("C"), c)
                .build());
    }

    private static int[] node(String code) {
        return new int[] {REGION.node(code)};
    }

    private static int cell(TabulatedCells cells, String code) {
        return cells.cell(TABLES.keys().key(REGION.node(code)));
    }

    private static Ratio percent(String written) {
        return Ratio.percent(new BigDecimal(written));
    }

    @Test
    void smallCount_mustReachASafeCount_overTheWholeUnsafeWidth() {
        TabulatedCells cells = counts(3, 10, 30);

        Assessment assessment = PrimarySuppression.assess(
                cells, SensitivityRules.minimumFrequency(10, ZeroPolicy.PUBLISHED), ProtectionPolicy.standard());

        assertThat(assessment.cells().status(cell(cells, "A"))).isEqualTo(CellStatus.PRIMARY);
        assertThat(assessment.cells().levels(cell(cells, "A"))).isEqualTo(new ProtectionLevels(0, 7, 9));
        assertThat(assessment.cells().floor(cell(cells, "A"))).isEqualTo(1);
        assertThat(assessment.cells().status(cell(cells, "B"))).isEqualTo(CellStatus.SAFE);
        assertThat(assessment.primary()).isEqualTo(1);
        assertThat(assessment.count(Rule.MINIMUM_FREQUENCY)).isEqualTo(1);
    }

    @Test
    void unsafeZeros_arePrimary_withFloorZero() {
        TabulatedCells cells =
                TABLES.tabulateWithZeros(TABLES.baseCells().count(node("A"), 20).build(), key -> false);

        Assessment assessment = PrimarySuppression.assess(
                cells, SensitivityRules.minimumFrequency(4, ZeroPolicy.UNSAFE), ProtectionPolicy.standard());

        assertThat(assessment.fired(cell(cells, "B"))).isEqualTo(Rule.ZERO);
        assertThat(assessment.cells().floor(cell(cells, "A"))).isZero();
        assertThat(assessment.cells().levels(cell(cells, "B"))).isEqualTo(new ProtectionLevels(0, 4, 3));
    }

    @Test
    void configuredWidth_replacesTheRulesOwn() {
        TabulatedCells cells = counts(3, 10, 30);
        SensitivityRules rules = SensitivityRules.minimumFrequency(4, ZeroPolicy.PUBLISHED);

        Assessment exact = PrimarySuppression.assess(
                cells, rules, ProtectionPolicy.standard().withRequirement(Requirement.exactOnly()));

        assertThat(exact.cells().levels(cell(cells, "A"))).isEqualTo(ProtectionLevels.width(1));
    }

    @Test
    void forcedAndRequestedCells_goBeforeTheRules() {
        TabulatedCells cells = counts(3, 10, 30);
        SensitivityRules rules = new SensitivityRules(
                4,
                0,
                List.of(),
                List.of(),
                ZeroPolicy.PUBLISHED,
                List.of(),
                List.of(CellPattern.of(Map.of("region", List.of("A")))),
                List.of(CellPattern.of(Map.of("region", List.of("C")))));

        Assessment assessment = PrimarySuppression.assess(cells, rules, ProtectionPolicy.standard());

        assertThat(assessment.cells().status(cell(cells, "A"))).isEqualTo(CellStatus.FORCED);
        assertThat(assessment.fired(cell(cells, "C"))).isEqualTo(Rule.REQUEST);
    }

    // Hundepool et al. 2012, section 4.2: X = 100, contributions 70, 20 and 10.
    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "p-percent, 15, 0, 1", // 15 % of 70 = 10.5 > 10: level 0.5, rounded up
        "p-percent, 14, 0, -1", // 9.8 < 10
        "prior-posterior, 30, 200, 1", // 30/200 of 70 = 10.5
        "dominance, 1, 69, 2", // 70/0.69 − 100 = 1.45
        "dominance, 1, 70, 0", // exactly 70 %: safe
        "dominance, 2, 80, 13" // 90/0.8 − 100 = 12.5
    })
    void concentrationRules_giveTheUpperLevelOfTheBook(String rule, String one, String two, long level) {
        ConcentrationRule tested = switch (rule) {
            case "p-percent" -> new ConcentrationRule.PPercent(percent(one));
            case "prior-posterior" ->
                new ConcentrationRule.PriorPosterior(Ratio.of(new BigDecimal(one), new BigDecimal(two)));
            default -> new ConcentrationRule.Dominance(Integer.parseInt(one), percent(two));
        };

        long upper = tested.upperLevel(100, new long[] {70, 20});

        assertThat(level <= 0 ? Math.min(0, upper) : upper).isEqualTo(level <= 0 ? upper : level);
        assertThat(upper > 0).isEqualTo(level > 0);
    }

    @Test
    void fewContributors_areUnsafe_howeverManyRecords() {
        BaseCells base = TABLES.baseCells()
                .trackContributors(3)
                .count(node("A"), 50, 1L, 2L)
                .count(node("B"), 50, 1L, 2L, 3L)
                .build();
        TabulatedCells cells = TABLES.tabulate(base);
        SensitivityRules rules =
                new SensitivityRules(0, 3, List.of(), List.of(), ZeroPolicy.PUBLISHED, List.of(), List.of(), List.of());

        Assessment assessment = PrimarySuppression.assess(cells, rules, ProtectionPolicy.standard());

        assertThat(assessment.fired(cell(cells, "A"))).isEqualTo(Rule.MINIMUM_CONTRIBUTORS);
        assertThat(assessment.fired(cell(cells, "B"))).isNull();
        assertThat(assessment.cells().levels(cell(cells, "A"))).isEqualTo(new ProtectionLevels(0, 0, 2));
    }

    @Test
    void nearlyEverybodyInOneCategory_isUnsafeUntilTheShareIsDoubtful() {
        TabulatedCells cells = counts(95, 4, 1);
        SensitivityRules rules = new SensitivityRules(
                0,
                0,
                List.of(),
                List.of(new Homogeneity("region", percent("90"), List.of())),
                ZeroPolicy.UNSAFE,
                List.of(),
                List.of(),
                List.of());

        Assessment assessment = PrimarySuppression.assess(cells, rules, ProtectionPolicy.standard());

        assertThat(assessment.fired(cell(cells, "A"))).isEqualTo(Rule.HOMOGENEITY);
        // 90 of 100 disclose: it must look like 89 at most.
        assertThat(assessment.cells().levels(cell(cells, "A"))).isEqualTo(new ProtectionLevels(6, 0, 0));
        assertThat(assessment.fired(cell(cells, "B"))).isNull();
    }

    @Test
    void costs_preferFewerCells_thenSmallerOnes_andWeightsMultiply() {
        TabulatedCells cells = counts(100, 2000, 30000);
        SensitivityRules rules = SensitivityRules.minimumFrequency(4, ZeroPolicy.PUBLISHED);
        ProtectionPolicy weighted = new ProtectionPolicy(
                new Requirement.ByRule(),
                percent("10"),
                ProtectionPolicy.Objective.VALUE,
                List.of(new ProtectionPolicy.Weight(CellPattern.of(Map.of("region", List.of("Total"))), 50)));

        Assessment byCount = PrimarySuppression.assess(cells, rules, ProtectionPolicy.standard());
        Assessment byValue = PrimarySuppression.assess(cells, rules, weighted);

        assertThat(byCount.cells().cost(cell(cells, "A")))
                .isLessThan(byCount.cells().cost(cell(cells, "B")));
        assertThat(byCount.cells().cost(cell(cells, "C")))
                .isLessThan(2 * byCount.cells().cost(cell(cells, "A")));
        assertThat(byValue.cells().cost(cell(cells, "B"))).isEqualTo(2000);
        assertThat(byValue.cells().cost(0)).isEqualTo(50 * 32100);
        assertThat(PrimarySuppression.countCost(Long.MAX_VALUE)).isGreaterThan(PrimarySuppression.countCost(1));
    }

    @Test
    void concentrationOfCounts_isRefused() {
        assertThatThrownBy(() -> PrimarySuppression.assess(
                        counts(1, 2, 3),
                        SensitivityRules.concentration(new ConcentrationRule.PPercent(percent("15"))),
                        ProtectionPolicy.standard()))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("largest contributions");
    }

    @Test
    void patternWithAnUnknownCode_isRefused() {
        assertThatThrownBy(() -> CellPattern.of(Map.of("region", List.of("Z"))).in(TABLES))
                .hasMessage("a list of cells names a code that region does not have: Z");
        assertThatThrownBy(() -> CellPattern.of(Map.of("regoin", List.of("A"))).in(TABLES))
                .hasMessageContaining("regoin");
    }
}
