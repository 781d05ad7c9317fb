package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures on small random data against their definitions, worked out record by record. */
class BruteForceTest {
    private static long[] randomSizes(Random random, int classes) {
        return random.ints(classes, 0, 12)
                .mapToLong(draw -> draw < 6 ? 1 : draw - 4)
                .toArray();
    }

    /** Seats people one by one as Pitman's formula says, with θ = 4 and α = 0.6. */
    private static long[] pitmanSizes(Random random, int records) {
        List<Long> sizes = new ArrayList<>();
        for (int record = 0; record < records; record++) {
            double draw = random.nextDouble() * (4 + record) - (4 + 0.6 * sizes.size());
            int seat = 0;
            while (draw > 0 && seat < sizes.size()) {
                draw -= sizes.get(seat++) - 0.6;
            }
            if (seat == 0) {
                sizes.add(1L);
            } else {
                sizes.set(seat - 1, sizes.get(seat - 1) + 1);
            }
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** Samples with probability 0.4 from 3,000 classes of sizes 1 + NB(2, 0.4): failures before the second success. */
    private static long[] slideSizes(Random random) {
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int people = 1;
            for (int successes = 0; successes < 2; ) {
                boolean success = random.nextDouble() < 0.4;
                successes += success ? 1 : 0;
                people += success ? 0 : 1;
            }
            long drawn = random.doubles(people).filter(draw -> draw < 0.4).count();
            if (drawn > 0) {
                sizes.add(drawn);
            }
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void journalistMarketerAndKMap_randomPopulations_agreeWithEveryRecord(long seed) {
        Random random = new Random(seed);
        long[] sample = randomSizes(random, 30);
        long[] population = new long[30];
        List<MatchedClassSizes.Group> groups = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            population[i] = random.nextInt(5) == 0 ? 0 : sample[i] + random.nextInt(20);
            groups.add(new MatchedClassSizes.Group(sample[i], population[i], 1));
        }
        double sum = 0;
        double highest = 0;
        long records = 0;
        long people = 0;
        long above = 0;
        long below = 0;
        for (int i = 0; i < 30; i++) {
            people += Math.max(1, population[i]);
            for (long record = 0; record < sample[i]; record++) {
                double risk = 1.0 / Math.max(1, population[i]);
                records++;
                sum += risk;
                highest = Math.max(highest, risk);
                above += risk > 0.1 ? 1 : 0;
                below += population[i] < 7 ? 1 : 0;
            }
        }
        MatchedClassSizes matched = MatchedClassSizes.of(groups);
        ReidentificationRisk journalist = ReidentificationRisk.journalist(matched, 0.1);
        assertThat(ReidentificationRisk.marketer(matched)).isCloseTo(sum / records, within(1e-12));
        assertThat(journalist.highest()).isEqualTo(highest);
        assertThat(journalist.average()).isCloseTo(Math.max(sum / records, 30.0 / people), within(1e-12));
        assertThat(journalist.shareAboveThreshold()).isEqualTo((double) above / records);
        assertThat(matched.kMap()).isEqualTo(Arrays.stream(population).min().orElseThrow());
        assertThat(matched.recordsBelow(7)).isEqualTo(below);
        assertThat(ExpectedReidentifications.journalist(matched).expected()).isCloseTo(sum, within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void expectedReidentificationsOfTheJournalist_simulatedGuesses_fallIntoTheInterval(long seed) {
        Random random = new Random(seed);
        List<MatchedClassSizes.Group> groups = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            groups.add(new MatchedClassSizes.Group(1L + random.nextInt(4), 1L + random.nextInt(15), 1));
        }
        MatchedClassSizes matched = MatchedClassSizes.of(groups);
        ExpectedReidentifications interval = ExpectedReidentifications.journalist(matched);
        int inside = 0;
        for (int attack = 0; attack < 4000; attack++) {
            int correct = 0;
            for (MatchedClassSizes.Group group : matched.groups()) {
                for (long record = 0; record < group.records(); record++) {
                    correct += random.nextInt((int) group.population()) == 0 ? 1 : 0;
                }
            }
            inside += correct >= interval.lower() && correct <= interval.upper() ? 1 : 0;
        }
        assertThat(inside / 4000.0).isBetween(0.92, 0.98);
    }

    /** Every sample of a population whose classes are those seen: how often is a sample unique a population unique? */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void zayatz_tinyPopulations_agreesWithEverySample(long seed) {
        Random random = new Random(seed);
        long[] classes = {1, 1, 1 + random.nextInt(2), 1 + random.nextInt(3)};
        int records = (int) Arrays.stream(classes).sum();
        int people = 2 * records;
        double[] seenAlone = new double[classes.length];
        for (int sample = 0; sample < 1 << people; sample++) {
            if (Integer.bitCount(sample) != records) {
                continue;
            }
            for (int i = 0; i < classes.length; i++) {
                // The first people of the population are the class's.
                seenAlone[i] += Integer.bitCount(sample & (1 << classes[i]) - 1) == 1 ? 1 : 0;
            }
        }
        double unique = 0;
        double all = 0;
        for (int i = 0; i < classes.length; i++) {
            unique += classes[i] == 1 ? seenAlone[i] : 0;
            all += seenAlone[i];
        }
        ClassSizes sizes = ClassSizes.ofClasses(classes);
        assertThat(PopulationUniqueness.zayatz(sizes, 0.5))
                .isCloseTo(sizes.uniques() * (unique / all) / records, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pitman_randomClasses_noOtherParametersAreLikelier(long seed) {
        long[] sizes = pitmanSizes(new Random(seed), 150);
        PitmanModel model = PitmanModel.fit(ClassSizes.ofClasses(sizes)).orElseThrow();
        double best = pitmanLikelihood(sizes, model.theta(), model.alpha());
        for (double alpha = 0.01; alpha < 1; alpha += 0.01) {
            for (double theta = -alpha + 0.01; theta < 500; theta += 0.01 + Math.abs(theta) / 20) {
                assertThat(pitmanLikelihood(sizes, theta, alpha)).isLessThanOrEqualTo(best + 1e-9);
            }
        }
    }

    private static double pitmanLikelihood(long[] sizes, double theta, double alpha) {
        double logarithm = 0;
        long records = Arrays.stream(sizes).sum();
        for (int i = 1; i < sizes.length; i++) {
            logarithm += Math.log(theta + i * alpha);
        }
        for (long i = 1; i < records; i++) {
            logarithm -= Math.log(theta + i);
        }
        for (long size : sizes) {
            for (long i = 1; i < size; i++) {
                logarithm += Math.log(i - alpha);
            }
        }
        return logarithm;
    }

    /** Both equations with every population class size summed up, solved by bisection within bisection. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void slideNegativeBinomial_randomClasses_solvesTheSummedEquations(long seed) {
        long[] classes = slideSizes(new Random(seed));
        ClassSizes sizes = ClassSizes.ofClasses(classes);
        double fraction = 0.4;
        double all = shlosser(classes, fraction);
        DoubleUnaryOperator alphaOf = beta -> Roots.bisect(
                alpha -> sizes.classesOfSize(2) * expected(1, alpha, beta, fraction)
                        - sizes.uniques() * expected(2, alpha, beta, fraction),
                1e-6,
                60);
        double estimate =
                PopulationUniqueness.slideNegativeBinomial(sizes, fraction).orElseThrow();
        double found = Double.NaN;
        double before = 0.02;
        double excessBefore = all * expected(1, alphaOf.applyAsDouble(before), before, fraction) - sizes.uniques();
        for (double beta = 0.03; beta < 0.995 && Double.isNaN(found); beta += 0.01) {
            double excess = all * expected(1, alphaOf.applyAsDouble(beta), beta, fraction) - sizes.uniques();
            if (Math.signum(excess) != Math.signum(excessBefore)) {
                double root = Roots.bisect(
                        at -> all * expected(1, alphaOf.applyAsDouble(at), at, fraction) - sizes.uniques(),
                        before,
                        beta);
                found = all * Math.pow(root, alphaOf.applyAsDouble(root)) * fraction / sizes.records();
            }
            before = beta;
            excessBefore = excess;
        }
        assertThat(estimate).isCloseTo(found, within(1e-6));
    }

    /** Expected share of population classes of which {@code drawn} people are in the sample. */
    private static double expected(int drawn, double alpha, double beta, double fraction) {
        double probability = Math.pow(beta, alpha);
        double sum = 0;
        for (int people = 1; people < 800; people++) {
            double ways = drawn == 1 ? people : people * (people - 1) / 2.0;
            sum += probability * ways * Math.pow(fraction, drawn) * Math.pow(1 - fraction, Math.max(0, people - drawn));
            probability *= (people - 1 + alpha) * (1 - beta) / people;
        }
        return sum;
    }

    private static double shlosser(long[] classes, double q) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        double uniques = 0;
        for (long one : classes) {
            double i = (double) one;
            first += i * q * q * Math.pow(1 - q * q, i - 1);
            second += Math.pow(1 - q, i) * (Math.pow(1 + q, i) - 1);
            third += Math.pow(1 - q, i);
            fourth += i * q * Math.pow(1 - q, i - 1);
            uniques += i == 1 ? 1 : 0;
        }
        return classes.length + uniques * (first / second) * (third / fourth) * (third / fourth);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void dankarsRule_randomClasses_choosesAsThePaperSays(long seed) {
        ClassSizes sizes = ClassSizes.ofClasses(pitmanSizes(new Random(seed), 300));
        assertThat(PopulationUniqueness.dankar(sizes, 0.1).share())
                .isEqualTo(PopulationUniqueness.pitman(sizes, 0.1).orElseThrow());
        assertThat(PopulationUniqueness.dankar(sizes, 0.3).share())
                .isEqualTo(Math.min(
                        PopulationUniqueness.zayatz(sizes, 0.3),
                        PopulationUniqueness.slideNegativeBinomial(sizes, 0.3).orElse(2)));
    }

    /** Takes each record out in turn, puts it back with the sampling fraction, and matches it. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void dataIntrusion_eachRecordTakenOut_agreesWithTheFormula(long seed) {
        Random random = new Random(seed);
        long[] classes = randomSizes(random, 40);
        double fraction = 0.05 + 0.9 * random.nextDouble();
        double unique = 0;
        double correct = 0;
        List<Integer> records = new ArrayList<>();
        for (int key = 0; key < classes.length; key++) {
            records.addAll(Collections.nCopies((int) classes[key], key));
        }
        for (int target = 0; target < records.size(); target++) {
            for (boolean back : new boolean[] {true, false}) {
                List<Integer> matches = new ArrayList<>();
                for (int other = 0; other < records.size(); other++) {
                    if ((back || other != target) && records.get(other).equals(records.get(target))) {
                        matches.add(other);
                    }
                }
                double probability = back ? fraction : 1 - fraction;
                unique += matches.size() == 1 ? probability : 0;
                correct += matches.equals(List.of(target)) ? probability : 0;
            }
        }
        assertThat(DataIntrusion.correctGivenUnique(ClassSizes.ofClasses(classes), fraction))
                .isCloseTo(correct / unique, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void disSuda_scores_riseWithTheSudaScoreAndAgreeOneByOne(long seed) {
        Random random = new Random(seed);
        double[] scores = random.doubles(20, 0, 40).map(Math::rint).toArray();
        int keys = 4 + random.nextInt(5);
        double[] spread = DataIntrusion.spread(scores, keys, 15, 0.3);
        double q = 1 + (8 - keys) / 20.0;
        double sum = 0;
        for (double score : scores) {
            sum += score == 0 ? 0 : 1 / Math.pow(score, q);
        }
        for (int i = 0; i < scores.length; i++) {
            double odds = Math.pow(scores[i], q) * sum / 15 * 0.3 / 0.7;
            assertThat(spread[i]).isCloseTo(scores[i] == 0 ? 0 : odds / (1 + odds), within(1e-12));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void diversity_randomClasses_agreesWithTheDefinitions(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            long[] counts = random.longs(1 + random.nextInt(6), 0, 6).toArray();
            counts[0]++;
            List<Integer> records = new ArrayList<>();
            for (int value = 0; value < counts.length; value++) {
                records.addAll(Collections.nCopies((int) counts[value], value));
            }
            double product = 1;
            for (int record : records) {
                long same = records.stream().filter(other -> other == record).count();
                product *= Math.pow((double) records.size() / same, 1.0 / records.size());
            }
            Diversity diversity = Diversity.of(counts);
            assertThat(diversity.distinct())
                    .isEqualTo(records.stream().distinct().count());
            assertThat(diversity.entropy()).isCloseTo(product, within(1e-9));
            double c = 0.5 + 3 * random.nextDouble();
            int l = 1 + random.nextInt(4);
            List<Long> descending = Arrays.stream(counts)
                    .boxed()
                    .sorted(Collections.reverseOrder())
                    .toList();
            long tail =
                    descending.stream().skip(l - 1L).mapToLong(Long::longValue).sum();
            assertThat(Diversity.recursive(c, l, counts)).isEqualTo(descending.get(0) < c * tail);
        }
    }

    /** Moves record by record along every assignment of five records to five places. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void closeness_randomClasses_isTheCheapestAssignment(long seed) {
        Random random = new Random(seed);
        int[] above = {0, 0, 1, 1, 2};
        int[] higher = {0, 0, 0, 0, 1};
        ValueTree tree = new ValueTree(new int[][] {above, higher, new int[5]});
        int[] from = random.ints(5, 0, 5).toArray();
        int[] to = random.ints(5, 0, 5).toArray();
        long[] inClass = new long[5];
        long[] overall = new long[5];
        for (int record = 0; record < 5; record++) {
            inClass[from[record]]++;
            overall[to[record]]++;
        }
        assertThat(Closeness.equal(inClass, overall))
                .isCloseTo(cheapest(from, to, 0, 0, (a, b) -> a == b ? 0 : 1) / 5, within(1e-12));
        assertThat(Closeness.ordered(inClass, overall))
                .isCloseTo(cheapest(from, to, 0, 0, (a, b) -> Math.abs(a - b) / 4.0) / 5, within(1e-12));
        assertThat(Closeness.hierarchical(inClass, overall, tree))
                .isCloseTo(
                        cheapest(
                                        from,
                                        to,
                                        0,
                                        0,
                                        (a, b) -> a == b
                                                ? 0
                                                : above[a] == above[b] ? 1 / 3.0 : higher[a] == higher[b] ? 2 / 3.0 : 1)
                                / 5,
                        within(1e-12));
    }

    private interface Distance {
        double between(int value, int other);
    }

    private static double cheapest(int[] from, int[] to, int record, int taken, Distance distance) {
        if (record == from.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int place = 0; place < to.length; place++) {
            if ((taken >> place & 1) == 0) {
                least = Math.min(
                        least,
                        distance.between(from[record], to[place])
                                + cheapest(from, to, record + 1, taken | 1 << place, distance));
            }
        }
        return least;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void presence_randomClasses_keepsTheExtremes(long seed) {
        Random random = new Random(seed);
        double least = 1;
        double most = 0;
        Presence presence = new Presence(1, 0);
        for (int i = 0; i < 30; i++) {
            long listed = 1L + random.nextInt(50);
            long released = random.nextInt((int) listed + 1);
            least = Math.min(least, (double) released / listed);
            most = Math.max(most, (double) released / listed);
            presence = presence.and(Presence.of(released, listed));
        }
        assertThat(presence).isEqualTo(new Presence(least, most));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void examine_randomCells_agreesWithCountingTheirPeople(long seed) {
        Random random = new Random(seed);
        CellRules rules = new CellRules(6, 0.6, 0.95, 0, true);
        for (int round = 0; round < 100; round++) {
            long[] byPerson = random.longs(1 + random.nextInt(9), 1, 8).toArray();
            long records = Arrays.stream(byPerson).sum();
            long largest = Arrays.stream(byPerson).max().orElseThrow();
            List<String> expected = new ArrayList<>();
            if (byPerson.length == 1 || byPerson.length == 2) {
                expected.add("identifying");
            }
            if (byPerson.length < 6) {
                expected.add("few-contributors");
            }
            if (5 * largest > 3 * records) {
                expected.add("dominant-contributor");
            }
            assertThat(rules.examine(new CellExposure(records, byPerson.length, largest)))
                    .extracting(CellFinding::rule)
                    .isEqualTo(expected);
        }
    }
}
