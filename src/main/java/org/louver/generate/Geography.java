package org.louver.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where it happens: 60 beats in 12 districts of 3 agencies in 2 counties, a few of them busy and most of them quiet (Zipf), with
 * different people in each.
 */
final class Geography {
    static final double LATITUDE = 41.6;
    static final double LONGITUDE = -93.6;
    static final String TIME_ZONE = "America/Chicago";

    private static final List<Beat> BEATS = layOut();

    private Geography() {}

    /**
     * @param residents share of all residents, summing to 1 over the beats
     * @param activity how often a resident is stopped here, relative to the average beat
     * @param mix share of each race among residents, in the order of {@link Race}, summing to 1
     */
    record Beat(
            String code,
            String district,
            String agency,
            String county,
            double residents,
            double activity,
            List<Double> mix) {}

    static List<Beat> beats() {
        return BEATS;
    }

    static Beat beat(int index) {
        return BEATS.get(index);
    }

    private static List<Beat> layOut() {
        List<String[]> places = new ArrayList<>();
        for (int district = 1; district <= 8; district++) {
            for (int beat = 1; beat <= 6; beat++) {
                places.add(new String[] {district + "0" + beat, "D" + district, "Alder City PD", "Alder"});
            }
        }
        for (int district = 1; district <= 4; district++) {
            for (int beat = 1; beat <= 3; beat++) {
                boolean town = district <= 2;
                places.add(new String[] {
                    (town ? "M" : "S") + district + beat,
                    (town ? "M" : "S") + district,
                    town ? "Millbrook PD" : "Birch County Sheriff",
                    town ? "Alder" : "Birch"
                });
            }
        }
        double[] weight = new double[places.size()];
        double total = 0;
        for (int index = 0; index < weight.length; index++) {
            weight[index] = 1 / StrictMath.pow(rank(index, 7) + 2, 0.7);
            total += weight[index];
        }
        List<Beat> beats = new ArrayList<>();
        for (int index = 0; index < weight.length; index++) {
            String[] place = places.get(index);
            double activity = 0.35 + 6 / StrictMath.pow(rank(index, 23) + 1, 0.9);
            List<Double> mix = mix(rank(index, 41) / 59.0, rank(index, 13) / 59.0);
            beats.add(new Beat(place[0], place[1], place[2], place[3], weight[index] / total, activity, mix));
        }
        return List.copyOf(beats);
    }

    /** A fixed shuffling of 0 … 59: the stride has no factor in common with 60. */
    private static int rank(int index, int stride) {
        return index * stride % 60;
    }

    private static List<Double> mix(double black, double hispanic) {
        double[] mix = {0, 0.04 + 0.4 * black * black, 0.03 + 0.25 * hispanic * hispanic, 0.035, 0.006, 0.012};
        double others = 0;
        for (double share : mix) {
            others += share;
        }
        mix[Race.WHITE.index] = 1 - others;
        return Arrays.stream(mix).boxed().toList();
    }
}
