package org.louver.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The publication score of the California Health and Human Services Agency's Data De-identification Guidelines: points for each
 * trait of a table; from 13 on, counts below 11 (zero excepted) and everything computed from them are to be suppressed.
 *
 * <p>Follows the edition stored publicly; the point for sex is remembered, not read (see docs/risk.md). Bands between the published
 * ones take the more careful side.
 */
public final class CalHhsScore {
    /** A score of this much needs suppression. */
    public static final int SUPPRESS_FROM = 13;

    private static final long SAFE_NUMERATOR = 11;
    private static final long SAFE_DENOMINATOR = 20_001;

    /** One line of the score. */
    public record Term(String criterion, String value, int points) {}

    /** How race or ethnicity is shown. */
    public enum Race {
        NONE,
        HISPANIC_OR_NOT,
        GROUPS
    }

    /** What a service geography is. */
    public enum Service {
        AREA,
        STREET_ADDRESS,
        RURAL,
        FRONTIER
    }

    private final List<Term> terms = new ArrayList<>();

    /** A score without any term; add what the table shows. */
    public CalHhsScore() {}

    /** Whether a rate needs no further analysis: numerator at least 11 and denominator at least 20,001. */
    public static boolean needsNoAnalysis(long numerator, long denominator) {
        return numerator >= SAFE_NUMERATOR && denominator >= SAFE_DENOMINATOR;
    }

    /** The smallest non-zero cell of the table. */
    public CalHhsScore smallestCell(long count) {
        int points = count >= 1000 ? 2 : count >= 100 ? 3 : count >= 11 ? 5 : 7;
        return add("smallest cell", band(count, 1000, 100, 11), points);
    }

    /** Width in years of the age bands of a variable. */
    public CalHhsScore ageBand(String variable, int years) {
        int points = years > 29 ? 1 : years >= 11 ? 2 : years >= 6 ? 3 : years >= 3 ? 5 : 7;
        return add("age band: " + variable, years + " years", points);
    }

    /** Race or ethnicity as a variable tells it; {@code groups} counts only for {@link Race#GROUPS}. */
    public CalHhsScore race(String variable, Race race, int groups) {
        return switch (race) {
            case NONE -> this;
            case HISPANIC_OR_NOT -> add("ethnicity: " + variable, "Hispanic or not", 1);
            case GROUPS -> add("race: " + variable, groups + " groups", groups <= 5 ? 2 : 3);
        };
    }

    public CalHhsScore sex(String variable) {
        return add("sex: " + variable, "shown", 1);
    }

    /**
     * Any other trait.
     *
     * @param population people in the state who have the trait; where unknown the number of categories decides
     */
    public CalHhsScore trait(String name, OptionalLong population, int categories) {
        if (population.isEmpty()) {
            int points = categories < 5 ? 3 : categories < 10 ? 5 : 7;
            return add("trait: " + name, categories + " categories", points);
        }
        long people = population.getAsLong();
        int points = people > 4_000_000 ? 1 : people > 300_000 ? 2 : people > 100_000 ? 3 : people > 20_000 ? 5 : 7;
        return add("trait: " + name, people + " people statewide", points);
    }

    /** Length of the period in months, at least 1; anything finer counts as a month. */
    public CalHhsScore period(int months) {
        int points = months >= 60 ? -5 : months >= 24 ? -3 : months >= 12 ? 0 : months >= 6 ? 3 : months >= 3 ? 4 : 5;
        return add("time", months + " months", points);
    }

    /** People in the smallest area of residence, of service, or both: the higher of the two scores counts. */
    public CalHhsScore geography(OptionalLong residence, OptionalLong service, Service kind) {
        int ofResidence = residence.isPresent() ? residencePoints(residence.getAsLong()) : Integer.MIN_VALUE;
        int ofService = service.isPresent() || kind != Service.AREA
                ? servicePoints(service.orElse(0), kind)
                : Integer.MIN_VALUE;
        if (ofResidence == Integer.MIN_VALUE && ofService == Integer.MIN_VALUE) {
            return this;
        }
        return ofResidence >= ofService
                ? add("residence geography", residence.orElse(0) + " people", ofResidence)
                : add(
                        "service geography",
                        kind == Service.AREA ? service.orElse(0) + " people" : kind.name(),
                        ofService);
    }

    /** Events by time and geography only: credit by the smallest cell. */
    public CalHhsScore onlyTimeAndGeography(long smallestCell) {
        return add(
                "events by time and geography only",
                band(smallestCell, 5, 3),
                smallestCell >= 5 ? -5 : smallestCell >= 3 ? -3 : 0);
    }

    /** How many further variables depend on the ones scored. */
    public CalHhsScore dependentVariables(int count) {
        return count <= 0 ? this : add("dependent variables", count + "", count == 1 ? 1 : count == 2 ? 2 : 4);
    }

    /** Every term, in the order added. */
    public List<Term> terms() {
        return List.copyOf(terms);
    }

    public int total() {
        return terms.stream().mapToInt(Term::points).sum();
    }

    /** Whether counts below 11 must be suppressed. */
    public boolean suppresses() {
        return total() >= SUPPRESS_FROM;
    }

    private CalHhsScore add(String criterion, String value, int points) {
        terms.add(new Term(criterion, value, points));
        return this;
    }

    private static int residencePoints(long people) {
        if (people > 2_000_000) {
            return -5;
        }
        if (people >= 1_000_000) {
            return -3;
        }
        if (people >= 560_000) {
            return -1;
        }
        if (people >= 250_000) {
            return 0;
        }
        if (people >= 100_000) {
            return 1;
        }
        if (people >= 50_000) {
            return 3;
        }
        if (people > 20_000) {
            return 4;
        }
        return people > 4_000 ? 5 : 7;
    }

    private static int servicePoints(long people, Service kind) {
        return switch (kind) {
            case STREET_ADDRESS -> 3;
            case RURAL -> 5;
            case FRONTIER -> 7;
            case AREA -> {
                if (people > 2_000_000) {
                    yield -5;
                }
                if (people >= 1_000_000) {
                    yield -4;
                }
                if (people >= 560_000) {
                    yield -3;
                }
                if (people >= 250_000) {
                    yield -1;
                }
                yield people > 20_000 ? 0 : 1;
            }
        };
    }

    private static String band(long count, long... floors) {
        for (long floor : floors) {
            if (count >= floor) {
                return "at least " + floor;
            }
        }
        return "below " + floors[floors.length - 1];
    }
}
