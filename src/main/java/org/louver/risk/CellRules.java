package org.louver.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes a cell risky.
 *
 * @param leastPeople a cell needs at least as many distinct people, and as many distinct incidents; at least 1
 * @param mostShare one person may account for at most this share of the events; in (0, 1]
 * @param homogeneous a group (nearly) all of whose members, from this share on, fall into one category discloses it; in (½, 1]
 * @param leastPopulation the population behind a cell needs at least as many people; 0 switches the rule off
 * @param zerosDisclose whether a group's empty category is reported
 */
public record CellRules(
        long leastPeople, double mostShare, double homogeneous, long leastPopulation, boolean zerosDisclose) {
    public CellRules {
        if (leastPeople < 1
                || !(mostShare > 0 && mostShare <= 1)
                || !(homogeneous > 0.5 && homogeneous <= 1)
                || leastPopulation < 0) {
            throw new IllegalArgumentException("a rule is out of bounds");
        }
    }

    /** What one cell, by itself, gives away; empty cells give nothing away by themselves. */
    public List<CellFinding> examine(CellExposure cell) {
        List<CellFinding> findings = new ArrayList<>();
        if (cell.records() == 0) {
            return findings;
        }
        if (cell.people() <= 2) {
            findings.add(new CellFinding.Identifying(cell.people()));
        }
        if (cell.people() < leastPeople) {
            findings.add(new CellFinding.FewContributors(cell.people(), leastPeople));
        }
        cell.incidents().stream()
                .filter(incidents -> incidents < leastPeople)
                .forEach(incidents -> findings.add(new CellFinding.FewIncidents(incidents, leastPeople)));
        if (cell.largestShare() > mostShare) {
            findings.add(new CellFinding.DominantContributor(cell.largestShare(), mostShare));
        }
        return findings;
    }

    /**
     * What a group gives away about its members by how many of them fall into one category of a variable.
     *
     * @param inCategory members in the category; people with several records may be in several
     * @param inGroup all members, at least {@code inCategory}
     */
    public Optional<CellFinding> attributeDisclosure(String variable, long inCategory, long inGroup) {
        if (inCategory < 0 || inCategory > inGroup) {
            throw new IllegalArgumentException("a category holds some of its group");
        }
        // Somebody alone in a group is found as such; every trait of theirs would be listed here once more.
        if (inGroup < 2) {
            return Optional.empty();
        }
        if (inCategory == 0) {
            return zerosDisclose ? Optional.of(new CellFinding.DisclosingZero(variable, inGroup)) : Optional.empty();
        }
        return inCategory >= homogeneous * inGroup
                ? Optional.of(new CellFinding.AttributeDisclosure(variable, inCategory, inGroup, homogeneous))
                : Optional.empty();
    }

    /**
     * What a published rate gives away about its numerator when the denominator is known: the numerators whose rate rounds (half up)
     * to the published one.
     *
     * @param rate the published rate, e.g. 12.5 for 12.5 per hundred, with exactly the decimals that are shown
     * @param per 100 for a percentage, 1000, 100000, …
     * @return the finding if every numerator left is below leastPeople, and not just 0
     * @throws IllegalArgumentException if no numerator has that rate
     */
    public Optional<CellFinding> derivableNumerator(BigDecimal rate, long per, long denominator) {
        if (denominator < 1 || per < 1) {
            throw new IllegalArgumentException("a rate needs a denominator");
        }
        BigDecimal half = BigDecimal.ONE.movePointLeft(rate.scale()).divide(BigDecimal.valueOf(2));
        BigDecimal scale = BigDecimal.valueOf(denominator);
        long least = rate.subtract(half)
                .multiply(scale)
                .divide(BigDecimal.valueOf(per), MathContext.DECIMAL128)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        BigDecimal above = rate.add(half).multiply(scale).divide(BigDecimal.valueOf(per), MathContext.DECIMAL128);
        long most = above.setScale(0, RoundingMode.CEILING).longValueExact() - 1;
        long from = Math.max(0, least);
        long to = Math.min(denominator, most);
        if (from > to) {
            throw new IllegalArgumentException("no numerator has that rate");
        }
        return to >= 1 && to < leastPeople
                ? Optional.of(new CellFinding.DerivableNumerator(from, to, denominator))
                : Optional.empty();
    }

    /** Whether the population behind a cell is too small. */
    public Optional<CellFinding> smallPopulation(long population) {
        return population < leastPopulation
                ? Optional.of(new CellFinding.SmallPopulation(population, leastPopulation))
                : Optional.empty();
    }
}
