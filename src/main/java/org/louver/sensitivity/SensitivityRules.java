package org.louver.sensitivity;

import java.util.List;
import org.louver.table.CellPattern;

/**
 * Which cells are unsafe.
 *
 * @param minimumFrequency cells with 1 to this − 1 records are unsafe; 0 switches the rule off
 * @param minimumContributors cells with fewer distinct contributors are unsafe; 0 switches the rule off
 * @param concentration rules about the largest contributions to magnitudes
 * @param homogeneity sensitive variables
 * @param zeros what an empty cell is
 * @param structuralZeros cells that are empty by definition even where zeros are unsafe
 * @param forced cells that are published whatever the rules say
 * @param requests cells that somebody asked to withhold
 */
public record SensitivityRules(
        long minimumFrequency,
        long minimumContributors,
        List<ConcentrationRule> concentration,
        List<Homogeneity> homogeneity,
        ZeroPolicy zeros,
        List<CellPattern> structuralZeros,
        List<CellPattern> forced,
        List<CellPattern> requests) {
    public SensitivityRules {
        concentration = List.copyOf(concentration);
        homogeneity = List.copyOf(homogeneity);
        structuralZeros = List.copyOf(structuralZeros);
        forced = List.copyOf(forced);
        requests = List.copyOf(requests);
        if (minimumFrequency < 0 || minimumContributors < 0) {
            throw new IllegalArgumentException("a minimum is never negative");
        }
    }

    /** Counts from 1 to {@code minimum} − 1 are unsafe, nothing else. */
    public static SensitivityRules minimumFrequency(long minimum, ZeroPolicy zeros) {
        return new SensitivityRules(minimum, 0, List.of(), List.of(), zeros, List.of(), List.of(), List.of());
    }

    /** Unsafe by a rule about the largest contributions, nothing else. */
    public static SensitivityRules concentration(ConcentrationRule rule) {
        return new SensitivityRules(
                0, 0, List.of(rule), List.of(), ZeroPolicy.PUBLISHED, List.of(), List.of(), List.of());
    }

    /** Whether some cell could be unsafe at all; without any rule, everything would be published. */
    public boolean asksForAnything() {
        return minimumFrequency > 1
                || minimumContributors > 1
                || !concentration.isEmpty()
                || !homogeneity.isEmpty()
                || zeros == ZeroPolicy.UNSAFE
                || !requests.isEmpty();
    }

    /** How many of the largest contributions a cell must keep for the rules. */
    public int contributionsNeeded() {
        return concentration.stream()
                .mapToInt(ConcentrationRule::contributions)
                .max()
                .orElse(0);
    }

    /** How many distinct contributors of a cell matter. */
    public int contributorsNeeded() {
        return Math.toIntExact(Math.max(2, minimumContributors));
    }

    /** What a count must look like at most to be safe: the larger of the two minima. */
    public long safeFrom() {
        return Math.max(minimumFrequency, minimumContributors);
    }
}
