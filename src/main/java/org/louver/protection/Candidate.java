package org.louver.protection;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.louver.config.AggregationConfig;
import org.louver.pooling.Design;
import org.louver.pooling.TableAggregation.Way;
import org.louver.tabulation.TabulatedUnit;

/**
 * One way to protect a table, tried on the table alone.
 *
 * @param design its categories; absent in full detail
 * @param alone the table laid out so
 * @param inFull whether cells were withheld until it was protected; else loss and questions are estimates ({@link RelationClosure})
 * @param loss what it costs
 * @param atBest what it costs at least: only unsafe cells withheld
 * @param questions what it leaves of the declared questions
 */
record Candidate(
        Way way,
        Optional<Design> design,
        TabulatedUnit alone,
        boolean inFull,
        LossMeasures loss,
        LossMeasures atBest,
        QuestionMeasures questions) {
    static final String RULE =
            "Of the ways that lose fewest of the declared questions, those that withhold no more of the records, and"
                    + " of those of any large group, than the configuration allows, and that leave no larger share of the"
                    + " records without a published cell of the finest kind that gives up at most the tolerated number of"
                    + " levels; of them the one"
                    + " that gives up least detail, and of equal ones the one with fewest cells withheld. If there is"
                    + " none, the one that leaves a tolerated share of the records without such a cell and withholds the"
                    + " smallest share of the large group that it hits hardest; if there is none of these either, the one"
                    + " that withholds the smallest share of the records.";

    private static final Comparator<Candidate> TIES = Comparator.comparingLong(
                    (Candidate candidate) -> candidate.loss().withheldCells())
            .thenComparing(Candidate::way);

    /** The way that {@link #RULE} picks; never empty-handed for a non-empty list. */
    static Candidate best(List<Candidate> candidates, AggregationConfig config) {
        return keeping(candidates)
                .filter(candidate -> candidate.meets(config))
                .min(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.loss().loss())
                        .thenComparing(TIES))
                .or(() -> keeping(candidates)
                        .filter(candidate -> serves(candidate.loss(), config))
                        .min(Comparator.comparingDouble((Candidate candidate) ->
                                        candidate.loss().worstGroup())
                                .thenComparingDouble(
                                        candidate -> candidate.loss().loss())
                                .thenComparing(TIES)))
                .or(() -> keeping(candidates)
                        .min(Comparator.comparingDouble((Candidate candidate) ->
                                        candidate.loss().withheld())
                                .thenComparing(TIES)))
                .orElseThrow(() -> new IllegalStateException("no way to choose from"));
    }

    /**
     * Of the ways that are only estimated, the one most worth protecting although the rule picks another: estimates err, and at best it
     * would serve enough of the records.
     */
    static Optional<Candidate> mostPromising(List<Candidate> candidates, AggregationConfig config) {
        return keeping(candidates)
                .filter(candidate -> !candidate.inFull() && serves(candidate.atBest(), config))
                .min(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.loss().withheld())
                        .thenComparing(TIES));
    }

    private static Stream<Candidate> keeping(List<Candidate> candidates) {
        long fewest = candidates.stream()
                .mapToLong(candidate -> candidate.questions().lost())
                .min()
                .orElse(0);
        return candidates.stream().filter(candidate -> candidate.questions().lost() == fewest);
    }

    private static boolean serves(LossMeasures loss, AggregationConfig config) {
        return loss.within(config.mostLevels()) >= 1 - config.mostUnserved();
    }

    /** Whether it withholds as little, and serves as many records, as the configuration asks. */
    boolean meets(AggregationConfig config) {
        return loss.withheld() <= config.mostWithheld()
                && loss.worstGroup() <= config.mostWithheldOfAGroup()
                && serves(loss, config);
    }

    /** The numbers for the manifest. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("way", way.name().toLowerCase(java.util.Locale.ROOT));
        section.put("measured", inFull ? "protected" : "estimated, relation by relation");
        section.putAll(loss.section());
        section.put("questions-lost", questions.lost());
        section.put("questions", questions.section());
        return section;
    }
}
