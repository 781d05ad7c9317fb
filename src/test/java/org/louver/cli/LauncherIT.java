package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar as users run it: through scripts/louver and through spark-submit. */
class LauncherIT {
    private static final Path LAUNCHER = Path.of("scripts/louver").toAbsolutePath();
    private static final Path JAR = Path.of("target/louver.jar").toAbsolutePath();

    @TempDir
    private Path elsewhere;

    @BeforeAll
    static void packaged() {
        assumeTrue(Files.exists(JAR), "target/louver.jar is made in the package phase: run mvn verify");
    }

    @Test
    void launcher_throughSymlinkFromAnotherFolder_runsAndKeepsStandardErrorClean() throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("louver"), LAUNCHER);

        Outcome outcome = run(List.of(link.toString(), "--version"));

        assertThat(outcome).isEqualTo(new Outcome(0, "louver 0.1.0", ""));
    }

    @Test
    void launcher_unknownCommand_passesTheExitCodeThrough() throws Exception {
        Outcome outcome = run(List.of(LAUNCHER.toString(), "no such command"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("louver: Unmatched argument at index 0: 'no such command' — see louver --help");
    }

    @Test
    void sparkSubmit_sameJar_runs() throws Exception {
        String spark = Files.readString(Path.of("target/louver.classpath")).strip() + ":"
                + Files.readString(Path.of("target/louver.runtime.classpath")).strip();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Outcome outcome = run(List.of(
                java,
                "-cp",
                spark,
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[1]",
                "--class",
                "org.louver.cli.Louver",
                JAR.toString(),
                "--version"));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("louver 0.1.0");
    }

    @Test
    void jar_holdsWhatTravels_andNothingThatSparkBrings() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();

            assertThat(names)
                    .contains(
                            "org/louver/cli/Louver.class",
                            "org/apache/spark/sql/delta/DeltaLog.class",
                            "com/google/ortools/Loader.class",
                            "com/sun/jna/Native.class",
                            "picocli/CommandLine.class",
                            "com/typesafe/config/Config.class");
            assertThat(names)
                    .anyMatch(name -> name.startsWith("ortools-linux-x86-64/"))
                    .anyMatch(name -> name.startsWith("ortools-darwin-aarch64/"));
            for (String provided : Arrays.asList(
                    "org/apache/spark/SparkContext.class",
                    "org/apache/hadoop/fs/FileSystem.class",
                    "org/apache/parquet/hadoop/ParquetWriter.class",
                    "scala/Option.class",
                    "com/fasterxml/jackson/databind/ObjectMapper.class",
                    "org/slf4j/Logger.class")) {
                assertThat(names).doesNotContain(provided);
            }
        }
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path out = elsewhere.resolve("out.txt");
        Path err = elsewhere.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeAll(Stream.of("JAVA_TOOL_OPTIONS", "LOUVER_OPTS").toList());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Outcome(
                    process.exitValue(),
                    Files.readString(out).strip(),
                    Files.readString(err).strip());
        } finally {
            process.destroyForcibly();
        }
    }

    private record Outcome(int exitCode, String out, String err) {}
}
