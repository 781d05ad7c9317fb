package org.louver.generate;

import java.util.ArrayList;
import java.util.List;
import org.louver.refusal.Refusal;

/**
 * How much is generated and for which years: records of each kind are numbered through all years, year after year, so that a
 * number alone says everything about a record.
 *
 * @param stops all stops of all years, 1 to 1 000 000 000
 * @param firstYear 1990 or later
 * @param lastYear not before the first, at most 50 years in all
 * @param seed any number; the same one gives the same records
 */
public record Plan(long stops, int firstYear, int lastYear, long seed) {
    /** Records of one chunk, which is one file per table; memory and work are per chunk. */
    static final long STOPS_PER_CHUNK = 250_000;

    private static final double INCIDENTS_PER_STOP = 0.35;
    private static final double OTHER_CALLS_PER_STOP = 0.5;

    public Plan {
        if (stops < 1 || stops > 1_000_000_000) {
            throw Refusal.configuration("--stops is " + stops, "choose 1 to 1000000000");
        }
        if (firstYear < 1990 || lastYear > 2100 || lastYear < firstYear || lastYear - firstYear >= 50) {
            throw Refusal.configuration(
                    "--years is " + firstYear + "-" + lastYear,
                    "give first and last year, such as 2015-2024: from 1990 to 2100, at most 50 of them");
        }
    }

    int years() {
        return lastYear - firstYear + 1;
    }

    /** The year from which files have new column names, codes and date formats; beyond the last if there is one year only. */
    public int layoutChangeYear() {
        if (years() == 1) {
            return lastYear + 1;
        }
        return firstYear < 2020 && 2020 <= lastYear ? 2020 : firstYear + (years() + 1) / 2;
    }

    /** The year from which searches are planted to be less unequal. */
    int reformYear() {
        return firstYear + (years() + 1) / 2;
    }

    /** Residents, about eight for each stop of an average year. */
    long residents() {
        return Math.max(20_000, 8 * stops / years());
    }

    /** The number of the first stop of a year; the last stop's number + 1 for the year after the last. */
    long firstStop(int year) {
        return share(stops, year, Trend.FALLING);
    }

    long firstIncident(int year) {
        return share(Math.round(stops * INCIDENTS_PER_STOP), year, Trend.STEADY);
    }

    /** The first call of a year that concerns neither a stop nor an incident. */
    long firstOtherCall(int year) {
        return share(Math.round(stops * OTHER_CALLS_PER_STOP), year, Trend.STEADY);
    }

    /** All chunks, in order. */
    List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        for (int year = firstYear; year <= lastYear; year++) {
            long inYear = firstStop(year + 1) - firstStop(year);
            int count = (int) Math.max(1, (inYear + STOPS_PER_CHUNK - 1) / STOPS_PER_CHUNK);
            for (int number = 0; number < count; number++) {
                chunks.add(new Chunk(
                        year,
                        number,
                        count,
                        slice(firstStop(year), firstStop(year + 1), number, count),
                        slice(firstIncident(year), firstIncident(year + 1), number, count),
                        slice(firstOtherCall(year), firstOtherCall(year + 1), number, count)));
            }
        }
        return chunks;
    }

    private static Range slice(long start, long end, int number, int count) {
        return new Range(start + (end - start) * number / count, start + (end - start) * (number + 1) / count);
    }

    private long share(long total, int year, Trend trend) {
        double before = 0;
        double all = 0;
        for (int each = firstYear; each <= lastYear; each++) {
            double weight = trend.weight(each, firstYear);
            all += weight;
            if (each < year) {
                before += weight;
            }
        }
        return Math.round(total * (before / all));
    }

    private enum Trend {
        /** Two per cent fewer each year, and a dip in 2020 and 2021. */
        FALLING,
        /** As many each year, 2020 excepted. */
        STEADY;

        double weight(int year, int firstYear) {
            return switch (this) {
                case FALLING -> StrictMath.pow(0.98, year - firstYear) * (year == 2020 ? 0.65 : year == 2021 ? 0.8 : 1);
                case STEADY -> year == 2020 ? 0.9 : 1;
            };
        }
    }

    /** Record numbers from {@code start} up to, not including, {@code end}. */
    record Range(long start, long end) {
        long size() {
            return end - start;
        }
    }

    /** What one task writes: a slice of one year, one file of each table. */
    record Chunk(int year, int number, int count, Range stops, Range incidents, Range otherCalls) {
        /** {@code 2015}, or {@code 2015-007} where the year has several files. */
        String label() {
            return count == 1 ? String.valueOf(year) : String.format("%d-%03d", year, number);
        }
    }
}
