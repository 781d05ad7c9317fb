package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.attack.certificate.CertificateChecker;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Certification;
import org.louver.attack.certificate.Protected;
import org.louver.attack.certificate.Witness;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/** Enumerates every table of whole numbers that agrees with a small release, and compares. */
class BruteForceTest {
    private static final int CASES = 150;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomSystems_enumeration_agreesWithIntervalsAndChecker(long seed) {
        Random random = new Random(seed);
        int exposed = 0;
        int passed = 0;
        int insiders = 0;
        int rejected = 0;
        for (int number = 0; number < CASES; number++) {
            SmallTable table = SmallTable.random(random);
            List<long[]> all = table.consistentTables();
            AttackReport whole = Attack.onRelease(
                    table.assessed,
                    table.status,
                    AttackSettings.DEFAULT.withIntervals().withWholeNumbers().sequential());
            AttackReport plain = Attack.onRelease(
                    table.assessed,
                    table.status,
                    AttackSettings.DEFAULT.withIntervals().sequential());
            AttackReport quick = Attack.onRelease(table.assessed, table.status, AttackSettings.DEFAULT.sequential());
            boolean broken = false;
            for (int cell = 0; cell < table.assessed.cells(); cell++) {
                int at = cell;
                long least = all.stream().mapToLong(one -> one[at]).min().orElseThrow();
                long most = all.stream().mapToLong(one -> one[at]).max().orElseThrow();
                assertThat(new long[] {whole.lowest(cell), whole.highest(cell)})
                        .as("whole-number interval, seed %d case %d cell %d", seed, number, cell)
                        .containsExactly(least, most);
                assertThat(plain.lowest(cell)).isLessThanOrEqualTo(least);
                assertThat(plain.highest(cell)).isGreaterThanOrEqualTo(most);
                assertThat(quick.lowest(cell)).isLessThanOrEqualTo(least);
                assertThat(quick.highest(cell)).isGreaterThanOrEqualTo(most);
                assertThat(quick.outsider(cell)).isEqualTo(plain.outsider(cell));
                if (table.status[cell] == CellStatus.PRIMARY) {
                    boolean met = table.assessed.levels(cell).metBy(table.assessed.value(cell), least, most);
                    assertThat(whole.outsider(cell) == CellVerdict.PROTECTED).isEqualTo(met);
                    assertThat(whole.outsider(cell)).isNotEqualTo(CellVerdict.UNDECIDED);
                    broken |= !met;
                    if (met) {
                        boolean open = table.openToSomeSingleton(all, cell);
                        assertThat(whole.openToInsiders(cell))
                                .as("insiders, seed %d case %d cell %d", seed, number, cell)
                                .isEqualTo(open);
                        broken |= open;
                        insiders += open ? 1 : 0;
                    }
                }
            }
            assertThat(whole.verdict() instanceof AuditVerdict.Passed).isEqualTo(!broken);
            exposed += broken ? 1 : 0;
            passed += broken ? 0 : 1;
            rejected += checkCertificates(table, whole, random);
            checkCertificates(table, quick, random);
        }
        assertThat(exposed).as("cases that can be undone").isPositive();
        assertThat(passed).as("cases that cannot").isPositive();
        assertThat(insiders).as("cells open to singletons alone").isPositive();
        assertThat(rejected).as("mutated certificates").isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34})
    void certificates_ofCounts_areWholeNumbersWhereverEnumerationHasThem(long seed) {
        Random random = new Random(seed);
        int proved = 0;
        for (int number = 0; number < CASES; number++) {
            SmallTable table = SmallTable.random(random);
            AttackReport report = Attack.onRelease(
                    table.assessed,
                    table.status,
                    AttackSettings.DEFAULT.by(new Attacker.Outsider()).sequential());
            List<long[]> all = table.consistentTables();
            for (int cell = 0; cell < table.assessed.cells(); cell++) {
                int at = cell;
                if (table.status[cell] != CellStatus.PRIMARY || report.outsider(cell) != CellVerdict.PROTECTED) {
                    continue;
                }
                long least = all.stream().mapToLong(one -> one[at]).min().orElseThrow();
                long most = all.stream().mapToLong(one -> one[at]).max().orElseThrow();
                boolean fractions = Arrays.stream(report.certificates().witnessesOf()[cell])
                        .anyMatch(each ->
                                report.certificates().witnesses().get(each).denominator() != 1);
                if (table.assessed.levels(cell).metBy(table.assessed.value(cell), least, most)) {
                    assertThat(fractions)
                            .as("seed %d case %d cell %d", seed, number, cell)
                            .isFalse();
                    proved++;
                }
            }
        }
        assertThat(proved).isPositive();
    }

    private static int checkCertificates(SmallTable table, AttackReport report, Random random) {
        Certification certification = CertificateChecker.check(table.forChecker(), report.certificates());
        assertThat(certification.complete())
                .as("%s", certification)
                .isEqualTo(report.verdict() instanceof AuditVerdict.Passed);
        List<Witness> witnesses = new ArrayList<>(report.certificates().witnesses());
        if (witnesses.isEmpty()) {
            return 0;
        }
        int changed = random.nextInt(witnesses.size());
        Witness witness = witnesses.get(changed);
        long[] delta = witness.delta().clone();
        delta[random.nextInt(delta.length)] += random.nextBoolean() ? 1 : -1;
        witnesses.set(changed, new Witness(witness.cell(), delta, witness.denominator()));
        assertThat(CertificateChecker.check(
                                table.forChecker(),
                                new Certificates(
                                        witnesses, report.certificates().witnessesOf()))
                        .wrong())
                .isNotEmpty();
        return 1;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void neededComplement_published_makesTheAttackFail(long seed) {
        Random random = new Random(seed);
        int needed = 0;
        for (int number = 0; number < 150; number++) {
            SmallTable table = SmallTable.random(random);
            for (int cell = 0; cell < table.status.length; cell++) {
                if (table.status[cell] != CellStatus.COMPLEMENTARY) {
                    continue;
                }
                CellStatus[] shown = table.status.clone();
                shown[cell] = CellStatus.SAFE;
                SmallTable without = new SmallTable(table.assessed, shown);
                boolean undone = without.undone(without.consistentTables());
                AttackReport report = Attack.onRelease(
                        table.assessed,
                        shown,
                        AttackSettings.DEFAULT
                                .by(new Attacker.Outsider())
                                .withWholeNumbers()
                                .sequential());
                assertThat(report.verdict() instanceof AuditVerdict.Failed).isEqualTo(undone);
                needed += undone ? 1 : 0;
            }
        }
        assertThat(needed).isPositive();
    }

    /** Codes of a variable, leaves first and the total last, and which codes each roll-up adds up: total, then parts. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Shape(int leaves, int codes, int[]... sums) {
        static final Shape TWO = new Shape(2, 3, new int[] {2, 0, 1});
        static final Shape THREE = new Shape(3, 4, new int[] {3, 0, 1, 2});
        static final Shape GROUPED = new Shape(3, 5, new int[] {3, 0, 1}, new int[] {4, 3, 2});
        /** Two roll-ups that overlap. */
        static final Shape LINKED =
                new Shape(3, 6, new int[] {3, 0, 1}, new int[] {4, 1, 2}, new int[] {5, 3, 2}, new int[] {5, 0, 4});

        static List<Shape> random(Random random) {
            List<Shape> two = List.of(TWO, THREE, GROUPED, LINKED);
            return switch (random.nextInt(8)) {
                case 0 -> List.of(TWO, TWO, TWO, TWO);
                case 1 -> List.of(two.get(random.nextInt(4)), TWO, TWO);
                default -> List.of(two.get(random.nextInt(4)), two.get(random.nextInt(2)));
            };
        }
    }

    /** Two to four variables of two or three codes, some rolled up one way or two: small enough to enumerate. */
    @SuppressWarnings("ArrayRecordComponent")
    private record SmallTable(AssessedCells assessed, CellStatus[] status) {
        static SmallTable random(Random random) {
            List<Shape> shapes = Shape.random(random);
            int cells = shapes.stream().mapToInt(Shape::codes).reduce(1, (a, b) -> a * b);
            long[] value = new long[cells];
            for (int cell = 0; cell < cells; cell++) {
                if (inner(cell, shapes)) {
                    value[cell] = random.nextInt(3) == 0 ? random.nextInt(7) : random.nextInt(3);
                }
            }
            AdditiveSystem.Builder system = AdditiveSystem.over(cells);
            int stride = 1;
            for (Shape shape : shapes) {
                for (int[] sum : shape.sums()) {
                    for (int cell = 0; cell < cells; cell++) {
                        if (cell / stride % shape.codes() == sum[0]) {
                            addUp(system, value, cell, stride, sum);
                        }
                    }
                }
                stride *= shape.codes();
            }
            return assess(random, system.build(), value, cells - 1);
        }

        private static boolean inner(int cell, List<Shape> shapes) {
            int rest = cell;
            for (Shape shape : shapes) {
                if (rest % shape.codes() >= shape.leaves()) {
                    return false;
                }
                rest /= shape.codes();
            }
            return true;
        }

        private static void addUp(AdditiveSystem.Builder system, long[] value, int total, int stride, int[] sum) {
            int[] parts = new int[sum.length - 1];
            value[total] = 0;
            for (int k = 0; k < parts.length; k++) {
                parts[k] = total + (sum[k + 1] - sum[0]) * stride;
                value[total] += value[parts[k]];
            }
            system.relation(total, parts);
        }

        private static SmallTable assess(Random random, AdditiveSystem system, long[] value, int grandTotal) {
            int cells = value.length;
            boolean zerosHidden = random.nextInt(4) == 0;
            int width = 1 + random.nextInt(3);
            ProtectionLevels needed =
                    random.nextBoolean() ? ProtectionLevels.width(width) : new ProtectionLevels(0, 1, width);
            CellStatus[] before = new CellStatus[cells];
            CellStatus[] after = new CellStatus[cells];
            ProtectionLevels[] levels = new ProtectionLevels[cells];
            long[] floor = new long[cells];
            int[] sole = new int[cells];
            Arrays.fill(sole, -1);
            int hidden = 0;
            for (int cell = 0; cell < cells; cell++) {
                // A published grand total keeps every enumeration finite.
                boolean small = cell != grandTotal
                        && value[cell] <= 2
                        && (value[cell] > 0 || zerosHidden)
                        && random.nextInt(3) > 0;
                before[cell] = small && hidden < 11 ? CellStatus.PRIMARY : CellStatus.SAFE;
                levels[cell] = before[cell] == CellStatus.PRIMARY ? needed : ProtectionLevels.NONE;
                boolean extra = cell != grandTotal && value[cell] > 0 && random.nextInt(3) == 0 && hidden < 11;
                after[cell] = before[cell] == CellStatus.PRIMARY || !extra ? before[cell] : CellStatus.COMPLEMENTARY;
                hidden += after[cell].withheld() ? 1 : 0;
                floor[cell] = value[cell] > 0 && !zerosHidden ? 1 : 0;
                sole[cell] = value[cell] == 1 ? cell : -1;
            }
            samePersons(system, sole);
            return new SmallTable(
                    new AssessedCells(system, value, floor, before, levels, new long[cells], sole), after);
        }

        /** A total of 1 and its one part of 1 are the same person. */
        private static void samePersons(AdditiveSystem system, int[] sole) {
            for (boolean changed = true; changed; ) {
                changed = false;
                for (int relation = 0; relation < system.relations(); relation++) {
                    int total = system.total(relation);
                    for (int index = 0; index < system.parts(relation) && sole[total] >= 0; index++) {
                        int part = system.part(relation, index);
                        if (sole[part] >= 0 && sole[part] != sole[total]) {
                            sole[part] = Math.min(sole[part], sole[total]);
                            sole[total] = sole[part];
                            changed = true;
                        }
                    }
                }
            }
        }

        List<long[]> consistentTables() {
            long[] current = new long[status.length];
            long total = 0;
            List<Integer> hidden = new ArrayList<>();
            for (int cell = 0; cell < status.length; cell++) {
                if (status[cell].withheld()) {
                    hidden.add(cell);
                } else {
                    current[cell] = assessed.value(cell);
                }
                total = Math.max(total, assessed.value(cell));
            }
            List<long[]> result = new ArrayList<>();
            enumerate(current, hidden, 0, 3 * total + 10, result);
            return result;
        }

        /** Depth first; a relation whose members are all set must hold. Totals are set as soon as their parts are. */
        private void enumerate(long[] current, List<Integer> hidden, int next, long most, List<long[]> result) {
            if (next == hidden.size()) {
                result.add(current.clone());
                return;
            }
            int cell = hidden.get(next);
            long low = assessed.floor(cell);
            long high = most;
            AdditiveSystem system = assessed.system();
            for (int index = 0; index < system.degree(cell); index++) {
                int relation = system.relationOf(cell, index);
                long known = 0;
                boolean closed = true;
                boolean totalKnown = true;
                for (int place = -1; place < system.parts(relation); place++) {
                    int member = place < 0 ? system.total(relation) : system.part(relation, place);
                    boolean set = !status[member].withheld() || hidden.indexOf(member) < next;
                    if (member == cell) {
                        continue;
                    }
                    closed &= set;
                    if (place < 0) {
                        totalKnown = set;
                        known -= set ? current[member] : 0;
                    } else {
                        known += set ? current[member] : assessed.floor(member);
                    }
                }
                if (system.total(relation) == cell) {
                    low = Math.max(low, known);
                    high = closed ? Math.min(high, known) : high;
                } else if (totalKnown) {
                    high = Math.min(high, -known);
                    low = closed ? Math.max(low, -known) : low;
                }
            }
            for (long value = low; value <= high; value++) {
                current[cell] = value;
                enumerate(current, hidden, next + 1, most, result);
            }
        }

        boolean undone(List<long[]> all) {
            for (int cell = 0; cell < status.length; cell++) {
                int at = cell;
                if (status[cell] == CellStatus.PRIMARY
                        && !assessed.levels(cell)
                                .metBy(
                                        assessed.value(cell),
                                        all.stream()
                                                .mapToLong(one -> one[at])
                                                .min()
                                                .orElseThrow(),
                                        all.stream()
                                                .mapToLong(one -> one[at])
                                                .max()
                                                .orElseThrow())) {
                    return true;
                }
            }
            return false;
        }

        boolean openToSomeSingleton(List<long[]> all, int cell) {
            for (int own = 0; own < status.length; own++) {
                int person = assessed.soleContributor(own);
                if (person < 0 || !status[own].withheld() || person == assessed.soleContributor(cell)) {
                    continue;
                }
                boolean open = all.stream()
                                .filter(one -> agreesWithPerson(one, person))
                                .mapToLong(one -> one[cell])
                                .distinct()
                                .count()
                        == 1;
                if (open) {
                    return true;
                }
            }
            return false;
        }

        private boolean agreesWithPerson(long[] one, int person) {
            for (int cell = 0; cell < one.length; cell++) {
                if (assessed.soleContributor(cell) == person && one[cell] != assessed.value(cell)) {
                    return false;
                }
            }
            return true;
        }

        Protected forChecker() {
            int cells = status.length;
            long[] value = new long[cells];
            boolean[] withheld = new boolean[cells];
            long[] floor = new long[cells];
            long[] ceiling = new long[cells];
            ProtectionLevels[] levels = new ProtectionLevels[cells];
            int[] sole = new int[cells];
            for (int cell = 0; cell < cells; cell++) {
                value[cell] = assessed.value(cell);
                withheld[cell] = status[cell].withheld();
                floor[cell] = assessed.floor(cell);
                ceiling[cell] = Long.MAX_VALUE;
                levels[cell] = assessed.levels(cell);
                sole[cell] = assessed.soleContributor(cell);
            }
            return new Protected(assessed.system(), value, withheld, floor, ceiling, levels, sole, true);
        }
    }
}
