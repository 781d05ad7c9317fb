package org.louver.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.louver.attack.Attack;
import org.louver.attack.AttackByParts;
import org.louver.attack.AttackReport;
import org.louver.attack.AttackSettings;
import org.louver.attack.AttackSummary;
import org.louver.attack.Attacker;
import org.louver.attack.AuditVerdict;
import org.louver.attack.PartAttacker;
import org.louver.attack.PublishedCells;
import org.louver.config.Section;
import org.louver.protection.ProtectedUnit;
import org.louver.refusal.Refusal;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/**
 * Plays the reader against every unit of a release. Only a proof that nothing can be undone lets tables through.
 *
 * @param settings whom the release has to stand up to
 * @param attacker where the parts of large systems are attacked
 */
public record Audit(AttackSettings settings, PartAttacker attacker) {
    /** Units with more cells are attacked component by component. */
    private static final int PARTS_ABOVE = 200_000;

    /** On this machine. */
    public Audit(AttackSettings settings) {
        this(settings, PartAttacker.HERE);
    }

    /** The same, with the parts of large systems in the tasks of the cluster; the verdict is the same. */
    public Audit on(SparkSession spark) {
        return new Audit(settings, new SparkParts(spark));
    }

    /**
     * Reads the section {@code audit}.
     *
     * @param singletons whether protection considers people who are alone in a cell
     */
    public static Audit read(Section section, boolean singletons) {
        long largestCell = section.integer("largest-insider-cell", singletons ? 1 : 0, 0, 3);
        boolean fullLevels = section.flag("full-levels-against-insiders", false);
        long programs = section.integer("most-programs", AttackSettings.DEFAULT.mostPrograms(), 1, Long.MAX_VALUE);
        section.refuseUnknownKeys();
        Attacker attacker =
                largestCell == 0 ? new Attacker.Outsider() : new Attacker.Insider((int) largestCell, fullLevels);
        return new Audit(new AttackSettings(attacker, false, true, true, programs, () -> false));
    }

    /**
     * Attacks every unit.
     *
     * @throws Refusal exit 4 if anything can be recomputed or is narrower than required; exit 5 if that could not be decided
     */
    public AuditedRelease audit(List<ProtectedUnit> units) {
        List<PublicTable> tables = new ArrayList<>();
        List<AuditedUnit> evidence = new ArrayList<>();
        for (ProtectedUnit unit : units) {
            AssessedCells cells = unit.assessment().cells();
            CellStatus[] status = unit.status();
            AttackReport report = cells.cells() <= PARTS_ABOVE
                    ? Attack.onRelease(cells, status, settings)
                    : AttackByParts.onRelease(cells, status, settings, attacker);
            requirePassed(unit.unit().unit(), report);
            PublicTables laidOut = new PublicTables(
                    unit.unit(),
                    status,
                    bounds(unit.unit().unit(), cells, report, false),
                    bounds(unit.unit().unit(), cells, report, true));
            tables.addAll(laidOut.all());
            evidence.add(new AuditedUnit(unit, report, laidOut.shown()));
        }
        return new AuditedRelease(tables, evidence);
    }

    private static void requirePassed(String unit, AttackReport report) {
        AuditVerdict verdict = report.verdict();
        if (verdict instanceof AuditVerdict.Failed failed) {
            AttackSummary found = failed.summary();
            throw Refusal.auditFailed(
                    "the audit undid tables of " + unit + ": " + found.exact() + " cells exactly, "
                            + found.narrowerThanRequired() + " closer than allowed, " + found.singletonExact()
                            + " by somebody who is alone in another cell",
                    "publish coarser levels or fewer tables of this unit together");
        }
        if (verdict instanceof AuditVerdict.Inconclusive inconclusive) {
            throw Refusal.auditInconclusive(
                    "the audit of " + unit + " did not come to an end: " + inconclusive.reason(),
                    "raise audit.most-programs, or publish coarser levels or fewer tables together");
        }
    }

    /** What any reader can work out. Where even the total of everything is withheld there is nothing to tell, so nothing is published. */
    private static long[] bounds(String unit, AssessedCells cells, AttackReport report, boolean upper) {
        long[] bounds = new long[cells.cells()];
        for (int cell = 0; cell < bounds.length; cell++) {
            bounds[cell] = upper ? report.highest(cell) : report.lowest(cell);
            if (bounds[cell] == PublishedCells.UNBOUNDED) {
                throw Refusal.auditFailed(
                        "tables of " + unit
                                + " withhold a count and every total above it, so that it has no upper bound",
                        "give totals more weight under protection.weights, or publish coarser levels");
            }
        }
        return bounds;
    }

    /** What was tried on one unit and how it ended, as plain data. */
    static Map<String, Object> summary(AuditedUnit unit) {
        AttackSummary summary = unit.report().summary();
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("unit", unit.unit().unit().unit());
        section.put("verdict", "passed");
        section.put("withheld", summary.withheld());
        section.put("required", summary.required());
        section.put("exact", summary.exact());
        section.put("narrower-than-required", summary.narrowerThanRequired());
        section.put("singleton-exact", summary.singletonExact());
        section.put("linear-programs", summary.linearPrograms());
        return section;
    }
}
