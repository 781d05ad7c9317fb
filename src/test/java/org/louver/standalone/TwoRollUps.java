package org.louver.standalone;

import java.util.List;

/** A table of two alternative roll-ups and one of months, linked by their margins. */
final class TwoRollUps {
    static final String DESIGN = """
            variables {
              region   { hierarchies = [ [fylke, region], [kostragr, region] ] }  # several = alternative roll-ups
              hovedint { }                                                        # one level under a total
              county   { hierarchies = [ { file = "county.csv" } ] }              # or a file of code,parent
            }
            tables = [ { name = "t1", by = [region, hovedint] }, { name = "t2", by = [ { variable = region, levels = [fylke] }, mnd ] } ]
            count = ant                       # column holding pre-aggregated counts; absent: each row counts 1
            # magnitude = { value = turnover, contributor = holding_id }
            rules = { minimum-frequency = 4, zeros = published }
            protection = { width = 3, singletons = protected, objective = count }
            """;

    private TwoRollUps() {}

    /** Eight regions in two counties and three groups, two concerns, two months. */
    static String input() {
        StringBuilder csv = new StringBuilder("region,fylke,kostragr,hovedint,mnd,ant\n");
        int[] counts = {
            2, 1, 11, 7, 6, 12, 9, 8, 14, 5, 3, 10, 7, 8, 12, 6, 9, 5, 8, 11, 13, 7, 6, 2, 9, 8, 12, 5, 7, 9, 6, 8
        };
        int next = 0;
        for (int region = 0; region < 8; region++) {
            for (String concern : List.of("home", "work")) {
                for (String month : List.of("m1", "m2")) {
                    csv.append("R" + region + ",F" + region / 4 + ",K" + region % 3 + "," + concern + "," + month + ","
                            + counts[next++] + "\n");
                }
            }
        }
        return csv.toString();
    }
}
