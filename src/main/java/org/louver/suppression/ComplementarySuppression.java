package org.louver.suppression;

import org.louver.table.AssessedCells;

/**
 * Joint complementary cell suppression over all linked tables at once: withholds, at little cost, further cells so that every
 * primary cell keeps its protection interval against a reader who knows all relations, all published values and the floors.
 *
 * <p>The meaning of "protected" is laid down in {@code docs/protection-semantics.md}. Method: witness routing. Each primary class is
 * given sparse moves that show its interval (Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805, for the model);
 * cells on the way are withheld; then every witness is ripped up and rerouted while that pays, and every complementary cell
 * is published again if its users find a way around it. Witnesses are verified in long arithmetic, so the pattern never rests on
 * a solver's tolerance. Deterministic: no clock, no hash order, one thread.
 */
public final class ComplementarySuppression {
    private ComplementarySuppression() {}

    /** Chooses the complementary cells. Never fails: what no pattern can protect is listed as unachievable. */
    public static SuppressionPattern protect(AssessedCells cells, SuppressionSettings settings) {
        return new Protection(cells, settings).run();
    }
}
