package org.louver.protection;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.louver.config.AggregationConfig;
import org.louver.pooling.Design;
import org.louver.pooling.TableAggregation.Way;
import org.louver.tabulation.TabulatedUnit;

/**
 * One way to protect a table, tried on the table alone.
 *
 * @param design its categories; absent in full detail
 * @param alone the table laid out so
 * @param inFull whether cells were withheld until it was protected; else what it costs at least: only unsafe cells withheld
 * @param loss what it costs
 * @param questions what it leaves of the declared questions
 */
record Candidate(
        Way way,
        Optional<Design> design,
        TabulatedUnit alone,
        boolean inFull,
        LossMeasures loss,
        QuestionMeasures questions) {
    static final String RULE =
            "Of the ways that lose fewest of the declared questions, those that withhold no more of the records, and"
                    + " of those of any large group, than the configuration allows, and that leave no larger share of the"
                    + " records without a published cell of the finest kind that gives up at most the tolerated number of"
                    + " levels; of them the one"
                    + " that gives up least detail, and of equal ones the one with fewest cells withheld. If there is"
                    + " none, the one that withholds the smallest share of the records.";

    /** The way that {@link #RULE} picks; never empty-handed for a non-empty list. */
    static Candidate best(List<Candidate> candidates, AggregationConfig config) {
        long fewest = candidates.stream()
                .mapToLong(candidate -> candidate.questions().lost())
                .min()
                .orElse(0);
        List<Candidate> keeping = candidates.stream()
                .filter(candidate -> candidate.questions().lost() == fewest)
                .toList();
        Comparator<Candidate> ties = Comparator.comparingLong(
                        (Candidate candidate) -> candidate.loss().withheldCells())
                .thenComparing(Candidate::way);
        return keeping.stream()
                .filter(candidate -> candidate.loss().withheld() <= config.mostWithheld()
                        && candidate.loss().worstGroup() <= config.mostWithheldOfAGroup()
                        && candidate.loss().within(config.mostLevels()) >= 1 - config.mostUnserved())
                .min(Comparator.comparingDouble(
                                (Candidate candidate) -> candidate.loss().loss())
                        .thenComparing(ties))
                .or(() -> keeping.stream()
                        .min(Comparator.comparingDouble((Candidate candidate) ->
                                        candidate.loss().withheld())
                                .thenComparing(ties)))
                .orElseThrow(() -> new IllegalStateException("no way to choose from"));
    }

    /** The numbers for the manifest. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("way", way.name().toLowerCase(java.util.Locale.ROOT));
        section.put("measured", inFull ? "protected" : "at best, only unsafe cells withheld");
        section.putAll(loss.section());
        section.put("questions-lost", questions.lost());
        section.put("questions", questions.section());
        return section;
    }
}
