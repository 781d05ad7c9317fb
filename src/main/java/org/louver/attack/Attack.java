package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.louver.attack.AttackReport.InsiderFinding;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Protected;
import org.louver.attack.certificate.Witness;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/**
 * The reader who tries to undo a release (Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805, for feasibility
 * intervals). What he finds, and what he proves he cannot find, is checked in exact arithmetic; solvers only point the way.
 */
public final class Attack {
    private final PublishedCells published;
    private final ProtectionLevels[] levels;
    private final AttackSettings settings;

    private Attack(PublishedCells published, ProtectionLevels[] levels, AttackSettings settings) {
        this.published = published;
        this.levels = levels;
        this.settings = settings;
    }

    /**
     * Audits a release inside the house, where the truth is known.
     *
     * @param status the final status of every cell
     */
    public static AttackReport onRelease(AssessedCells cells, CellStatus[] status, AttackSettings settings) {
        return onRelease(cells, PublishedCells.of(cells, status), settings);
    }

    /**
     * Audits a release against a reader who may know more than the release shows.
     *
     * @param published what he knows; it must agree with the true values
     */
    public static AttackReport onRelease(AssessedCells cells, PublishedCells published, AttackSettings settings) {
        int count = cells.cells();
        long[] value = new long[count];
        int[] sole = new int[count];
        ProtectionLevels[] levels = new ProtectionLevels[count];
        for (int cell = 0; cell < count; cell++) {
            value[cell] = cells.value(cell);
            sole[cell] = cells.soleContributor(cell);
            levels[cell] = cells.levels(cell);
            if (published.low(cell) > value[cell] || published.high(cell) < value[cell]) {
                throw new IllegalArgumentException("what the reader knows of cell " + cell + " is not true");
            }
        }
        return new Attack(published, levels, settings).run(value, sole);
    }

    /**
     * Attacks a published table whose true values are not known. Without them only widths can be judged, and no one's own
     * contribution: insiders are not considered.
     *
     * @param width how wide the interval of each withheld cell has to be; 0 where it does not matter
     */
    public static AttackReport onPublished(PublishedCells published, long[] width, AttackSettings settings) {
        ProtectionLevels[] levels =
                Arrays.stream(width).mapToObj(ProtectionLevels::width).toArray(ProtectionLevels[]::new);
        return new Attack(published, levels, settings.by(new Attacker.Outsider())).run(null, null);
    }

    private AttackReport run(long @Nullable [] value, int @Nullable [] sole) {
        ReaderEquations equations = new ReaderEquations(published);
        if (equations.contradictory()) {
            return contradiction("no table agrees with what is published: it does not add up");
        }
        long[] base = value == null ? BaseTable.find(equations) : known(equations, value);
        if (base == null) {
            return contradiction("no table of whole numbers that agrees with what is published was found");
        }
        Requirement requirement = new Requirement(equations, levels);
        Reach reach = new Reach(equations, requirement, base);
        Nearby nearby = new Nearby(equations, base, settings);
        OutsiderAttack outsider = new OutsiderAttack(equations, requirement, reach, base, settings, nearby);
        outsider.run();
        List<InsiderFinding> findings = List.of();
        List<int[]> insiders = List.of();
        boolean fullLevels = false;
        long programs = outsider.programs;
        if (settings.attacker() instanceof Attacker.Insider insider && value != null && sole != null) {
            insiders = InsiderAttack.insiders(equations, sole, value, insider.largestCell());
            fullLevels = insider.fullLevels();
            InsiderAttack attack =
                    new InsiderAttack(equations, requirement, reach, base, settings, fullLevels, insiders, nearby);
            findings = attack.run();
            programs += attack.programs;
        }
        if (!fullLevels) {
            programs += new WholeNumberProofs(equations, requirement, reach, base, insiders).run();
        }
        int[] alone = settings.attacker() instanceof Attacker.Insider ? sole : null;
        Protected premises = Premises.of(published, value == null ? table(equations, base) : value, levels, alone);
        return report(equations, reach, base, findings, programs, premises);
    }

    /** The table that was found, cell by cell. */
    private static long[] table(ReaderEquations equations, long[] base) {
        long[] value = equations.cellLow.clone();
        for (int cell = 0; cell < value.length; cell++) {
            value[cell] = equations.unknownOf[cell] < 0 ? value[cell] : base[equations.unknownOf[cell]];
        }
        return value;
    }

    private static long[] known(ReaderEquations equations, long[] value) {
        long[] base = new long[equations.unknowns()];
        for (int each = 0; each < base.length; each++) {
            base[each] = value[equations.cellsOf[each][0]];
        }
        return base;
    }

    private AttackReport contradiction(String reason) {
        int count = published.system().cells();
        CellVerdict[] cells = new CellVerdict[count];
        long[] lowest = new long[count];
        long[] highest = new long[count];
        int withheld = 0;
        int required = 0;
        for (int cell = 0; cell < count; cell++) {
            cells[cell] = published.withheld(cell) ? CellVerdict.UNDECIDED : CellVerdict.PROTECTED;
            lowest[cell] = published.low(cell);
            highest[cell] = published.high(cell);
            withheld += published.withheld(cell) ? 1 : 0;
            required += levels[cell].required() ? 1 : 0;
        }
        AttackSummary summary = new AttackSummary(withheld, required, 0, 0, 0, 0, required, 0);
        return new AttackReport(
                new AuditVerdict.Inconclusive(reason),
                summary,
                cells,
                new boolean[count],
                lowest,
                highest,
                List.of(),
                new Certificates(List.of(), new int[count][0]),
                Optional.empty());
    }

    private AttackReport report(
            ReaderEquations equations,
            Reach reach,
            long[] base,
            List<InsiderFinding> findings,
            long programs,
            Protected premises) {
        int count = published.system().cells();
        CellVerdict[] cells = new CellVerdict[count];
        long[] lowest = new long[count];
        long[] highest = new long[count];
        int required = 0;
        int exact = 0;
        int exactOthers = 0;
        int narrow = 0;
        int undecided = 0;
        for (int cell = 0; cell < count; cell++) {
            int unknown = equations.unknownOf[cell];
            cells[cell] = verdict(cell, unknown, reach);
            lowest[cell] = equations.cellLow[cell];
            highest[cell] = equations.cellHigh[cell];
            if (unknown >= 0) {
                Fraction down = reach.limitDown[unknown];
                Fraction up = reach.limitUp[unknown];
                lowest[cell] = Math.max(lowest[cell], down == null ? Long.MIN_VALUE : base[unknown] - down.ceiling());
                highest[cell] =
                        Math.min(highest[cell], up == null ? PublishedCells.UNBOUNDED : base[unknown] + up.ceiling());
            }
            boolean needed = levels[cell].required();
            required += needed ? 1 : 0;
            exact += needed && cells[cell] == CellVerdict.EXACT ? 1 : 0;
            exactOthers += !needed && cells[cell] == CellVerdict.EXACT ? 1 : 0;
            narrow += needed && cells[cell].exposed() ? 1 : 0;
            undecided += needed && cells[cell] == CellVerdict.UNDECIDED ? 1 : 0;
        }
        boolean[] open = new boolean[count];
        Map<Integer, Boolean> proved = new TreeMap<>();
        for (InsiderFinding finding : findings) {
            open[finding.cell()] |= finding.verdict().exposed();
            proved.merge(finding.cell(), finding.verdict().exposed(), Boolean::logicalOr);
        }
        // UNPUBLISHED cells and cells of a class with a required one may be found without having a requirement
        // themselves.
        int toInsiders = 0;
        for (Map.Entry<Integer, Boolean> entry : proved.entrySet()) {
            if (levels[entry.getKey()].required()) {
                toInsiders += entry.getValue() ? 1 : 0;
                undecided += entry.getValue() ? 0 : 1;
            }
        }
        AttackSummary summary = new AttackSummary(
                published.withheldCells(), required, exact, exactOthers, narrow, toInsiders, undecided, programs);
        return new AttackReport(
                verdict(summary),
                summary,
                cells,
                open,
                lowest,
                highest,
                findings,
                certificates(equations, reach, premises.value().length),
                Optional.of(premises));
    }

    static AuditVerdict verdict(AttackSummary summary) {
        if (summary.narrowerThanRequired() + summary.singletonExact() > 0) {
            return new AuditVerdict.Failed(summary);
        }
        return summary.undecided() > 0
                ? new AuditVerdict.Inconclusive(summary.undecided() + " cells could neither be undone nor proved safe")
                : new AuditVerdict.Passed(summary);
    }

    private CellVerdict verdict(int cell, int unknown, Reach reach) {
        if (!published.withheld(cell)) {
            // A cell that needs protection and is published has none.
            return levels[cell].required() ? CellVerdict.EXACT : CellVerdict.PROTECTED;
        }
        if (unknown < 0 || reach.exact(unknown)) {
            return CellVerdict.EXACT;
        }
        if (reach.met(unknown)) {
            return CellVerdict.PROTECTED;
        }
        return reach.missed(unknown) ? CellVerdict.NARROW : CellVerdict.UNDECIDED;
    }

    /** Moves of unknowns, written as differences of cells; only those that prove something. */
    private static Certificates certificates(ReaderEquations equations, Reach reach, int cells) {
        Map<Integer, Integer> numberOf = new LinkedHashMap<>();
        List<Witness> witnesses = new ArrayList<>();
        int[][] witnessesOf = new int[cells][0];
        for (int cell = 0; cell < equations.unknownOf.length; cell++) {
            int unknown = equations.unknownOf[cell];
            if (unknown < 0) {
                continue;
            }
            List<Integer> moves = reach.movesOf.get(unknown);
            witnessesOf[cell] = new int[moves.size()];
            for (int index = 0; index < moves.size(); index++) {
                Integer known = numberOf.get(moves.get(index));
                if (known == null) {
                    known = witnesses.size();
                    numberOf.put(moves.get(index), known);
                    witnesses.add(witness(equations, reach.moves.get(moves.get(index))));
                }
                witnessesOf[cell][index] = known;
            }
        }
        return new Certificates(witnesses, witnessesOf);
    }

    private static Witness witness(ReaderEquations equations, Move move) {
        TreeMap<Integer, Long> delta = new TreeMap<>();
        for (int index = 0; index < move.unknown().length; index++) {
            for (int cell : equations.cellsOf[move.unknown()[index]]) {
                delta.put(cell, move.delta()[index]);
            }
        }
        return new Witness(
                delta.keySet().stream().mapToInt(Integer::intValue).toArray(),
                delta.values().stream().mapToLong(Long::longValue).toArray(),
                move.denominator());
    }
}
