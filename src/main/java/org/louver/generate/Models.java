package org.louver.generate;

/** All that turns a number into a record; immutable, shared by all threads. */
record Models(Population population, Disparity disparity, StopModel stops, IncidentModel incidents) {
    static Models of(Plan plan) {
        Population population = new Population(plan);
        Daylight daylight = new Daylight(plan.firstYear(), plan.years());
        Disparity disparity = new Disparity(plan, daylight);
        return new Models(
                population,
                disparity,
                new StopModel(plan, population, daylight, disparity),
                new IncidentModel(plan, population));
    }
}
