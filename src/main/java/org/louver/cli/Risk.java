package org.louver.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.louver.assessment.RecordRisk;
import org.louver.assessment.RecordVariables;
import org.louver.assessment.RiskAssessment;
import org.louver.assessment.RiskReport;
import org.louver.assessment.RiskSettings;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.config.SourceConfig;
import org.louver.engine.Engine;
import org.louver.linkage.LinkedEvents;
import org.louver.source.SourceTables;
import org.louver.tabulation.TabulationPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver risk}: measures re-identification risk before anything is decided; writes below internal/ only. */
@Command(
        name = "risk",
        mixinStandardHelpOptions = true,
        description = "Measures how likely people are to be re-identified; the report stays internal.")
final class Risk implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Release configuration with a risk section.")
    private Path config = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Lays a value over the configuration; may be repeated.")
    private Map<String, String> overrides = new TreeMap<>();

    @Option(names = "--explore", description = "Ranks sets of keys and levels instead, to choose table designs.")
    private boolean explore;

    @Option(
            names = "--records",
            description = "Also writes the risk of every record, as Parquet beside the report; internal.")
    private boolean records;

    @Override
    public Integer call() {
        ReleaseConfig release = ReleaseConfig.load(config, overrides);
        if (!release.file().has("risk")) {
            throw release.file().refusal("risk", "is missing", "say which keys to assess, see docs/risk.md");
        }
        Section root = release.file();
        RiskSettings settings = RiskSettings.read(root.section("risk")).of(release);
        String source = settings.source().orElse("");
        RecordVariables variables = new RecordVariables(
                root.has("variables") ? TabulationPlan.variables(root.section("variables")) : Map.of());
        String folder = release.output() + "/internal/" + release.release().id() + "/risk";
        // The session may be shared with whoever called; it ends with the process.
        SparkSession spark = Engine.start();
        try (SourceTables tables = SourceTables.read(spark, release);
                LinkedEvents linked = LinkedEvents.link(spark, tables, release)) {
            var rows = linked.table(source);
            RiskReport report = explore
                    ? RiskAssessment.explore(rows, variables, settings)
                    : RiskAssessment.assess(rows, variables, settings);
            report.write(
                    folder, explore ? "explore" : "risk", spark.sparkContext().hadoopConfiguration());
            if (records) {
                RecordRisk.write(rows, variables, settings, identifiers(release, source), folder);
            }
            report.warnings().forEach(spec.commandLine().getErr()::println);
            if (explore) {
                spec.commandLine().getOut().print(report.value("Summary", "table"));
            }
            spec.commandLine()
                    .getOut()
                    .println("risk: " + report.measures().size() + " measures in " + folder + " (internal)");
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private static List<String> identifiers(ReleaseConfig release, String source) {
        SourceConfig config = release.sources().get(source);
        return config == null ? List.of() : config.key();
    }
}
