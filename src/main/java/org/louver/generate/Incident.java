package org.louver.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One reported incident, as it truly was.
 *
 * @param number through all years; even for reported incidents, odd for those that an arrest at a stop opened
 * @param location NIBRS location code
 * @param related number of an incident it belongs to
 * @param callTypes one call each
 */
record Incident(
        long number,
        LocalDate date,
        int minute,
        int beat,
        Offense offense,
        String charge,
        String location,
        List<String> callTypes,
        List<Victim> victims,
        List<Person> arrested,
        OptionalLong related,
        Optional<Sensitivity> sensitivity) {

    /**
     * @param type NIBRS victim type: I individual, B business, S society
     * @param person empty unless the victim is an individual
     * @param relationship NIBRS relationship of the victim to the offender; empty unless the victim is an individual
     * @param injury NIBRS injury code
     */
    record Victim(String type, Optional<Person> person, String relationship, String injury) {}
}
