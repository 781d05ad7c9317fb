package org.louver.assessment;

import java.util.List;
import java.util.stream.Collectors;
import org.louver.risk.CellExposure;
import org.louver.risk.CellFinding;

/**
 * What is known of the risk of one cell. Confidential, for internal pages alone.
 *
 * @param unit what is counted
 * @param tables names of the tables that show the cell; none if it can only be had by subtraction
 * @param cell its codes, as {@code race=black, sex=Total}
 * @param exposure records, distinct people, records of the person with the most
 * @param findings every rule that fired, with its numbers; {@link CellFinding#sentence()} says it in words
 */
public record CellRecord(
        String unit, List<String> tables, String cell, CellExposure exposure, List<CellFinding> findings) {
    public CellRecord {
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
    }

    /** Names of the rules that fired, each once, in the order of the findings. */
    public List<String> rules() {
        return findings.stream().map(CellFinding::rule).distinct().toList();
    }

    /** All findings in words. */
    public String sentences() {
        return findings.stream().map(CellFinding::sentence).collect(Collectors.joining("; "));
    }

    /** Counts of cells never reach a log. */
    @Override
    public String toString() {
        return "CellRecord[" + unit + "]";
    }
}
