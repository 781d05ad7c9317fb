package org.louver.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.louver.generate.Draws.Stream;

/** Stop number → stop. */
final class StopModel {
    private static final double AT_HOME = 0.75;
    private static final double[] ACTIVITY = Geography.beats().stream()
            .mapToDouble(beat -> beat.activity() * beat.residents())
            .toArray();

    private final Plan plan;
    private final Population population;
    private final Daylight daylight;
    private final Disparity disparity;

    StopModel(Plan plan, Population population, Daylight daylight, Disparity disparity) {
        this.plan = plan;
        this.population = population;
        this.daylight = daylight;
        this.disparity = disparity;
    }

    Stop stop(long index, int year) {
        Draws draws = new Draws(plan.seed(), Stream.STOP, index);
        LocalDate date = date(index, plan.firstStop(year), plan.firstStop(year + 1), year, draws);
        int minute = Disparity.minuteOfDay(draws);
        Race race = race(draws, year, daylight.light(date, minute));
        Person person = population.met(draws, race, year);
        int beat = draws.chance(AT_HOME) ? person.beat() : draws.inProportion(ACTIVITY);
        Stop.Search search = search(draws, race, year);
        double arrest = search.hit ? 0.5 : 0.02;
        Stop.Outcome outcome = draws.chance(arrest)
                ? Stop.Outcome.ARREST
                : draws.chance(0.45) ? Stop.Outcome.CITATION : Stop.Outcome.WARNING;
        Offense offense = search.hit
                ? draws.oneOf(Offense.DRUGS, Offense.DRUGS, Offense.WEAPONS)
                : draws.oneOf(Offense.IMPAIRED_DRIVING, Offense.IMPAIRED_DRIVING, Offense.OTHER);
        return new Stop(
                index,
                date,
                minute,
                beat,
                person,
                officer(draws, beat),
                draws.chance(0.88),
                draws.byWeight(Stop.Reason.values(), 50, 20, 12, 9, 3, 6),
                search,
                outcome,
                offense,
                draws.chance(0.6));
    }

    /** The incident that an arrest at a stop opens. */
    static Incident incident(Stop stop) {
        return new Incident(
                number(stop),
                stop.date(),
                stop.minute(),
                stop.beat(),
                stop.arrestedFor(),
                stop.arrestedFor().charge,
                "13",
                List.of(),
                List.of(new Incident.Victim("S", Optional.empty(), "", "")),
                List.of(stop.person()),
                OptionalLong.empty(),
                Optional.empty());
    }

    static long number(Stop stop) {
        return 2 * stop.index() + 1;
    }

    /** Records are numbered through the year, so that a file comes out in order of dates, more or less. */
    static LocalDate date(long index, long first, long end, int year, Draws draws) {
        LocalDate start = LocalDate.of(year, 1, 1);
        double through = (index - first + draws.uniform()) / (end - first);
        return start.plusDays(Math.min(start.lengthOfYear() - 1L, (long) (through * start.lengthOfYear())));
    }

    private Race race(Draws draws, int year, boolean light) {
        Race[] races = Race.values();
        double[] weight = new double[races.length];
        for (Race race : races) {
            weight[race.index] = population.exposure(race, year) * disparity.stopRate(race, year, light);
        }
        return draws.byWeight(races, weight);
    }

    private Stop.Search search(Draws draws, Race race, int year) {
        if (!draws.chance(disparity.searchRate(race, year))) {
            return Stop.Search.NONE;
        }
        boolean hit = draws.chance(Disparity.hitRate(race));
        boolean consent = draws.chance(0.4);
        if (consent) {
            return hit ? Stop.Search.CONSENT_HIT : Stop.Search.CONSENT;
        }
        return hit ? Stop.Search.PROBABLE_CAUSE_HIT : Stop.Search.PROBABLE_CAUSE;
    }

    /** Twelve officers to a beat, the first ones far busier than the last. */
    static int officer(Draws draws, int beat) {
        double skew = draws.uniform();
        return 12 * beat + (int) (12 * skew * skew);
    }
}
