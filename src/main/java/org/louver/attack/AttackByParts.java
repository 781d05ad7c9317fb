package org.louver.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.louver.attack.AttackReport.InsiderFinding;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Witness;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/**
 * The attack on a large release, component by component: what no relation joins, no reader can play off against each other, so the parts
 * together say what the whole would.
 */
public final class AttackByParts {
    private final AssessedCells cells;
    private final CellStatus[] status;
    private final AttackSettings settings;

    private AttackByParts(AssessedCells cells, CellStatus[] status, AttackSettings settings) {
        this.cells = cells;
        this.status = status;
        this.settings = settings;
    }

    /**
     * As {@link Attack#onRelease(AssessedCells, CellStatus[], AttackSettings)}; a limit on time is not looked at.
     *
     * @param attacker where the parts are attacked
     */
    public static AttackReport onRelease(
            AssessedCells cells, CellStatus[] status, AttackSettings settings, PartAttacker attacker) {
        AttackByParts attack = new AttackByParts(cells, status, settings);
        return attack.joined(attacker.attack(attack.parts()));
    }

    /** The components of withheld cells, by their least cells; few small ones go together, since a task has its cost. */
    private List<AttackPart> parts() {
        int[] above = new int[cells.cells()];
        Arrays.setAll(above, cell -> cell);
        AdditiveSystem system = cells.system();
        for (int relation = 0; relation < system.relations(); relation++) {
            int first = status[system.total(relation)].withheld() ? system.total(relation) : -1;
            for (int index = 0; index < system.parts(relation); index++) {
                int part = system.part(relation, index);
                if (status[part].withheld() && first >= 0) {
                    int a = root(above, first);
                    int b = root(above, part);
                    above[Math.max(a, b)] = Math.min(a, b);
                }
                first = first < 0 && status[part].withheld() ? part : first;
            }
        }
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        for (int cell = 0; cell < above.length; cell++) {
            if (status[cell].withheld()) {
                sizes.merge(root(above, cell), 1, Integer::sum);
            }
        }
        int[] partOf = new int[above.length];
        List<int[]> members = new ArrayList<>();
        List<Integer> filled = new ArrayList<>();
        int room = 0;
        for (int least : sizes.keySet()) {
            int size = sizes.getOrDefault(least, 0);
            if (members.isEmpty() || room < size) {
                room = Math.max(size, SMALL);
                members.add(new int[room]);
                filled.add(0);
            }
            room -= size;
            partOf[least] = members.size() - 1;
        }
        for (int cell = 0; cell < above.length; cell++) {
            if (status[cell].withheld()) {
                int part = partOf[root(above, cell)];
                members.get(part)[filled.get(part)] = cell;
                filled.set(part, filled.get(part) + 1);
            }
        }
        List<AttackPart> parts = new ArrayList<>();
        for (int part = 0; part < members.size(); part++) {
            parts.add(new AttackPart(cells, status, Arrays.copyOf(members.get(part), filled.get(part)), settings));
        }
        return parts;
    }

    /** Components below this many cells share a part. */
    private static final int SMALL = 2_000;

    private static int root(int[] above, int cell) {
        int root = cell;
        while (above[root] != root) {
            above[root] = above[above[root]];
            root = above[root];
        }
        return root;
    }

    private AttackReport joined(List<PartFindings> found) {
        int count = cells.cells();
        CellVerdict[] outsider = new CellVerdict[count];
        boolean[] open = new boolean[count];
        long[] lowest = new long[count];
        long[] highest = new long[count];
        ProtectionLevels[] levels = new ProtectionLevels[count];
        int[] sole = new int[count];
        long[] value = new long[count];
        int bare = 0;
        int required = 0;
        for (int cell = 0; cell < count; cell++) {
            levels[cell] = cells.levels(cell);
            sole[cell] = cells.soleContributor(cell);
            value[cell] = cells.value(cell);
            lowest[cell] = value[cell];
            highest[cell] = value[cell];
            required += levels[cell].required() ? 1 : 0;
            // A cell that needs protection and is published has none.
            boolean exposed = levels[cell].required() && !status[cell].withheld();
            outsider[cell] = exposed ? CellVerdict.EXACT : CellVerdict.PROTECTED;
            bare += exposed ? 1 : 0;
        }
        AttackSummary summary = new AttackSummary(0, required, bare, 0, bare, 0, 0, 0);
        String undecided = "";
        List<InsiderFinding> insiders = new ArrayList<>();
        List<Witness> witnesses = new ArrayList<>();
        int[][] witnessesOf = new int[count][0];
        for (PartFindings part : found) {
            for (int place = 0; place < part.cell().length; place++) {
                int cell = part.cell()[place];
                outsider[cell] = part.outsider()[place];
                open[cell] = part.openToInsiders()[place];
                lowest[cell] = part.lowest()[place];
                highest[cell] = part.highest()[place];
                int before = witnesses.size();
                witnessesOf[cell] = Arrays.stream(part.certificates().witnessesOf()[place])
                        .map(witness -> before + witness)
                        .toArray();
            }
            witnesses.addAll(part.certificates().witnesses());
            insiders.addAll(part.insiders());
            summary = sum(summary, part.summary());
            undecided = undecided.isEmpty() ? part.undecided() : undecided;
        }
        AuditVerdict verdict = Attack.verdict(summary);
        boolean passed = verdict instanceof AuditVerdict.Passed;
        int[] alone = settings.attacker() instanceof Attacker.Insider ? sole : null;
        return new AttackReport(
                passed && !undecided.isEmpty() ? new AuditVerdict.Inconclusive(undecided) : verdict,
                summary,
                outsider,
                open,
                lowest,
                highest,
                insiders,
                new Certificates(witnesses, witnessesOf),
                Optional.of(Premises.of(PublishedCells.of(cells, status), value, levels, alone)));
    }

    /** Requirements are counted once, over all cells. */
    private static AttackSummary sum(AttackSummary before, AttackSummary part) {
        return new AttackSummary(
                before.withheld() + part.withheld(),
                before.required(),
                before.exact() + part.exact(),
                before.exactOthers() + part.exactOthers(),
                before.narrowerThanRequired() + part.narrowerThanRequired(),
                before.singletonExact() + part.singletonExact(),
                before.undecided() + part.undecided(),
                before.linearPrograms() + part.linearPrograms());
    }
}
