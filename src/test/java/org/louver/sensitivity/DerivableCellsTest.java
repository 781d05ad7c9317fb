package org.louver.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;

class DerivableCellsTest {
    @Test
    void smallCellThatNoTableShows_butSubtractionGives_isPrimary() {
        SpanningVariable region = SpanningVariable.flat("region", List.of("A", "B"));
        SpanningVariable sex = SpanningVariable.flat("sex", List.of("F", "M"));
        TableDesign.Axis byRegion = new TableDesign.Axis("region", List.of());
        LinkedTables tables = new LinkedTables(
                List.of(region, sex),
                List.of(
                        new TableDesign("all", List.of(byRegion)),
                        new TableDesign("women", List.of(byRegion), Map.of("sex", "F"))));
        TabulatedCells cells = tables.tabulate(tables.baseCells()
                .count(new int[] {region.node("A"), sex.node("F")}, 20)
                .count(new int[] {region.node("A"), sex.node("M")}, 2)
                .count(new int[] {region.node("B"), sex.node("M")}, 30)
                .build());

        Assessment assessment = PrimarySuppression.assess(
                cells, SensitivityRules.minimumFrequency(5, ZeroPolicy.PUBLISHED), ProtectionPolicy.standard());

        int fewMen = cells.cell(tables.keys().key(region.node("A"), sex.node("M")));
        int manyMen = cells.cell(tables.keys().key(region.node("B"), sex.node("M")));
        assertThat(assessment.cells().status(fewMen)).isEqualTo(CellStatus.PRIMARY);
        assertThat(assessment.cells().floor(fewMen)).isZero();
        assertThat(assessment.cells().status(manyMen)).isEqualTo(CellStatus.UNPUBLISHED);
    }
}
