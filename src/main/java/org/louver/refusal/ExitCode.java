package org.louver.refusal;

/** What the process says to a scheduler when it ends. The numbers are part of the public interface. */
public enum ExitCode {
    /** The command did what was asked. */
    RELEASED(0),
    /** A defect in Louver itself. */
    DEFECT(1),
    /** Wrong usage or configuration. */
    CONFIGURATION(2),
    /** The input breaks its contract. */
    INPUT(3),
    /** The audit recomputed something that must stay hidden. */
    AUDIT_FAILED(4),
    /** The audit could not decide, which is not a pass. */
    AUDIT_INCONCLUSIVE(5),
    /** Storage or the engine failed. */
    STORAGE(6),
    /** Policy or a missing approval forbids it. */
    POLICY(7);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
