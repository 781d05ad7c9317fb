package org.louver.attack;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Protected;

/**
 * What an attack found. Intervals are what any reader can compute, so they may be public; verdicts tell primary from other
 * cells, so they may not.
 */
public final class AttackReport {
    private final AuditVerdict verdict;
    private final AttackSummary summary;
    private final CellVerdict[] cells;
    private final boolean[] openToInsiders;
    private final long[] lowest;
    private final long[] highest;
    private final List<InsiderFinding> insiders;
    private final Certificates certificates;
    private final Optional<Protected> premises;

    AttackReport(
            AuditVerdict verdict,
            AttackSummary summary,
            CellVerdict[] cells,
            boolean[] openToInsiders,
            long[] lowest,
            long[] highest,
            List<InsiderFinding> insiders,
            Certificates certificates,
            Optional<Protected> premises) {
        this.verdict = verdict;
        this.summary = summary;
        this.cells = cells;
        this.openToInsiders = openToInsiders;
        this.lowest = lowest;
        this.highest = highest;
        this.insiders = List.copyOf(insiders);
        this.certificates = certificates;
        this.premises = premises;
    }

    public AuditVerdict verdict() {
        return verdict;
    }

    public AttackSummary summary() {
        return summary;
    }

    /** What an outsider can do to the cell; PROTECTED for published cells. */
    public CellVerdict outsider(int cell) {
        return cells[cell];
    }

    /** Whether an insider can come too close to the cell although an outsider cannot. */
    public boolean openToInsiders(int cell) {
        return openToInsiders[cell];
    }

    /** A proved lower bound on the cell, rounded down; its value where published. */
    public long lowest(int cell) {
        return lowest[cell];
    }

    /** A proved upper bound on the cell, rounded up; {@link PublishedCells#UNBOUNDED} if there is none. */
    public long highest(int cell) {
        return highest[cell];
    }

    /** Every cell that an insider can come too close to, with the cells by which he does it. */
    public List<InsiderFinding> insiders() {
        return insiders;
    }

    /** The tables that prove protection: differences from the true table, or from one that the attack found. */
    public Certificates certificates() {
        return certificates;
    }

    /** What the certificates speak of; empty where no table agrees with what is published. Confidential. */
    public Optional<Protected> premises() {
        return premises;
    }

    @Override
    public String toString() {
        return "AttackReport[" + summary + "]";
    }

    /**
     * One insider against one cell.
     *
     * @param cell the cell
     * @param known the withheld cells that he knows, ascending
     * @param verdict EXACT, NARROW or UNDECIDED
     */
    @SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
    public record InsiderFinding(int cell, int[] known, CellVerdict verdict) implements Serializable {}
}
