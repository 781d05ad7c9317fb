package org.louver.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.sensitivity.Assessment;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.BaseCells;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.ProtectionLevels;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;

/** What the estimate promises of every relation, looked at cell by cell. */
class RelationClosureTest {
    private static final int TABLES = 200;

    @Test
    void relations_ofRandomTables_tellNoUnsafeCellOnceClosed() {
        int open = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            Assessment assessment = random(seed);
            CellStatus[] closed = RelationClosure.of(assessment);

            assertThat(told(assessment.cells(), closed)).as("seed %d", seed).isZero();
            open += told(assessment.cells(), before(assessment.cells())) > 0 ? 1 : 0;
        }
        assertThat(open)
                .as("the control: unsafe cells alone do not close relations")
                .isGreaterThan(TABLES / 2);
    }

    @Test
    void cells_thatAreUnsafe_stayWithheldAndOthersAreWithheldOnlyBesideThem() {
        for (int seed = 0; seed < TABLES; seed++) {
            Assessment assessment = random(seed);
            CellStatus[] closed = RelationClosure.of(assessment);

            boolean complementary = false;
            for (int cell = 0; cell < closed.length; cell++) {
                if (assessment.cells().status(cell) == CellStatus.PRIMARY) {
                    assertThat(closed[cell]).isEqualTo(CellStatus.PRIMARY);
                }
                complementary |= closed[cell] == CellStatus.COMPLEMENTARY;
            }
            assertThat(complementary && assessment.primary() == 0).isFalse();
        }
    }

    /** Publishing any one complementary cell again must open a relation: nothing is withheld for nothing. */
    @Test
    void complements_ofRandomTables_areEachNeeded() {
        for (int seed = 0; seed < TABLES; seed++) {
            Assessment assessment = random(seed);
            CellStatus[] closed = RelationClosure.of(assessment);
            for (int cell = 0; cell < closed.length; cell++) {
                if (closed[cell] == CellStatus.COMPLEMENTARY) {
                    CellStatus[] without = closed.clone();
                    without[cell] = CellStatus.SAFE;
                    assertThat(told(assessment.cells(), without))
                            .as("seed %d", seed)
                            .isPositive();
                }
            }
        }
    }

    private static CellStatus[] before(AssessedCells cells) {
        return IntStream.range(0, cells.cells()).mapToObj(cells::status).toArray(CellStatus[]::new);
    }

    /** Relations that alone tell a withheld cell, or narrow an unsafe one from above below what it needs. */
    private static long told(AssessedCells cells, CellStatus[] status) {
        AdditiveSystem system = cells.system();
        long told = 0;
        for (int relation = 0; relation < system.relations(); relation++) {
            int at = relation;
            List<Integer> parts = IntStream.range(0, system.parts(relation))
                    .map(index -> system.part(at, index))
                    .filter(part -> status[part].withheld())
                    .boxed()
                    .toList();
            boolean total = status[system.total(relation)].withheld();
            boolean alone = parts.size() + (total ? 1 : 0) == 1;
            boolean narrow = !total
                    && parts.stream().anyMatch(part -> {
                        ProtectionLevels levels = cells.levels(part);
                        long down = cells.value(part) - cells.floor(part);
                        long up = parts.stream()
                                .filter(other -> !other.equals(part))
                                .mapToLong(other -> cells.value(other) - cells.floor(other))
                                .sum();
                        return up < levels.upper() || up + down < levels.sliding();
                    });
            told += alone || narrow ? 1 : 0;
        }
        return told;
    }

    private static Assessment random(int seed) {
        Random random = new Random(seed);
        SpanningVariable rows = SpanningVariable.flat("row", List.of("a", "b", "c", "d"));
        SpanningVariable columns = SpanningVariable.flat("column", List.of("x", "y", "z"));
        SpanningVariable places = SpanningVariable.named("place")
                .hierarchy(List.of("county", "town"))
                .leaf(List.of("A", "A1"))
                .leaf(List.of("A", "A2"))
                .leaf(List.of("B", "B1"))
                .build();
        LinkedTables tables = new LinkedTables(
                List.of(rows, columns, places), List.of(TableDesign.of("t", "row", "column", "place")));
        BaseCells.Builder base = tables.baseCells();
        for (String row : List.of("a", "b", "c", "d")) {
            for (String column : List.of("x", "y", "z")) {
                for (String town : List.of("A1", "A2", "B1")) {
                    // Every fourth cell is small, and large ones abound, so that a closure exists.
                    long value = random.nextInt(4) == 0 ? random.nextInt(11) : 20 + random.nextInt(80);
                    if (value > 0) {
                        base.count(new int[] {rows.node(row), columns.node(column), places.node(town)}, value);
                    }
                }
            }
        }
        return PrimarySuppression.assess(
                tables.tabulate(base.build()),
                SensitivityRules.minimumFrequency(11, ZeroPolicy.PUBLISHED),
                ProtectionConfig.read(Section.parse("effort = 0", "test.conf")).policy(0));
    }
}
