package org.louver.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.louver.generate.Draws.Stream;
import org.louver.generate.Incident.Victim;
import org.louver.generate.Sensitivity.Kind;
import org.louver.generate.Sensitivity.Sign;

/** Incident index → incident with its victims, arrests and calls. */
final class IncidentModel {
    private static final int LOOK_BACK = 2_000;
    private static final String RESIDENCE = "20";
    private static final String SHELTER = "54";

    private final Plan plan;
    private final Population population;

    IncidentModel(Plan plan, Population population) {
        this.plan = plan;
        this.population = population;
    }

    static long number(long index) {
        return 2 * index;
    }

    Incident incident(long index, int year) {
        Draws draws = new Draws(plan.seed(), Stream.INCIDENT, index);
        Optional<Sensitivity> planted = planted(draws);
        LocalDate date = StopModel.date(index, plan.firstIncident(year), plan.firstIncident(year + 1), year, draws);
        int minute = 60 * draws.inProportion(5, 4, 4, 3, 2, 2, 2, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6)
                + draws.below(60);
        if (planted.isPresent() && planted.get().sign() == Sign.LINKAGE) {
            OptionalLong related = earlierByOffenseCode(index, year);
            if (related.isPresent()) {
                return belonging(index, year, date, minute, planted.get(), related.getAsLong(), draws);
            }
            planted = Optional.of(new Sensitivity(Kind.SEXUAL, Sign.OFFENSE_CODE));
        }
        return planted.isPresent()
                ? sensitive(index, year, date, minute, planted.get(), draws)
                : ordinary(index, year, date, minute, draws);
    }

    /** What is planted at that index, without making the incident; the first draws of every incident. */
    private static Optional<Sensitivity> planted(Draws draws) {
        return draws.chance(Sensitivity.SHARE) ? Optional.of(Sensitivity.plant(draws)) : Optional.empty();
    }

    private OptionalLong earlierByOffenseCode(long index, int year) {
        long last = Math.max(plan.firstIncident(year), index - LOOK_BACK);
        for (long earlier = index - 1; earlier >= last; earlier--) {
            Optional<Sensitivity> there = planted(new Draws(plan.seed(), Stream.INCIDENT, earlier));
            if (there.isPresent() && there.get().sign() == Sign.OFFENSE_CODE) {
                return OptionalLong.of(earlier);
            }
        }
        return OptionalLong.empty();
    }

    private Incident ordinary(long index, int year, LocalDate date, int minute, Draws draws) {
        Offense offense = Offense.any(draws);
        Person victim = population.resident(draws, year, IncidentModel::grownUp);
        List<Victim> victims = new ArrayList<>();
        switch (offense.against) {
            case PERSON -> {
                victims.add(stranger(victim, offense, draws));
                while (victims.size() < 4 && draws.chance(0.15)) {
                    victims.add(stranger(population.resident(draws, year, IncidentModel::grownUp), offense, draws));
                }
            }
            case BUSINESS -> victims.add(new Victim("B", Optional.empty(), "", ""));
            case SOCIETY -> victims.add(new Victim("S", Optional.empty(), "", ""));
        }
        return new Incident(
                number(index),
                date,
                minute,
                victim.beat(),
                offense,
                offense.charge,
                draws.oneOf("13", "18", "07", "12", "08", "05", "03", "21", "50", "01", "19"),
                calls(draws, draws.oneOf("DISTURBANCE", "THEFT", "SUSPICIOUS PERSON", "CITIZEN ASSIST", "ALARM")),
                victims,
                arrests(draws, year, 0.22),
                OptionalLong.empty(),
                Optional.empty());
    }

    private Incident sensitive(long index, int year, LocalDate date, int minute, Sensitivity planted, Draws draws) {
        Kind kind = planted.kind();
        Sign sign = planted.sign();
        Person person = population.resident(draws, year, victimOf(kind, sign, draws));
        Offense offense = sign == Sign.OFFENSE_CODE ? codeOf(kind, draws) : blandOffense(kind, draws);
        String charge = switch (sign) {
            case CHARGE_TEXT -> chargeOf(kind, draws);
            // The offence code and charge of an everyday assault: what happened stands elsewhere.
            case CALL_TYPE -> draws.oneOf("Class C Assault", "Injured Person");
            default -> offense.charge;
        };
        String relationship =
                sign == Sign.RELATIONSHIP ? relationshipOf(kind, draws) : draws.oneOf("RU", "RU", "OK", "AQ", "");
        String location = sign == Sign.LOCATION_TYPE ? SHELTER : draws.oneOf(RESIDENCE, "13", "18", "14");
        List<String> calls = sign == Sign.CALL_TYPE
                ? List.of(callOf(kind, draws))
                : calls(draws, draws.oneOf("DISTURBANCE", "ASSIST", "CITIZEN ASSIST"));
        String injury = draws.oneOf("N", "M", "M", "I", "L", "U");
        return new Incident(
                number(index),
                date,
                minute,
                person.beat(),
                offense,
                charge,
                location,
                calls,
                List.of(new Victim("I", Optional.of(person), relationship, injury)),
                arrests(draws, year, 0.35),
                OptionalLong.empty(),
                Optional.of(planted));
    }

    /** A follow-up that says nothing by itself: same victim, bland code, and a reference to the incident it belongs to. */
    private Incident belonging(
            long index, int year, LocalDate date, int minute, Sensitivity planted, long earlier, Draws draws) {
        Incident other = incident(earlier, year);
        return new Incident(
                number(index),
                date.isBefore(other.date()) ? other.date() : date,
                minute,
                other.beat(),
                Offense.OTHER,
                draws.oneOf("Assist Other Agency", "Supplemental Report", "Property Return"),
                "13",
                calls(draws, "CITIZEN ASSIST"),
                List.of(new Victim("I", other.victims().get(0).person(), "RU", "")),
                arrests(draws, year, 0.1),
                OptionalLong.of(other.number()),
                Optional.of(planted));
    }

    private static boolean grownUp(Person person) {
        return person.age() >= 18 && person.age() < 65;
    }

    private static Predicate<Person> victimOf(Kind kind, Sign sign, Draws draws) {
        boolean woman = draws.chance(0.8);
        return switch (kind) {
            case CHILD -> sign == Sign.CALL_TYPE ? IncidentModel::grownUp : person -> person.age() < 18;
            case ELDER -> person -> person.age() >= 65;
            case DOMESTIC, SEXUAL, STALKING, TRAFFICKING -> person -> grownUp(person) && person.male() != woman;
        };
    }

    private static Offense codeOf(Kind kind, Draws draws) {
        return switch (kind) {
            case CHILD -> Offense.STATUTORY_RAPE;
            case TRAFFICKING -> Offense.TRAFFICKING;
            case DOMESTIC, SEXUAL, ELDER, STALKING -> draws.oneOf(Offense.RAPE, Offense.SEXUAL_CONTACT);
        };
    }

    private static Offense blandOffense(Kind kind, Draws draws) {
        return switch (kind) {
            case STALKING -> Offense.INTIMIDATION;
            case ELDER -> draws.oneOf(Offense.FRAUD, Offense.SIMPLE_ASSAULT);
            case DOMESTIC ->
                draws.oneOf(
                        Offense.SIMPLE_ASSAULT, Offense.SIMPLE_ASSAULT, Offense.AGGRAVATED_ASSAULT, Offense.VANDALISM);
            case SEXUAL, CHILD, TRAFFICKING -> Offense.SIMPLE_ASSAULT;
        };
    }

    private static String chargeOf(Kind kind, Draws draws) {
        return switch (kind) {
            case STALKING -> draws.oneOf("Stalking 2nd Degree", "STALKING-HARASSMENT", "Acoso, víctima conocida");
            case SEXUAL -> draws.oneOf("Assault, sexual contact alleged", "Agresión sexual");
            case DOMESTIC, CHILD, ELDER, TRAFFICKING ->
                draws.oneOf("Class C Assault - Family Violence", "DOMESTIC ASSAULT 4TH", "Viol. of Protective Order");
        };
    }

    private static String relationshipOf(Kind kind, Draws draws) {
        return kind == Kind.STALKING
                ? draws.oneOf("XR", "XS")
                : draws.oneOf("SE", "BG", "BG", "XS", "XR", "CS", "PA", "SB", "CH", "IL", "OF");
    }

    private static String callOf(Kind kind, Draws draws) {
        return switch (kind) {
            case SEXUAL, TRAFFICKING -> draws.oneOf("SEX ASLT RPT", "RAPE REPORT");
            case CHILD -> "CHILD WELFARE";
            case DOMESTIC, ELDER, STALKING -> draws.oneOf("DOMESTIC", "DOMESTIC W/WEAPON", "FAMILY OFFENSE");
        };
    }

    private static Victim stranger(Person person, Offense offense, Draws draws) {
        String injury = offense.code.startsWith("13") ? draws.oneOf("N", "N", "M", "M", "L") : "";
        return new Victim("I", Optional.of(person), draws.oneOf("ST", "ST", "RU", "AQ", "NE", "FR", "OK"), injury);
    }

    private static List<String> calls(Draws draws, String type) {
        return switch (draws.inProportion(15, 79, 6)) {
            case 0 -> List.of();
            case 1 -> List.of(type);
            default -> List.of(type, "CALL BACK");
        };
    }

    private List<Person> arrests(Draws draws, int year, double probability) {
        List<Person> arrested = new ArrayList<>();
        double chance = probability;
        while (arrested.size() < 4 && draws.chance(chance)) {
            arrested.add(population.resident(draws, year, person -> person.age() >= 14 && person.age() < 75));
            chance = 0.15;
        }
        return arrested;
    }
}
