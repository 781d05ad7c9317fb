package org.louver.refusal;

/**
 * Louver will not go on: says what is wrong, where, and what to do about it, in one line.
 *
 * <p>The text must never hold a record, a person key or an unsafe count: it is printed and logged.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String remedy;

    private Refusal(ExitCode exitCode, String problem, String remedy) {
        super(problem);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** Wrong usage or configuration; {@code problem} names the file and line where one exists. */
    public static Refusal configuration(String problem, String remedy) {
        return new Refusal(ExitCode.CONFIGURATION, problem, remedy);
    }

    /** Input that breaks its contract; {@code problem} names the file and the row or relation. */
    public static Refusal input(String problem, String remedy) {
        return new Refusal(ExitCode.INPUT, problem, remedy);
    }

    /** The audit found that the release can be undone. */
    public static Refusal auditFailed(String problem, String remedy) {
        return new Refusal(ExitCode.AUDIT_FAILED, problem, remedy);
    }

    /** The audit ended without a proof either way. */
    public static Refusal auditInconclusive(String problem, String remedy) {
        return new Refusal(ExitCode.AUDIT_INCONCLUSIVE, problem, remedy);
    }

    /** A file, table or engine could not be used. */
    public static Refusal storage(String problem, String remedy) {
        return new Refusal(ExitCode.STORAGE, problem, remedy);
    }

    /** Policy, or a missing approval, forbids it. */
    public static Refusal policy(String problem, String remedy) {
        return new Refusal(ExitCode.POLICY, problem, remedy);
    }

    /** The same refusal, saying first where its cause stands, as {@code release.conf:12: risk.keys}. */
    public Refusal at(String place) {
        return new Refusal(exitCode, place + ": " + problem(), remedy);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String problem() {
        return String.valueOf(getMessage());
    }

    public String remedy() {
        return remedy;
    }

    /** Problem and remedy on one line, as a person reads it in a terminal. */
    public String line() {
        return (problem() + " — " + remedy).replaceAll("\\s+", " ");
    }
}
