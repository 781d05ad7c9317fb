package org.louver.cli;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line; {@code louver --help} lists the commands. */
@Command(
        name = "louver",
        mixinStandardHelpOptions = true,
        versionProvider = Louver.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Publishes police records so that anyone can see how policing works, while nobody who called for help can be found"
                        + " in them.",
        footer = {
            "",
            "Exit codes: 0 done, 1 defect in Louver, 2 usage or configuration, 3 input breaks its contract, 4 audit failed,",
            "5 audit inconclusive, 6 storage or engine, 7 refused by policy or approval."
        },
        subcommands = {
            Demo.class,
            Generate.class,
            Release.class,
            Review.class,
            PolicyCommand.class,
            Risk.class,
            ProtectCommand.class,
            AttackCommand.class,
            CertifyCommand.class,
            Decision.Approve.class,
            Decision.Reject.class,
            TrendsCommand.class
        })
public final class Louver implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command and turns every outcome into its exit code; never throws. */
    public static int run(String... arguments) {
        CommandLine command = new CommandLine(new Louver());
        return run(command, arguments);
    }

    static int run(CommandLine command, String... arguments) {
        try {
            return command.setExecutionExceptionHandler((failure, failed, parsed) -> report(failure, failed))
                    .setParameterExceptionHandler((wrong, given) -> misused(wrong))
                    .execute(arguments);
        } catch (OutOfMemoryError exhausted) {
            // Whatever the command held is out of reach by now, so there is room for a line again.
            return outOfMemory(command);
        }
    }

    private static int outOfMemory(CommandLine command) {
        command.getErr()
                .println("louver: memory is used up (heap: "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB) — use fewer or coarser variables per table, or a larger heap: LOUVER_OPTS=-Xmx8g");
        return ExitCode.STORAGE.code();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.CONFIGURATION.code();
    }

    private static int misused(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String problem = String.valueOf(wrong.getMessage()).replaceAll("\\R\\s*", " ");
        command.getErr()
                .println("louver: " + problem + " — see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.CONFIGURATION.code();
    }

    /** One line and the exit code; nothing of what a foreign exception says. */
    static int report(Exception failure, CommandLine command) {
        if (failure instanceof Refusal refusal) {
            command.getErr().println("louver: " + refusal.line());
            return refusal.exitCode().code();
        }
        if (root(failure) instanceof OutOfMemoryError) {
            return outOfMemory(command);
        }
        if (root(failure) instanceof ClassNotFoundException absent) {
            command.getErr()
                    .println("louver: a class of a file system or data source is not on the class path: "
                            + absent.getMessage()
                            + " — add its connector to the class path, or use paths of another scheme");
            return ExitCode.STORAGE.code();
        }
        if (ofTheEngine(failure)) {
            command.getErr()
                    .println("louver: the engine or its storage failed: " + kinds(failure)
                            + " — look at free space, memory and permissions, then run again");
            return ExitCode.STORAGE.code();
        }
        // Messages of foreign exceptions can quote rows, so only the type and our own frames are shown.
        command.getErr()
                .println("louver: defect: " + kinds(failure) + firstOwnFrame(failure)
                        + " — please report it with the command you ran; no record is quoted here on purpose");
        return ExitCode.DEFECT.code();
    }

    /** Whether a file system or Spark itself is the cause: no code of ours below it, and nothing that a better program would avoid. */
    private static boolean ofTheEngine(Throwable failure) {
        Throwable root = root(failure);
        return root instanceof IOException || root.getClass().getName().equals("org.apache.spark.SparkException");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String kinds(Throwable failure) {
        Set<String> kinds = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && kinds.size() < 5; cause = cause.getCause()) {
            kinds.add(cause.getClass().getName());
        }
        return String.join(" from ", kinds);
    }

    private static String firstOwnFrame(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.louver.")) {
                return " at " + frame;
            }
        }
        return "";
    }

    /** The version that Maven wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Louver.class.getPackage().getImplementationVersion();
            return new String[] {"louver " + (version == null ? "development" : version)};
        }
    }
}
