package org.louver.audit;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.louver.attack.AttackPart;
import org.louver.attack.PartAttacker;
import org.louver.attack.PartFindings;

/** Attacks parts in the tasks of the cluster, one part per task. */
record SparkParts(SparkSession spark) implements PartAttacker {
    @Override
    public List<PartFindings> attack(List<AttackPart> parts) {
        return parts.isEmpty()
                ? List.of()
                : JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(parts, parts.size())
                        .map(AttackPart::attack)
                        .collect();
    }
}
