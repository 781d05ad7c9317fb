package org.louver.attack;

import java.util.function.BooleanSupplier;

/**
 * How a release is attacked.
 *
 * @param attacker the best-informed reader who is considered
 * @param wholeNumbers whether the reader uses that all values are whole numbers: then only whole-number tables count as proof
 *     that a cell is protected
 * @param intervals whether the full feasibility interval of every withheld cell is wanted, not only whether it meets the
 *     requirement: two linear programs per withheld cell
 * @param parallel whether all processors may be used; the outcome is the same
 * @param mostPrograms linear programs after which what is left counts as undecided
 * @param timeUp asked now and then, from any thread; once it says so, what is left counts as undecided
 */
public record AttackSettings(
        Attacker attacker,
        boolean wholeNumbers,
        boolean intervals,
        boolean parallel,
        long mostPrograms,
        BooleanSupplier timeUp) {
    /** Singletons may not learn another primary cell exactly; outsiders may not come closer than the protection levels. */
    public static final AttackSettings DEFAULT =
            new AttackSettings(new Attacker.Insider(1, false), false, false, true, 5_000_000, () -> false);

    public AttackSettings {
        if (mostPrograms < 1) {
            throw new IllegalArgumentException("an attack needs at least one program");
        }
    }

    public AttackSettings by(Attacker other) {
        return new AttackSettings(other, wholeNumbers, intervals, parallel, mostPrograms, timeUp);
    }

    public AttackSettings withIntervals() {
        return new AttackSettings(attacker, wholeNumbers, true, parallel, mostPrograms, timeUp);
    }

    public AttackSettings withWholeNumbers() {
        return new AttackSettings(attacker, true, intervals, parallel, mostPrograms, timeUp);
    }

    /** On one thread, as inside a task of a cluster. */
    public AttackSettings sequential() {
        return new AttackSettings(attacker, wholeNumbers, intervals, false, mostPrograms, timeUp);
    }

    /** With a limit on time: an attack that reaches it is inconclusive unless it has failed the release by then. */
    public AttackSettings until(BooleanSupplier limit) {
        return new AttackSettings(attacker, wholeNumbers, intervals, parallel, mostPrograms, limit);
    }

    /** Whether an attack that has solved so many programs has to stop. */
    boolean exhausted(long programs) {
        return programs >= mostPrograms || timeUp.getAsBoolean();
    }
}
