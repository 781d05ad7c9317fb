package org.louver.protection;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.louver.config.Section;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;

/** Arrests as one table under {@code method = auto}. */
final class Arrests {
    private Arrests() {}

    /**
     * Tabulates.
     *
     * @param variables the axes; the first is the year
     * @param rows one per arrest: its code of each variable
     */
    static TabulatedUnit tabulated(List<SpanningVariable> variables, List<List<String>> rows) {
        List<String> others =
                variables.stream().skip(1).map(SpanningVariable::name).toList();
        TabulationPlan plan = TabulationPlan.read(
                Section.parse(
                        """
                        variables { year { periods = [year], from = date }, %s }
                        tables = [ { name = arrests, unit = arrests, by = [year, %s], method = auto } ]
                        """.formatted(
                                others.stream().map(name -> name + " { }").collect(Collectors.joining(", ")),
                                String.join(", ", others)),
                        "test.conf"),
                Map.of(
                        "arrests",
                        Stream.concat(Stream.of("date"), others.stream())
                                .collect(Collectors.toCollection(TreeSet::new))));
        LinkedTables linked = new LinkedTables(variables, List.of());
        BaseCells.Builder base = linked.baseCells();
        for (List<String> row : rows) {
            int[] leaf = new int[row.size()];
            for (int column = 0; column < leaf.length; column++) {
                leaf[column] = variables.get(column).node(row.get(column));
            }
            base.count(leaf, 1);
        }
        BaseCells built = base.build();
        return new TabulatedUnit("arrests", plan.tables(), "year", linked.tabulate(built), built, List.of());
    }
}
