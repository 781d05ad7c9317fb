package org.louver.generate;

/**
 * A resident in a given year.
 *
 * @param key identifies the person in every table and year; no two share one
 * @param age in completed years at the middle of the year
 * @param beat where the person lives
 */
record Person(long key, Race race, boolean male, int age, int beat) {}
