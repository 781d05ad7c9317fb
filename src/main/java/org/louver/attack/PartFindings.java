package org.louver.attack;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.louver.attack.AttackReport.InsiderFinding;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Witness;

/**
 * What was found about one part, in the numbers of the whole.
 *
 * @param cell the withheld cells of the part, ascending; one entry of the next four arrays for each
 * @param lowest proved lower bounds
 * @param highest proved upper bounds
 * @param undecided why nothing was found out, or empty
 * @param certificates the witnesses of each cell of the part
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
public record PartFindings(
        int[] cell,
        CellVerdict[] outsider,
        boolean[] openToInsiders,
        long[] lowest,
        long[] highest,
        AttackSummary summary,
        String undecided,
        List<InsiderFinding> insiders,
        Certificates certificates)
        implements Serializable {
    static PartFindings of(int[] inside, AttackReport report) {
        int count = inside.length;
        CellVerdict[] outsider = new CellVerdict[count];
        boolean[] open = new boolean[count];
        long[] lowest = new long[count];
        long[] highest = new long[count];
        for (int place = 0; place < count; place++) {
            outsider[place] = report.outsider(place);
            open[place] = report.openToInsiders(place);
            lowest[place] = report.lowest(place);
            highest[place] = report.highest(place);
        }
        List<InsiderFinding> insiders = new ArrayList<>();
        for (InsiderFinding finding : report.insiders()) {
            insiders.add(new InsiderFinding(
                    inside[finding.cell()],
                    Arrays.stream(finding.known()).map(place -> inside[place]).toArray(),
                    finding.verdict()));
        }
        List<Witness> witnesses = new ArrayList<>();
        for (Witness witness : report.certificates().witnesses()) {
            witnesses.add(new Witness(
                    Arrays.stream(witness.cell()).map(place -> inside[place]).toArray(),
                    witness.delta(),
                    witness.denominator()));
        }
        return new PartFindings(
                inside,
                outsider,
                open,
                lowest,
                highest,
                report.summary(),
                report.verdict() instanceof AuditVerdict.Inconclusive inconclusive ? inconclusive.reason() : "",
                insiders,
                new Certificates(witnesses, Arrays.copyOf(report.certificates().witnessesOf(), count)));
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "PartFindings[" + cell.length + " cells]";
    }
}
