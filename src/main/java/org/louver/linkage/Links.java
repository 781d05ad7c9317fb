package org.louver.linkage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.config.LinkConfig;
import org.louver.config.LinkConfig.Brought;
import org.louver.config.LinkConfig.Several;
import org.louver.source.Combinations;

/**
 * One link as a left join onto the other source, which is first brought to one row per key: so it cannot multiply rows.
 *
 * <p>Adds {@code link_<name>} with the words of {@link LinkStatus}, and the brought fields, null unless linked. A field that counts
 * is 0 where the key is nowhere.
 */
final class Links {
    private static final String KEY = "_key_";
    private static final String MATCHES = "_matches";
    private static final String FIRST = "_first";

    private Links() {}

    static String statusColumn(LinkConfig link) {
        return "link_" + link.name();
    }

    static Dataset<Row> linked(Dataset<Row> from, Dataset<Row> to, LinkConfig link, List<String> keyOfTo) {
        Dataset<Row> targets = targets(to, link, keyOfTo);
        Column applicable = applicable(link);
        Column complete = link.on().keySet().stream()
                .map(field -> col(field).isNotNull())
                .reduce(Column::and)
                .orElseThrow();
        Column match = link.on().keySet().stream()
                .map(field -> col(field).equalTo(col(KEY + field)))
                .reduce(Column::and)
                .orElseThrow()
                .and(applicable);
        Column status = when(applicable.equalTo(false), lit(LinkStatus.NOT_APPLICABLE.word()))
                .when(complete.equalTo(false), lit(LinkStatus.NO_KEY.word()))
                .when(col(MATCHES).isNull(), lit(LinkStatus.DANGLING.word()));
        if (link.several() == Several.AMBIGUOUS) {
            status = status.when(col(MATCHES).gt(1), lit(LinkStatus.AMBIGUOUS.word()));
        }
        List<Column> columns = new ArrayList<>();
        for (String field : from.columns()) {
            columns.add(col(field));
        }
        columns.add(status.otherwise(lit(LinkStatus.LINKED.word())).as(statusColumn(link)));
        link.bring()
                .forEach((name, brought) -> columns.add(
                        value(name, brought, link, applicable, complete).as(name)));
        return from.join(targets, match, "left").select(columns.toArray(Column[]::new));
    }

    private static Column value(String name, Brought brought, LinkConfig link, Column applicable, Column complete) {
        if (brought.field().isEmpty()) {
            return when(applicable.and(complete), coalesce(col("_" + name), lit(0L)));
        }
        Column value = link.several() == Several.FIRST ? col(FIRST + "." + name) : col("_" + name);
        return link.several() == Several.AMBIGUOUS ? when(col(MATCHES).equalTo(1), value) : value;
    }

    private static Dataset<Row> targets(Dataset<Row> to, LinkConfig link, List<String> keyOfTo) {
        List<Column> keys = new ArrayList<>();
        Column complete = lit(true);
        for (Map.Entry<String, String> pair : link.on().entrySet()) {
            keys.add(col(pair.getValue()).as(KEY + pair.getKey()));
            complete = complete.and(col(pair.getValue()).isNotNull());
        }
        List<Column> measures = new ArrayList<>();
        if (link.several() == Several.FIRST) {
            List<Column> ordered = new ArrayList<>();
            keyOfTo.forEach(part -> ordered.add(col(part).as(KEY + part)));
            link.bring()
                    .forEach((name, brought) -> brought.field()
                            .ifPresent(field -> ordered.add(col(field).as(name))));
            measures.add(min(struct(ordered.toArray(Column[]::new))).as(FIRST));
        }
        link.bring().forEach((name, brought) -> {
            if (brought.field().isEmpty() || link.several() != Several.FIRST) {
                Column value = brought.field().map(field -> col(field)).orElse(lit(1));
                measures.add(Combinations.combined(value, brought.combination(), brought.order())
                        .as("_" + name));
            }
        });
        return to.where(complete)
                .groupBy(keys.toArray(Column[]::new))
                .agg(count(lit(1)).as(MATCHES), measures.toArray(Column[]::new));
    }

    private static Column applicable(LinkConfig link) {
        Column applicable = lit(true);
        for (Map.Entry<String, List<String>> condition : link.only().entrySet()) {
            Column holds = col(condition.getKey())
                    .cast("string")
                    .isin(condition.getValue().toArray());
            applicable = applicable.and(coalesce(holds, lit(false)));
        }
        return applicable;
    }
}
