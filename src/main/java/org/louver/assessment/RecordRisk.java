package org.louver.assessment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.refusal.Refusal;
import org.louver.risk.ClassDisclosure;
import org.louver.risk.ClassSizes;
import org.louver.risk.IndividualRisk;

/**
 * The risk of every record, for those who look into single ones: what identifies the record, its keys, and then
 *
 * <ul>
 *   <li>{@code class_size}: records (or people) that agree on every key; compatible records where missing values are wildcards
 *   <li>{@code sample_unique}, {@code prosecutor_risk} 1/f, {@code individual_risk} (Benedetti–Franconi with F̂ = f / sampling fraction)
 *   <li>{@code suda_score}, {@code dis_suda_score}, {@code suda_key}: the key with the largest part of the score; if SUDA is asked for
 *   <li>per sensitive variable {@code _distinct}, {@code _entropy} and {@code _recursive} ℓ-diversity of the record's class, and its
 *       distance from all records, {@code _t_equal}, {@code _t_ordered} and, with levels, {@code _t_hierarchical}
 *   <li>{@code population}, {@code journalist_risk} 1/F, {@code presence} f/F (1 at most): where there is a population table
 * </ul>
 *
 * <p>The classes travel to the records ({@link RecordClasses}): nothing is shuffled but distinct people. Confidential.
 */
public final class RecordRisk {
    private RecordRisk() {}

    /**
     * Writes {@code records/} as Parquet into a folder that only its owner may enter.
     *
     * @param identifiers columns that tell one record from another
     * @throws Refusal exit 7 if the folder lies in a public tree, exit 6 if it cannot be written
     */
    public static void write(
            Dataset<Row> fields,
            RecordVariables variables,
            RiskSettings settings,
            List<String> identifiers,
            String folder) {
        Path directory =
                InternalFolder.made(folder, fields.sparkSession().sparkContext().hadoopConfiguration());
        Dataset<Row> records = variables.beside(fields);
        try (ClassTable classes = RiskAssessment.count(records, settings)) {
            of(records, classes, settings, identifiers)
                    .write()
                    .mode("overwrite")
                    .parquet(new Path(directory, "records").toString());
        }
    }

    /** @param classes of the same records over the keys */
    static Dataset<Row> of(Dataset<Row> records, ClassTable classes, RiskSettings settings, List<String> identifiers) {
        SparkSession spark = records.sparkSession();
        ClassSizes sizes = classes.sizes();
        boolean wildcard = settings.missing() == RiskSettings.Missing.WILDCARD;
        Dataset<Row> found = RecordClasses.with(
                        records,
                        classes.dictionary(),
                        wildcard ? WildcardClasses.lookup(spark, classes) : ClassLookup.ofSizes(classes),
                        "class_size")
                .withColumn("sample_unique", col("class_size").equalTo(1))
                .withColumn("prosecutor_risk", lit(1.0).divide(col("class_size")));
        List<Long> different = wildcard
                ? List.copyOf(WildcardClasses.compatible(spark, classes)
                        .recordsBySize()
                        .keySet())
                : java.util.stream.IntStream.range(0, sizes.distinctSizes())
                        .mapToObj(sizes::size)
                        .toList();
        found = looked(
                found,
                "class_size",
                "individual_risk",
                different,
                size -> IndividualRisk.of(size, size / settings.fraction()));
        List<String> measures =
                new ArrayList<>(List.of("class_size", "sample_unique", "prosecutor_risk", "individual_risk"));
        if (settings.specialUniqueKeys() > 0) {
            found = specialUniques(found, classes, settings);
            measures.addAll(List.of("suda_score", "dis_suda_score", "suda_key"));
        }
        for (String sensitive : settings.sensitive().columns()) {
            found = settings.about("sensitive", disclosed(found, settings, sensitive, measures));
        }
        if (settings.population().isPresent()) {
            found = population(found, settings, settings.population().get());
            measures.addAll(List.of("population", "journalist_risk", "presence"));
        }
        List<Column> columns = new ArrayList<>();
        java.util.stream.Stream.of(identifiers, settings.keys(), measures)
                .flatMap(List::stream)
                .distinct()
                .forEach(name -> columns.add(col("`" + name + "`")));
        return found.select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> specialUniques(Dataset<Row> records, ClassTable classes, RiskSettings settings) {
        int most = settings.specialUniqueKeys();
        SortedMap<Long, Double> spread = SpecialUniques.find(classes, most).spread(classes, settings.fraction());
        Dataset<Row> scored =
                RecordClasses.with(records, classes.dictionary(), SpecialUniques.lookup(classes, most), "suda_score");
        scored = RecordClasses.with(
                scored, classes.dictionary(), SpecialUniques.mostContributing(classes, most), "__suda_key");
        scored = looked(
                scored,
                "suda_score",
                "dis_suda_score",
                List.copyOf(spread.keySet()),
                score -> spread.getOrDefault(score, 0.0));
        Column names =
                functions.array(settings.keys().stream().map(functions::lit).toArray(Column[]::new));
        return scored.withColumn("dis_suda_score", functions.coalesce(col("dis_suda_score"), lit(0.0)))
                .withColumn(
                        "suda_key",
                        functions.when(
                                col("__suda_key").gt(0),
                                functions.element_at(names, col("__suda_key").cast("int"))));
    }

    /** A column that depends on a number of which few different ones occur. */
    private static Dataset<Row> looked(
            Dataset<Row> records, String by, String column, List<Long> numbers, LongToDoubleFunction value) {
        StructType schema =
                new StructType().add("__number", DataTypes.LongType, false).add(column, DataTypes.DoubleType, false);
        List<Row> rows = numbers.stream()
                .map(number -> RowFactory.create(number, value.applyAsDouble(number)))
                .toList();
        Dataset<Row> table = records.sparkSession().createDataFrame(rows, schema);
        return records.join(functions.broadcast(table), col(by).equalTo(col("__number")), "left")
                .drop("__number");
    }

    /** What the class of each record gives away about a sensitive variable. */
    private static Supplier<Dataset<Row>> disclosed(
            Dataset<Row> records, RiskSettings settings, String sensitive, List<String> measures) {
        return () -> {
            List<String> keys = RiskAssessment.sensitiveLast(settings, sensitive);
            if (keys.size() == 1) {
                return records;
            }
            List<String> names = List.of(
                    sensitive + "_distinct",
                    sensitive + "_entropy",
                    sensitive + "_recursive",
                    sensitive + "_t_equal",
                    sensitive + "_t_ordered",
                    sensitive + "_t_hierarchical");
            SensitiveValues.Demand demand = RiskAssessment.demand(records, settings, sensitive);
            try (ClassTable classes = ClassTable.ofColumns(RiskAssessment.people(records, settings, keys), keys)) {
                SensitiveValues.ByClass found = SensitiveValues.byClass(classes, demand);
                Dictionary withoutSensitive = classes.dictionary().leading(keys.size() - 1);
                Dataset<Row> numbered = RecordClasses.with(records, withoutSensitive, found.lookup(), "__disclosure");
                measures.addAll(names.subList(0, demand.tree().isPresent() ? 6 : 5));
                return numbered.join(
                                functions.broadcast(disclosures(records.sparkSession(), names, found.disclosures())),
                                col("__disclosure").equalTo(col("__number")),
                                "left")
                        .drop("__disclosure", "__number");
            }
        };
    }

    private static Dataset<Row> disclosures(SparkSession spark, List<String> names, List<ClassDisclosure> disclosures) {
        StructType schema = new StructType()
                .add("__number", DataTypes.LongType, false)
                .add(names.get(0), DataTypes.IntegerType, false)
                .add(names.get(1), DataTypes.DoubleType, false)
                .add(names.get(2), DataTypes.BooleanType, false)
                .add(names.get(3), DataTypes.DoubleType, false)
                .add(names.get(4), DataTypes.DoubleType, false)
                .add(names.get(5), DataTypes.DoubleType, false);
        List<Row> rows = new ArrayList<>();
        for (ClassDisclosure one : disclosures) {
            rows.add(RowFactory.create(
                    rows.size() + 1L,
                    one.distinct(),
                    one.entropy(),
                    one.recursive(),
                    one.equal(),
                    one.ordered(),
                    one.hierarchical()));
        }
        return spark.createDataFrame(rows, schema);
    }

    /** The people behind the class of each record in the population table, and the share of them that the records make up. */
    private static Dataset<Row> population(
            Dataset<Row> records, RiskSettings settings, RiskSettings.Population population) {
        SparkSession spark = records.sparkSession();
        List<String> columns = PopulationMatch.matched(records, population);
        try (ClassTable classes = population.about(
                "columns", () -> ClassTable.ofColumns(RiskAssessment.people(records, settings, columns), columns))) {
            Map<String, String> renamed = new TreeMap<>();
            columns.forEach(column -> renamed.put(column, "__of_" + column));
            Dataset<Row> people = PopulationMatch.byClass(
                            spark, classes, PopulationTable.read(spark, population), settings.missing())
                    .withColumnsRenamed(renamed)
                    .withColumnRenamed("n", "__sample")
                    .withColumn("population", functions.coalesce(col(PopulationMatch.PEOPLE), lit(0L)))
                    .drop(PopulationMatch.PEOPLE);
            // The classes are gone when the records are read.
            Dataset<Row> kept = people.localCheckpoint();
            Column same = lit(true);
            for (String column : columns) {
                same = same.and(col("`" + column + "`").cast("string").eqNullSafe(col("`__of_" + column + "`")));
            }
            return records.join(kept, same, "left")
                    .withColumn("journalist_risk", lit(1.0).divide(functions.greatest(col("population"), lit(1L))))
                    .withColumn(
                            "presence",
                            functions.least(
                                    lit(1.0), col("__sample").divide(functions.greatest(col("population"), lit(1L)))));
        }
    }
}
