package org.louver.assessment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.louver.refusal.Refusal;
import org.louver.risk.CalHhsScore;
import org.louver.risk.UniqueMatches;
import org.louver.tabulation.TabulationPlan;

/** What the risk stage of a release leaves for the house: a list of cells, and pages about tables and their joins. Internal. */
public final class ReleaseRisk {
    private static final int WORST_CELLS = 20;

    private ReleaseRisk() {}

    /** Totals per rule, the worst cells and the publication score of every table. */
    public static RiskReport tables(
            List<CellAssessment> units,
            TabulationPlan plan,
            CellSettings settings,
            Optional<CellPopulation> population) {
        RiskReport report = new RiskReport();
        for (CellAssessment unit : units) {
            String group = "Cells of " + unit.unit().unit();
            report.add(
                            group,
                            "contributors",
                            unit.tellsPeopleApart() ? "people" : "records",
                            "whom a cell counts as distinct")
                    .add(group, "cells", unit.unit().cells().cells(), "of all tables and margins, not empty")
                    .add(group, "cells with a finding", unit.risky(), "empty cells that disclose something included");
            unit.totals().forEach((rule, cells) -> report.add(group, rule, cells, "cells for which the rule fired"));
            report.add(
                    group,
                    "worst",
                    unit.worst(WORST_CELLS).stream()
                            .map(record -> record.cell() + ": " + record.sentences())
                            .toList(),
                    "most rules first; cells.csv lists all");
        }
        population.ifPresent(people -> population(report, units, people));
        for (CellAssessment unit : units) {
            for (int table = 0; table < unit.unit().tables().size(); table++) {
                CalHhsScore score = TableScore.of(unit.unit(), table, plan, settings, population);
                String group =
                        "Publication score: " + unit.unit().tables().get(table).name();
                for (CalHhsScore.Term term : score.terms()) {
                    report.add(group, term.criterion(), term.points(), term.value());
                }
                report.add(
                        group,
                        "total",
                        score.total(),
                        score.suppresses()
                                ? "CalHHS guidelines: suppress counts below 11, zero excepted"
                                : "below " + CalHhsScore.SUPPRESS_FROM + ": CalHHS guidelines ask for no suppression");
            }
        }
        return report;
    }

    private static void population(RiskReport report, List<CellAssessment> units, CellPopulation people) {
        people.doubts().forEach(report::warning);
        TreeMap<String, TreeSet<String>> unmatched = new TreeMap<>();
        for (CellAssessment unit : units) {
            people.unmatched(unit.unit().cells().tables())
                    .forEach((level, codes) -> unmatched
                            .computeIfAbsent(level, unseen -> new TreeSet<>())
                            .addAll(codes));
        }
        unmatched.forEach((level, codes) -> {
            report.warning(people.warning(level, codes.size()));
            report.add("Population", "unmatched " + level, List.copyOf(codes), "not in the table: nobody lives there");
        });
    }

    /**
     * What every pair of tables gives away by being joined: to somebody with all counts, and to readers.
     *
     * @param all per pair of one unit, before anything is withheld
     * @param left the same pairs, of what is published
     * @param matches per pair of two units, before anything is withheld
     * @param matchesLeft the same pairs, of what is published
     */
    public static RiskReport joins(
            List<TableJoins.Pair> all,
            List<TableJoins.Pair> left,
            List<TableJoins.Match> matches,
            List<TableJoins.Match> matchesLeft) {
        RiskReport report = new RiskReport();
        for (int pair = 0; pair < all.size(); pair++) {
            TableJoins.Pair before = all.get(pair);
            TableJoins.Pair after = left.get(pair);
            String group = "Joining " + before.first() + " with " + before.second();
            report.add(group, "shared", before.shared(), "variables on which the tables are joined");
            RiskAssessment.joins(report, group, "before withholding: ", before.findings());
            RiskAssessment.joins(report, group, "published: ", after.findings());
        }
        for (int pair = 0; pair < matches.size(); pair++) {
            TableJoins.Match match = matches.get(pair);
            String group = "Matching " + match.first() + " with " + match.second();
            report.add(group, "shared", match.shared(), "variables on which people in both can be matched");
            matches(report, group, "before withholding: ", match.findings());
            matches(report, group, "published: ", matchesLeft.get(pair).findings());
        }
        return report;
    }

    private static void matches(RiskReport report, String group, String prefix, UniqueMatches.Findings findings) {
        report.add(group, prefix + "combinations", findings.shared(), "that both tables have")
                .add(group, prefix + "small", findings.small(), "of these, below the threshold in both tables")
                .add(group, prefix + "unique", findings.unique(), "of these, one record in both: a certain match")
                .add(
                        group,
                        prefix + "worst",
                        findings.worst().stream()
                                .map(match -> match.shared() + ": " + match.ofFirst() + " and " + match.ofSecond())
                                .toList(),
                        "shared values: records of the first and of the second table");
    }

    /** Totals of the cells for the manifest. */
    public static Map<String, Object> totals(List<CellAssessment> units) {
        Map<String, Object> totals = new LinkedHashMap<>();
        for (CellAssessment unit : units) {
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("cells", unit.unit().cells().cells());
            section.put("cells-with-a-finding", unit.risky());
            section.put("cells-by-rule", unit.totals());
            totals.put(unit.unit().unit(), section);
        }
        return totals;
    }

    /**
     * Writes {@code cells.csv}, one line per cell of every unit, readable by its owner alone.
     *
     * @throws Refusal exit 7 if the folder lies in a public tree, exit 6 if it cannot be written
     */
    public static void write(String folder, List<CellAssessment> units, Configuration hadoop) {
        Path directory = InternalFolder.made(folder, hadoop);
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                InternalFolder.create(directory, "cells.csv", hadoop), StandardCharsets.UTF_8))) {
            out.write("unit,tables,cell,records,people,incidents,largest_share,rules,findings\r\n");
            for (CellAssessment unit : units) {
                unit.records().forEach(record -> line(out, record));
            }
        } catch (IOException | UncheckedIOException unwritable) {
            throw Refusal.storage(
                    "the list of cells cannot be written to " + folder, "check free space and permissions");
        }
    }

    private static void line(BufferedWriter out, CellRecord record) {
        try {
            out.write(String.join(
                    ",",
                    quoted(record.unit()),
                    quoted(String.join(" ", record.tables())),
                    quoted(record.cell()),
                    String.valueOf(record.exposure().records()),
                    String.valueOf(record.exposure().people()),
                    record.exposure().incidents().isPresent()
                            ? String.valueOf(record.exposure().incidents().getAsLong())
                            : "",
                    String.format(Locale.ROOT, "%.4f", record.exposure().largestShare()),
                    quoted(String.join(" ", record.rules())),
                    quoted(record.sentences())));
            out.write("\r\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0)
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
