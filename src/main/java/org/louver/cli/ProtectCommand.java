package org.louver.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.louver.standalone.ProtectRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code louver protect}. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        description = {
            "Protects the tables of one file: adds them up, finds unsafe cells, withholds what is needed so that nobody can",
            "recompute them, and attacks the result. No cluster is needed."
        },
        footer = {
            "",
            "Writes cells.csv (internal: every cell with value, status and bounds) and summary.json; published.csv (what the",
            "public gets) only where the attack found nothing.",
            "",
            "The design file (HOCON; conf/designs holds examples, docs/protect-and-attack.md every key):",
            "  variables {",
            "    region { hierarchies = [ [county, region], [size, region] ] }  # input columns from coarse to fine",
            "    sex    { }                                                     # one level under a total",
            "    place  { hierarchies = [ { file = \"place.csv\" } ] }            # or a file of code,parent",
            "  }",
            "  tables = [ { name = t1, by = [region, sex] }, { name = t2, by = [ { variable = region, levels = [county] } ] } ]",
            "  count = n                # column of pre-aggregated counts; absent: each row counts 1",
            "  # magnitude = { value = amount, contributor = company }",
            "  rules = { minimum-frequency = 10, zeros = published }   # 1..9 are unsafe; also dominance, p-percent, ...",
            "  protection = { width = 9, singletons = protected, objective = count }",
            "",
            "Exit codes: 0 protected, 2 usage or design, 3 input, 4 the attack undid the pattern, 5 undecided, 6 storage."
        })
public final class ProtectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DESIGN.conf", description = "The design file.")
    private Path design = Path.of("");

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "CSV (plain or gzip) or Parquet: records, or pre-aggregated counts.")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path output = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key of the design, for instance protection.width=3.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public Integer call() {
        return ProtectRun.run(
                        design,
                        overrides,
                        input,
                        output,
                        line -> spec.commandLine().getErr().println("louver: " + line))
                .code();
    }
}
