package org.louver.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.louver.config.Combination;

/** {@link Combination} as an aggregate over the rows that describe one thing. */
public final class Combinations {
    private Combinations() {}

    /**
     * Values of several rows → one value; missing ones never win.
     *
     * @param order for {@link Combination#BY_ORDER}, the winner first; a value that it does not hold is treated as missing
     */
    public static Column combined(Column value, Combination combination, List<String> order) {
        return switch (combination) {
            case SAME, LEAST -> min(value);
            case GREATEST -> max(value);
            case ANY -> bool_or(value);
            case ALL -> bool_and(value);
            case COUNT -> count(value);
            // No value at all is a missing text, not an empty one.
            case JOIN -> when(count(value).gt(0), array_join(sort_array(collect_set(value)), " | "));
            case BY_ORDER -> {
                Column ranking = array(order.stream().map(each -> lit(each)).toArray(Column[]::new));
                Column rank = array_position(ranking, value);
                yield try_element_at(ranking, min(when(rank.gt(0), rank)).cast("int"));
            }
        };
    }
}
