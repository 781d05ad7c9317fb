package org.louver.generate;

import java.time.LocalDate;
import java.util.Optional;
import org.louver.generate.Draws.Stream;
import org.louver.generate.Incident.Victim;

/**
 * Records as an agency writes them down, in the layout of their year: codes, gaps in the keys, free text. A row is an array in the
 * order of {@link Table#columns}.
 */
final class Rows {
    private static final double KEY_MISSING = 0.02;
    private static final double KEY_DANGLING = 0.005;
    private static final double PERSON_MISSING = 0.04;
    private static final double RACE_MISSING = 0.03;

    private final Plan plan;
    private final int year;
    private final boolean after;
    private final Sink sink;

    /** Takes each row; {@code number} identifies it within its table, {@code whole} keeps dirt out of its cells. */
    interface Sink {
        void row(Table table, long number, boolean whole, String... cells);
    }

    Rows(Plan plan, int year, Sink sink) {
        this.plan = plan;
        this.year = year;
        this.after = year >= plan.layoutChangeYear();
        this.sink = sink;
    }

    /** A stop with its call and, after an arrest, the arrest and the incident that it opened. */
    void stop(Stop stop) {
        Draws draws = new Draws(plan.seed(), Stream.STOP_TEXT, stop.index());
        String stopKey = Text.key("ST", year, stop.index());
        String incidentKey = incidentKey(StopModel.number(stop));
        String callKey = Text.key("CA", year, 3 * stop.index());
        Person person = stop.person();
        Stop.Search search = stop.search();
        String address = Text.address(draws, stop.beat());
        sink.row(
                Table.STOPS,
                stop.index(),
                false,
                stopKey,
                Text.date(stop.date(), after),
                Text.time(stop.minute(), after),
                Geography.beat(stop.beat()).code(),
                address,
                draws.chance(PERSON_MISSING) ? "" : Text.personKey(person),
                Text.name(person),
                Text.phone(person),
                String.valueOf(person.age()),
                race(person, draws),
                sex(person),
                "OF-" + stop.officer(),
                after ? (stop.vehicle() ? "vehicular" : "pedestrian") : stop.vehicle() ? "V" : "P",
                after ? stop.reason().word : stop.reason().digit,
                flag(search.conducted()),
                after ? search.word : search.letter,
                search.conducted() ? flag(search.hit) : "",
                flag(search.conducted() && draws.chance(0.3)),
                after ? stop.outcome().name().toLowerCase(java.util.Locale.ROOT) : stop.outcome().letter,
                stop.arrest() ? key(incidentKey, draws) : "",
                stop.hasCall() ? key(callKey, draws) : "",
                Text.narrative(draws, stopKey));
        if (stop.arrest()) {
            Incident incident = StopModel.incident(stop);
            incident(incident, address, draws);
            arrest(2 * stop.index(), person, incident, stopKey, address, draws);
        }
        if (stop.hasCall()) {
            call(3 * stop.index(), stop.date(), stop.minute(), "TRAFFIC STOP", stop.beat(), address, "", false, draws);
        }
    }

    /** An incident with its victims, arrests and calls. */
    void incident(long index, Incident incident) {
        Draws draws = new Draws(plan.seed(), Stream.INCIDENT_TEXT, index);
        String address = Text.address(draws, incident.beat());
        boolean planted = incident.sensitivity().isPresent();
        incident(incident, address, draws);
        incident.sensitivity()
                .ifPresent(sensitivity -> sink.row(
                        Table.PLANTED,
                        incident.number(),
                        true,
                        incidentKey(incident.number()),
                        sensitivity.kind().name().toLowerCase(java.util.Locale.ROOT),
                        sensitivity.sign().name().toLowerCase(java.util.Locale.ROOT)));
        for (int arrest = 0; arrest < incident.arrested().size(); arrest++) {
            long number = 2 * (4 * index + arrest) + 1;
            arrest(number, incident.arrested().get(arrest), incident, "", address, draws);
        }
        for (int call = 0; call < incident.callTypes().size(); call++) {
            call(
                    3 * (2 * index + call) + 1,
                    incident.date(),
                    incident.minute(),
                    incident.callTypes().get(call),
                    incident.beat(),
                    address,
                    incidentKey(incident.number()),
                    planted,
                    draws);
        }
    }

    /** A call that led to nothing. */
    void otherCall(long index, LocalDate date, int minute, int beat, Draws draws) {
        String type = draws.oneOf("CITIZEN ASSIST", "ALARM", "NOISE", "PARKING", "SUSPICIOUS PERSON", "WELFARE CHECK");
        String address = Text.address(draws, beat);
        call(3 * index + 2, date, minute, type, beat, address, "", false, draws);
    }

    private void incident(Incident incident, String address, Draws draws) {
        boolean planted = incident.sensitivity().isPresent();
        String key = incidentKey(incident.number());
        sink.row(
                Table.INCIDENTS,
                incident.number(),
                planted,
                key,
                Text.date(incident.date(), after),
                Text.time(incident.minute(), after),
                Geography.beat(incident.beat()).code(),
                address,
                incident.location(),
                incident.offense().code,
                incident.charge(),
                draws.oneOf("OPEN", "CLEARED", "CLEARED", "INACTIVE"),
                incident.related().isPresent() ? incidentKey(incident.related().getAsLong()) : "",
                Text.CANARY + " reporting party " + draws.below(100_000),
                "555-0100 " + Text.CANARY,
                Text.narrative(draws, key));
        int sequence = 0;
        for (Victim victim : incident.victims()) {
            sequence++;
            victim(incident, victim, sequence, planted ? key : key(key, draws), planted, draws);
        }
    }

    private void victim(Incident incident, Victim victim, int sequence, String key, boolean whole, Draws draws) {
        Optional<Person> person = victim.person();
        sink.row(
                Table.VICTIMS,
                8 * incident.number() + sequence,
                whole,
                key,
                String.valueOf(sequence),
                victim.type(),
                person.map(Text::personKey).orElse(""),
                person.map(Text::name).orElse(victim.type().equals("B") ? Text.CANARY + " Stores, Inc." : ""),
                person.map(Text::phone).orElse(""),
                person.map(known -> String.valueOf(known.age())).orElse("NS"),
                person.map(known -> known.male() ? "M" : "F").orElse("X"),
                person.map(known -> nibrsRace(known, draws)).orElse("99"),
                person.map(known -> known.race() == Race.HISPANIC ? "10" : "20").orElse("50"),
                victim.relationship(),
                victim.injury(),
                Text.date(incident.date(), after));
    }

    private void arrest(long number, Person person, Incident incident, String stop, String address, Draws draws) {
        String arrest = Text.key("AR", year, number);
        sink.row(
                Table.ARRESTS,
                number,
                false,
                arrest,
                key(incidentKey(incident.number()), draws),
                stop.isEmpty() ? "" : key(stop, draws),
                Text.date(incident.date(), after),
                Text.time(Math.min(1439, incident.minute() + draws.below(90)), after),
                Geography.beat(incident.beat()).code(),
                address,
                draws.chance(PERSON_MISSING) ? "" : Text.personKey(person),
                Text.name(person),
                Text.phone(person),
                String.valueOf(person.age()),
                race(person, draws),
                sex(person),
                incident.offense().code,
                draws.chance(0.1) ? "FAIL TO APPEAR" : incident.charge(),
                stop.isEmpty() ? draws.oneOf("T", "S") : "O",
                Text.narrative(draws, arrest));
    }

    private void call(
            long number,
            LocalDate date,
            int minute,
            String type,
            int beat,
            String address,
            String incident,
            boolean whole,
            Draws draws) {
        String call = Text.key("CA", year, number);
        sink.row(
                Table.CALLS,
                number,
                whole,
                call,
                whole || incident.isEmpty() ? incident : key(incident, draws),
                Text.instant(date, minute, after),
                type,
                Geography.beat(beat).code(),
                address,
                draws.chance(0.3) ? "" : Text.CANARY + " caller " + draws.below(100_000),
                draws.chance(0.3) ? "" : "555-0199 " + Text.CANARY,
                draws.oneOf("1", "2", "3", "3", "4"),
                draws.oneOf("RPT", "NRP", "GOA", "ADV"),
                Text.narrative(draws, call));
    }

    private String incidentKey(long number) {
        return Text.key("IN", year, number);
    }

    /** The key, or nothing, or one that leads nowhere: no record has a number of 15 digits. */
    private static String key(String key, Draws draws) {
        double at = draws.uniform();
        if (at < KEY_MISSING) {
            return "";
        }
        return at < KEY_MISSING + KEY_DANGLING
                ? key.substring(0, 7) + (900_000_000_000_000L + draws.below(1_000_000))
                : key;
    }

    private String race(Person person, Draws draws) {
        if (draws.chance(RACE_MISSING)) {
            return draws.chance(0.5) ? "" : after ? "unknown" : "U";
        }
        return after ? person.race().word : person.race().letter;
    }

    /** NIBRS race_id 98 stands for Multiple before the change and for Unknown after it, as it did between 2018 and 2024. */
    private static String nibrsRace(Person person, Draws draws) {
        return draws.chance(0.015) ? "98" : person.race().nibrs;
    }

    private String sex(Person person) {
        return after ? (person.male() ? "male" : "female") : person.male() ? "M" : "F";
    }

    private String flag(boolean value) {
        return after ? String.valueOf(value) : value ? "Y" : "N";
    }
}
