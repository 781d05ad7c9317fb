package org.louver.generate;

import java.util.function.Predicate;
import org.louver.generate.Draws.Stream;

/**
 * The residents: how many of each race, sex and age live in each beat, and who is stopped how often.
 *
 * <p>A resident is a slot in a cell (race, beat, sex, age in the first year). Each year everybody is a year older; after 89 a
 * newborn takes the slot under a new key, so that counts by age are known exactly for every year.
 */
final class Population {
    static final int AGES = 90;
    private static final Race[] RACES = Race.values();
    private static final int BEATS = Geography.beats().size();
    private static final int CELLS_PER_RACE = BEATS * 2 * AGES;
    private static final int CELLS = RACES.length * CELLS_PER_RACE;
    private static final int PATIENCE = 200;

    private final int firstYear;
    /** Slots of cell c are numbered first[c] to first[c + 1] − 1. */
    private final long[] first = new long[CELLS + 1];
    /** Per year, the exposure to being stopped of all cells up to and with c: patrol, sex and age, but not race. */
    private final double[][] exposure;

    Population(Plan plan) {
        this.firstYear = plan.firstYear();
        settle(plan);
        this.exposure = new double[plan.years()][];
        for (int index = 0; index < exposure.length; index++) {
            exposure[index] = exposureIn(firstYear + index);
        }
    }

    private void settle(Plan plan) {
        double[] pyramid = pyramid();
        for (int cell = 0; cell < CELLS; cell++) {
            Geography.Beat beat = Geography.beat(beatOf(cell));
            double expected = plan.residents()
                    * beat.residents()
                    * beat.mix().get(cell / CELLS_PER_RACE)
                    * (male(cell) ? 0.49 : 0.51)
                    * pyramid[cell % AGES];
            // Rounded up or down at random: rare combinations exist here and there instead of nowhere.
            double spare = new Draws(plan.seed(), Stream.POPULATION, cell).uniform();
            first[cell + 1] = first[cell] + (long) StrictMath.floor(expected + spare);
        }
    }

    /** How many live in the beat in that year, by age 0 … 89. */
    long[] residents(int beat, Race race, boolean male, int year) {
        long[] byAge = new long[AGES];
        int cell = race.index * CELLS_PER_RACE + (beat * 2 + (male ? 0 : 1)) * AGES;
        for (int age = 0; age < AGES; age++) {
            byAge[(age + year - firstYear) % AGES] += first[cell + age + 1] - first[cell + age];
        }
        return byAge;
    }

    /** Total exposure of a race to being stopped; expected stops are in proportion to it times the planted rate. */
    double exposure(Race race, int year) {
        double[] cumulative = exposure[year - firstYear];
        int start = race.index * CELLS_PER_RACE;
        return cumulative[start + CELLS_PER_RACE] - cumulative[start];
    }

    /** Somebody of that race whom police meet, drawn by exposure; some are met again and again. */
    Person met(Draws draws, Race race, int year) {
        double[] cumulative = exposure[year - firstYear];
        int start = race.index * CELLS_PER_RACE;
        int end = start + CELLS_PER_RACE;
        double target = cumulative[start] + draws.uniform() * (cumulative[end] - cumulative[start]);
        int low = start;
        int high = end - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle + 1] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double skew = draws.uniform();
        return person(low, (long) (skew * skew * (first[low + 1] - first[low])), year);
    }

    /** Any resident for whom {@code wanted} holds; the last one tried if it holds for hardly anybody. */
    Person resident(Draws draws, int year, Predicate<Person> wanted) {
        Person person = slot((long) (draws.uniform() * first[CELLS]), year);
        for (int attempt = 0; attempt < PATIENCE && !wanted.test(person); attempt++) {
            person = slot((long) (draws.uniform() * first[CELLS]), year);
        }
        return person;
    }

    private Person slot(long slot, int year) {
        int low = 0;
        int high = CELLS - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (first[middle + 1] > slot) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return person(low, slot - first[low], year);
    }

    private Person person(int cell, long offset, int year) {
        int years = cell % AGES + year - firstYear;
        long key = 2 * (first[cell] + offset) + years / AGES;
        return new Person(key, RACES[cell / CELLS_PER_RACE], male(cell), years % AGES, beatOf(cell));
    }

    private double[] exposureIn(int year) {
        double[] cumulative = new double[CELLS + 1];
        for (int cell = 0; cell < CELLS; cell++) {
            int age = (cell % AGES + year - firstYear) % AGES;
            double weight = (first[cell + 1] - first[cell])
                    * Geography.beat(beatOf(cell)).activity()
                    * (male(cell) ? 1 : 0.5)
                    * exposureAt(age);
            cumulative[cell + 1] = cumulative[cell] + weight;
        }
        return cumulative;
    }

    private static double exposureAt(int age) {
        return age < 15 ? 0 : age < 18 ? 0.5 : age < 25 ? 2 : age < 40 ? 1.4 : age < 60 ? 0.8 : age < 75 ? 0.3 : 0.1;
    }

    private static double[] pyramid() {
        double[] share = new double[AGES];
        double total = 0;
        for (int age = 0; age < AGES; age++) {
            share[age] = age < 60 ? 1 : 1 - (age - 60) / 32.0;
            total += share[age];
        }
        for (int age = 0; age < AGES; age++) {
            share[age] /= total;
        }
        return share;
    }

    private static boolean male(int cell) {
        return cell / AGES % 2 == 0;
    }

    private static int beatOf(int cell) {
        return cell % CELLS_PER_RACE / (2 * AGES);
    }
}
