package org.louver.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the raw tables of a made-up jurisdiction: stops, arrests, incidents, victims and calls, one file per table and"
                    + " year (several when large), slightly dirty, as real exports are.",
            "",
            "The truth is known: truth.json holds the planted disparities, planted/ the incidents whose victims could be harmed,"
                    + " population.csv the residents by area, race, sex and age, areas.csv beats and districts, opt-outs.csv the"
                    + " incidents whose victims asked to be left out. Every name, phone number, address and narrative holds the"
                    + " word LVRCANARY, which no release may contain.",
            "",
            "The same arguments give the same bytes, whatever the number of cores."
        })
final class Generate implements Callable<Integer> {
    private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:-(\\d{4}))?");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write; must not exist or be empty.")
    private Path output = Path.of("");

    @Option(
            names = "--stops",
            defaultValue = "100000",
            paramLabel = "N",
            description = "Stops over all years; the other tables grow with them (default: ${DEFAULT-VALUE}).")
    private long stops;

    @Option(
            names = "--years",
            defaultValue = "2015-2024",
            paramLabel = "FIRST-LAST",
            description = "Years, both included (default: ${DEFAULT-VALUE}).")
    private String years = "";

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Another seed gives another jurisdiction of the same kind (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "csv|parquet",
            description = "Format of the raw tables (default: ${DEFAULT-VALUE}).")
    private String format = "";

    @Option(names = "--threads", paramLabel = "N", description = "Files written at a time (default: one per core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--overwrite", description = "Replace what an earlier generate wrote to the same folder.")
    private boolean overwrite;

    @Override
    public Integer call() {
        if (threads < 1 || threads > 1024) {
            throw Refusal.configuration("--threads is " + threads, "choose 1 to 1024");
        }
        long start = System.nanoTime();
        Jurisdiction.Written written = Jurisdiction.write(plan(), output, format(), threads, overwrite);
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "generated %,d stops, %,d arrests, %,d incidents, %,d victims, %,d calls in %.1f s: %s%n",
                        written.stops(),
                        written.arrests(),
                        written.incidents(),
                        written.victims(),
                        written.calls(),
                        (System.nanoTime() - start) / 1e9,
                        written.output());
        return ExitCode.RELEASED.code();
    }

    private Plan plan() {
        Matcher matcher = YEARS.matcher(years);
        if (!matcher.matches()) {
            throw Refusal.configuration("--years is not a year or two", "write 2024 or 2015-2024");
        }
        int first = Integer.parseInt(matcher.group(1));
        String last = matcher.group(2);
        return new Plan(stops, first, last == null ? first : Integer.parseInt(last), seed);
    }

    private Format format() {
        return switch (format) {
            case "csv" -> Format.CSV;
            case "parquet" -> Format.PARQUET;
            default -> throw Refusal.configuration("--format is neither csv nor parquet", "choose one of the two");
        };
    }
}
