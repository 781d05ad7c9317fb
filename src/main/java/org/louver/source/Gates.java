package org.louver.source;

import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.config.Plausibility;
import org.louver.config.SourceConfig;
import org.louver.config.SourceFile;
import org.louver.refusal.Refusal;
import org.louver.source.SourceReport.Quarantined;

/** Stops a release whose input is not believable. Messages give shares, rules and a place to look; never a record or a count. */
final class Gates {
    private Gates() {}

    static void pass(SourceConfig source, SourceReport report, Dataset<Row> quarantine) {
        if (report.dataRows() == 0) {
            throw Refusal.input(
                    "source " + source.name() + ": its files hold no row ("
                            + source.files().stream().map(SourceFile::path).collect(Collectors.joining(", ")) + ")",
                    "provide the data, or remove the source");
        }
        double share = (double) report.rowsQuarantined() / report.dataRows();
        if (share > source.quarantineLimit()) {
            throw Refusal.input(
                    String.format(
                            Locale.ROOT,
                            "source %s: %s of its rows break the contract, more than quarantine-limit = %s (mostly: %s; first: %s)",
                            source.name(),
                            percent(share),
                            percent(source.quarantineLimit()),
                            commonest(report),
                            first(quarantine)),
                    "correct the mapping or the files; raise quarantine-limit only if the rows are really worthless");
        }
        if (report.thingsKept() == 0) {
            throw Refusal.input("source " + source.name() + ": no row keeps the contract", "correct the mapping");
        }
        years(source, report);
    }

    private static void years(SourceConfig source, SourceReport report) {
        Plausibility gates = source.plausibility();
        Optional<Integer> previous = Optional.empty();
        for (int year : source.years()) {
            long now = report.things().getOrDefault(year, 0L);
            if (now < gates.rowsAtLeast()) {
                throw Refusal.input(
                        "source " + source.name() + ": " + year + " has fewer than rows-at-least = "
                                + gates.rowsAtLeast(),
                        "check that the files of that year are complete");
            }
            if (previous.isPresent() && previous.get() == year - 1) {
                long before = report.things().getOrDefault(year - 1, 0L);
                double change = (double) (now - before) / before;
                if (change < -gates.largestFall() || change > gates.largestRise()) {
                    throw Refusal.input(
                            "source " + source.name() + ": " + year + (change < 0 ? " falls" : " rises")
                                    + " from the year before by more than largest-"
                                    + (change < 0 ? "fall = " + gates.largestFall() : "rise = " + gates.largestRise()),
                            "check that both years are complete; if it is true, widen plausibility");
                }
            }
            previous = Optional.of(year);
        }
    }

    private static String commonest(SourceReport report) {
        return report.quarantined().stream()
                .collect(Collectors.groupingBy(
                        line -> line.field().isEmpty()
                                ? line.reason().word()
                                : line.field() + " " + line.reason().word(),
                        Collectors.summingLong(Quarantined::rows)))
                .entrySet()
                .stream()
                .sorted(java.util.Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(java.util.Map.Entry.comparingByKey()))
                .limit(3)
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static String first(Dataset<Row> quarantine) {
        List<Row> first = quarantine
                .orderBy(col("file"), col("record"))
                .select(col("file"), col("record"))
                .limit(1)
                .collectAsList();
        if (first.isEmpty()) {
            return "none";
        }
        String file = first.get(0).getString(0);
        return file.substring(file.lastIndexOf('/') + 1) + " record "
                + first.get(0).getLong(1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
