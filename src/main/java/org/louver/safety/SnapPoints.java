package org.louver.safety;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Points that stand for enough addresses or people: a coordinate moves to the nearest one of the same administrative area, as
 * data.police.uk publishes. Points below the floor are never used; where an area has none, nothing is said.
 *
 * <p>Distance is that of a plane in which a degree of longitude shrinks with the cosine of the latitude: exact enough to order points
 * within a town. Points lie in squares of {@value #DEGREES} degrees that are searched outwards; expected cost O(1) per coordinate.
 * A function instead of a Column expression: nearest neighbours have none that does not compare every record with every point.
 */
final class SnapPoints implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double DEGREES = 0.01;

    private final HashMap<String, HashMap<Long, double[]>> squares = new HashMap<>();
    private final HashMap<String, long[]> extents = new HashMap<>();

    /** One point and what lies nearer to it than to any other. */
    record Point(double latitude, double longitude, String boundary, long addresses, long people) {}

    SnapPoints(Collection<Point> points, Policy.AreaFloor floor) {
        Map<String, Map<Long, List<Point>>> sorted = new HashMap<>();
        for (Point point : points) {
            if (point.addresses() >= floor.addresses().orElse(0)
                    && point.people() >= floor.people().orElse(0)) {
                sorted.computeIfAbsent(point.boundary(), boundary -> new HashMap<>())
                        .computeIfAbsent(
                                square(index(point.latitude()), index(point.longitude())), each -> new ArrayList<>())
                        .add(point);
                extend(point);
            }
        }
        sorted.forEach((boundary, each) -> {
            HashMap<Long, double[]> flat = new HashMap<>();
            each.forEach((square, members) -> flat.put(
                    square,
                    members.stream()
                            .flatMapToDouble(
                                    point -> java.util.stream.DoubleStream.of(point.latitude(), point.longitude()))
                            .toArray()));
            squares.put(boundary, flat);
        });
    }

    private void extend(Point point) {
        long[] extent = extents.computeIfAbsent(point.boundary(), boundary -> {
            long[] none = new long[4];
            Arrays.fill(none, 0, 2, Long.MAX_VALUE);
            Arrays.fill(none, 2, 4, Long.MIN_VALUE);
            return none;
        });
        extent[0] = Math.min(extent[0], index(point.latitude()));
        extent[1] = Math.min(extent[1], index(point.longitude()));
        extent[2] = Math.max(extent[2], index(point.latitude()));
        extent[3] = Math.max(extent[3], index(point.longitude()));
    }

    /** Latitude and longitude of the nearest point in the same area; null if the area has none. Ties go to the smaller pair. */
    double @Nullable [] nearest(double latitude, double longitude, String boundary) {
        HashMap<Long, double[]> here = squares.get(boundary);
        long[] extent = extents.get(boundary);
        if (here == null || extent == null) {
            return null;
        }
        double shrink = Math.cos(Math.toRadians(latitude));
        long row = index(latitude);
        long column = index(longitude);
        double[] best = null;
        double distance = Double.POSITIVE_INFINITY;
        for (long ring = firstRing(row, column, extent); ; ring++) {
            // A point in this ring or beyond is at least that far away.
            double least = Math.max(0, ring - 1) * DEGREES * shrink;
            boolean beyond = row - ring < extent[0]
                    && row + ring > extent[2]
                    && column - ring < extent[1]
                    && column + ring > extent[3];
            if ((best != null && least * least > distance) || (best != null && beyond)) {
                return best;
            }
            for (long r = Math.max(row - ring, extent[0]); r <= Math.min(row + ring, extent[2]); r++) {
                boolean edge = Math.abs(r - row) == ring;
                for (long c = Math.max(column - ring, extent[1]);
                        c <= Math.min(column + ring, extent[3]);
                        c += edge || ring == 0 ? 1 : step(c, column, ring)) {
                    double[] members = Math.abs(c - column) == ring || edge ? here.get(square(r, c)) : null;
                    for (int i = 0; members != null && i < members.length; i += 2) {
                        double north = members[i] - latitude;
                        double east = (members[i + 1] - longitude) * shrink;
                        double squared = north * north + east * east;
                        if (best == null || squared < distance || (squared == distance && smaller(members, i, best))) {
                            distance = squared;
                            best = new double[] {members[i], members[i + 1]};
                        }
                    }
                }
            }
        }
    }

    /** From the left edge of a ring to its right one. */
    private static long step(long c, long column, long ring) {
        return c <= column - ring ? 2 * ring : 1;
    }

    private static long firstRing(long row, long column, long[] extent) {
        long rows = Math.max(extent[0] - row, row - extent[2]);
        long columns = Math.max(extent[1] - column, column - extent[3]);
        return Math.max(0, Math.max(rows, columns));
    }

    private static boolean smaller(double[] members, int i, double[] best) {
        return members[i] < best[0] || (members[i] == best[0] && members[i + 1] < best[1]);
    }

    private static long index(double degrees) {
        return (long) Math.floor(degrees / DEGREES);
    }

    private static long square(long row, long column) {
        return row * 100_003 + column;
    }

    /** The snapped latitude or longitude of a pair of coordinates, in degrees. */
    Column snapped(Column latitude, Column longitude, Column boundary, boolean wantsLatitude) {
        return functions
                .udf(new Snapped(this, wantsLatitude ? 0 : 1), DataTypes.DoubleType)
                .apply(latitude.cast("double"), longitude.cast("double"), boundary.cast("string"));
    }

    private record Snapped(SnapPoints points, int part) implements UDF3<Double, Double, String, Double> {
        @Override
        public @Nullable Double call(@Nullable Double latitude, @Nullable Double longitude, @Nullable String boundary) {
            if (latitude == null || longitude == null || boundary == null) {
                return null;
            }
            double[] nearest = points.nearest(latitude, longitude, boundary);
            return nearest == null ? null : nearest[part];
        }
    }
}
