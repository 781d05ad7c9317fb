package org.louver.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.louver.assessment.CellAssessment;
import org.louver.assessment.CellPopulation;
import org.louver.assessment.CellSettings;
import org.louver.assessment.RecordVariables;
import org.louver.assessment.ReleaseRisk;
import org.louver.assessment.RiskAssessment;
import org.louver.assessment.RiskReport;
import org.louver.assessment.RiskSettings;
import org.louver.assessment.ShownRate;
import org.louver.assessment.TableJoins;
import org.louver.engine.SideBySide;
import org.louver.linkage.LinkedEvents;
import org.louver.manifest.Manifest;
import org.louver.protection.ProtectedUnit;
import org.louver.table.CellStatus;
import org.louver.tabulation.Contributions;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Measure;
import org.louver.utility.Question;

/**
 * Assesses every release: all cells of all tables always, the records where the configuration has key variables, and what tables tell
 * together. Everything goes to {@code internal/<release>/risk}.
 */
final class RiskStage {
    private static final int WORST_JOINS = 20;

    private final SparkSession spark;
    private final ReleasePlan plan;
    private final Progress progress;
    private final String folder;
    private final Configuration hadoop;

    RiskStage(SparkSession spark, ReleasePlan plan, Progress progress, Manifest manifest) {
        this.spark = spark;
        this.plan = plan;
        this.progress = progress;
        this.folder = new Path(manifest.folder(), "risk").toString();
        this.hadoop = spark.sessionState().newHadoopConf();
    }

    /** Counts who and what is behind the cells of a unit. */
    interface Counting {
        Contributions people(TabulatedUnit unit);

        /** Empty where nothing tells incidents apart. */
        Optional<Contributions> incidents(TabulatedUnit unit);
    }

    /** Assesses cells, and records where they are asked for. */
    List<CellAssessment> assess(LinkedEvents linked, List<TabulatedUnit> units, Counting counting) {
        CellSettings settings = plan.cells();
        Optional<CellPopulation> population = settings.population().map(table -> CellPopulation.read(spark, table));
        List<Callable<CellAssessment>> work = new ArrayList<>();
        for (TabulatedUnit unit : units) {
            work.add(() -> CellAssessment.of(
                    unit, counting.people(unit), counting.incidents(unit), settings, population, rates(unit)));
        }
        List<CellAssessment> assessed = SideBySide.all(spark, work);
        write(ReleaseRisk.tables(assessed, plan.tabulation(), settings, population), "tables");
        ReleaseRisk.write(folder, assessed, hadoop);
        plan.risk().ifPresent(risk -> records(linked, risk));
        return assessed;
    }

    private void records(LinkedEvents linked, RiskSettings settings) {
        String source = settings.source().orElseThrow(() -> new IllegalStateException("the plan names the source"));
        RecordVariables variables = new RecordVariables(plan.tabulation().variables());
        write(RiskAssessment.assess(linked.table(source), variables, settings), "risk");
    }

    private void write(RiskReport report, String name) {
        report.write(folder, name, hadoop);
        report.warnings().forEach(progress::warning);
    }

    /** The rates that the questions of the release show of a unit. */
    private List<ShownRate> rates(TabulatedUnit unit) {
        List<ShownRate> rates = new ArrayList<>();
        for (Question question : plan.publication().questions()) {
            if (unit.tables().stream().anyMatch(table -> table.name().equals(question.table()))) {
                rates.add(rate(question));
            }
        }
        return rates;
    }

    private static ShownRate rate(Question question) {
        if (question.measure() != Measure.POPULATION_RATIO) {
            return ShownRate.among(question.event(), question.among());
        }
        Map<String, Long> residents = new TreeMap<>();
        question.population().forEach((code, people) -> residents.put(code, people.number()));
        return ShownRate.perResident(question.event(), question.among(), question.variable(), residents);
    }

    /** What tables tell together, before anything is withheld and as it will be published: totals for the manifest. */
    List<Object> joins(List<ProtectedUnit> units) {
        long threshold = plan.cells().rules().leastPeople();
        List<TableJoins.Pair> all = new ArrayList<>();
        List<TableJoins.Pair> left = new ArrayList<>();
        List<TableJoins.Match> matches = new ArrayList<>();
        List<TableJoins.Match> matchesLeft = new ArrayList<>();
        for (int one = 0; one < units.size(); one++) {
            TabulatedUnit unit = units.get(one).unit();
            IntPredicate published = published(units.get(one));
            all.addAll(TableJoins.of(unit, cell -> true, threshold, WORST_JOINS));
            left.addAll(TableJoins.of(unit, published, threshold, WORST_JOINS));
            for (ProtectedUnit other : units.subList(one + 1, units.size())) {
                matches.addAll(
                        TableJoins.between(unit, cell -> true, other.unit(), cell -> true, threshold, WORST_JOINS));
                matchesLeft.addAll(
                        TableJoins.between(unit, published, other.unit(), published(other), threshold, WORST_JOINS));
            }
        }
        ReleaseRisk.joins(all, left, matches, matchesLeft).write(folder, "joins", hadoop);
        List<Object> sections = new ArrayList<>();
        for (int pair = 0; pair < all.size(); pair++) {
            Map<String, Object> section =
                    section(all.get(pair).first(), all.get(pair).second());
            section.put("small-before", all.get(pair).findings().small());
            section.put("small-published", left.get(pair).findings().small());
            section.put("identifying-published", left.get(pair).findings().identifying());
            sections.add(section);
        }
        for (int pair = 0; pair < matches.size(); pair++) {
            Map<String, Object> section =
                    section(matches.get(pair).first(), matches.get(pair).second());
            section.put("small-in-both-before", matches.get(pair).findings().small());
            section.put(
                    "small-in-both-published", matchesLeft.get(pair).findings().small());
            section.put(
                    "unique-in-both-published", matchesLeft.get(pair).findings().unique());
            sections.add(section);
        }
        return sections;
    }

    private static IntPredicate published(ProtectedUnit unit) {
        CellStatus[] status = unit.status();
        return cell -> status[cell] != CellStatus.PRIMARY && status[cell] != CellStatus.COMPLEMENTARY;
    }

    private static Map<String, Object> section(String first, String second) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("tables", List.of(first, second));
        return section;
    }
}
