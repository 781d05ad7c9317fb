package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapPointsTest {
    private static final Policy.AreaFloor EIGHT = new Policy.AreaFloor(OptionalLong.of(8), OptionalLong.empty());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nearest_overRandomPoints_equalsBruteForce(long seed) {
        Random random = new Random(seed);
        List<SnapPoints.Point> points = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            points.add(new SnapPoints.Point(
                    51 + random.nextDouble() / 3,
                    -0.5 + random.nextDouble(),
                    "A" + random.nextInt(3),
                    random.nextInt(20),
                    0));
        }
        SnapPoints snap = new SnapPoints(points, EIGHT);
        for (int i = 0; i < 200; i++) {
            double latitude = 50.9 + random.nextDouble() / 2;
            double longitude = -0.7 + 1.4 * random.nextDouble();
            String boundary = "A" + random.nextInt(3);
            double shrink = Math.cos(Math.toRadians(latitude));
            SnapPoints.Point expected = points.stream()
                    .filter(point -> point.boundary().equals(boundary) && point.addresses() >= 8)
                    .min(Comparator.comparingDouble(point -> Math.pow(point.latitude() - latitude, 2)
                            + Math.pow((point.longitude() - longitude) * shrink, 2)))
                    .orElseThrow();

            assertThat(snap.nearest(latitude, longitude, boundary))
                    .containsExactly(expected.latitude(), expected.longitude());
        }
    }

    @Test
    void nearest_acrossABoundaryOrOfTooFewAddresses_isNotUsed() {
        SnapPoints snap = new SnapPoints(
                List.of(
                        new SnapPoints.Point(51.5, 0, "Here", 7, 0),
                        new SnapPoints.Point(51.5001, 0, "There", 100, 0),
                        new SnapPoints.Point(52.5, 1, "Here", 8, 0)),
                EIGHT);

        assertThat(snap.nearest(51.5, 0, "Here")).containsExactly(52.5, 1);
        assertThat(snap.nearest(51.5, 0, "Nowhere")).isNull();
    }
}
