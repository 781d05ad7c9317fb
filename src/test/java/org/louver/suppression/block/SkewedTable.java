package org.louver.suppression.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.SpanningVariableBuilder;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;

/**
 * Made-up stops by year, month, county &gt; agency, race and sex: many records in few cells, few in many, as in the tables of a state.
 *
 * @param years codes of year, likewise for the others; 1 leaves a variable out
 * @param agencies agencies per county
 */
public record SkewedTable(int years, int months, int counties, int agencies, int races, int sexes, int records) {
    private static final String[] NAMES = {"year", "month", "agency", "race", "sex"};

    private int[] sizes() {
        return new int[] {years, months, counties * agencies, races, sexes};
    }

    /** Which of the five variables there are. */
    private int[] present() {
        return IntStream.range(0, NAMES.length)
                .filter(variable -> sizes()[variable] > 1)
                .toArray();
    }

    /** One table over all variables. */
    public LinkedTables tables() {
        List<SpanningVariable> variables = new ArrayList<>();
        List<TableDesign.Axis> axes = new ArrayList<>();
        for (int variable : present()) {
            variables.add(variable == 2 ? agency() : flat(NAMES[variable], sizes()[variable]));
            axes.add(new TableDesign.Axis(NAMES[variable], List.of()));
        }
        return new LinkedTables(variables, List.of(new TableDesign("stops", axes)));
    }

    private static SpanningVariable flat(String name, int size) {
        return SpanningVariable.flat(
                name,
                IntStream.range(0, size)
                        .mapToObj(code -> name.charAt(0) + "" + code)
                        .toList());
    }

    private SpanningVariable agency() {
        SpanningVariableBuilder agency = SpanningVariable.named("agency").hierarchy(List.of("county", "agency"));
        for (int code = 0; code < counties * agencies; code++) {
            agency.leaf(List.of("C" + code / agencies, "A" + code));
        }
        return agency.build();
    }

    /** Draws the records and adds them up. */
    public TabulatedCells draw(long seed) {
        LinkedTables tables = tables();
        return tables.tabulate(base(tables, seed));
    }

    /** Draws the records. */
    public BaseCells base(LinkedTables tables, long seed) {
        BaseCells.Builder base = tables.baseCells();
        Random random = new Random(seed);
        int[] present = present();
        int[] leaf = new int[present.length];
        for (int record = 0; record < records; record++) {
            for (int index = 0; index < leaf.length; index++) {
                SpanningVariable of = tables.variables().get(index);
                leaf[index] = of.nodeOfLeaf(of.finest(), code(present[index], sizes()[present[index]], random));
            }
            base.count(leaf, 1);
        }
        return base.build();
    }

    /** Years and months are even; the first county and agency are the largest; the first race and sex are the most frequent. */
    private int code(int variable, int size, Random random) {
        return switch (variable) {
            case 0, 1 -> random.nextInt(size);
            case 2 ->
                ((int) (counties * Math.pow(random.nextDouble(), 1.8))) * agencies
                        + (int) (agencies * Math.pow(random.nextDouble(), 2.5));
            default -> (int) (size * Math.pow(random.nextDouble(), 2.2));
        };
    }
}
