package org.louver.safety;

/** The small town under the default policy, for tests of rooms that see what the policy lets through. */
public final class PolicyTown {
    private PolicyTown() {}

    public static ReleasableEvents events() {
        return SmallTown.apply("");
    }
}
