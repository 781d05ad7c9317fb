package org.louver.pipeline;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.louver.audit.AuditedRelease;
import org.louver.audit.PublicTable;
import org.louver.audit.RecordCounts;
import org.louver.refusal.Refusal;
import org.louver.report.Trends;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Answer;
import org.louver.utility.CountTable;
import org.louver.utility.Interval;
import org.louver.utility.Question;
import org.louver.utility.Redesign;
import org.louver.utility.Verdict;

/**
 * Asks an audited release what its readers will ask, and holds the answers against the records.
 *
 * <p>Readers get the answers from the public figures. The house also gets {@code internal/<release>/questions.csv}: the value from
 * the records beside the bounds, and whether suppression changed the conclusion that the records support.
 */
final class QuestionStage {
    /** The file of the house. */
    static final String FILE = "questions.csv";

    private static final MathContext DIGITS = new MathContext(12);

    private final SparkSession spark;
    private final List<Question> questions;

    QuestionStage(SparkSession spark, List<Question> questions) {
        this.spark = spark;
        this.questions = questions;
    }

    /**
     * Answers the questions.
     *
     * @param units as they were laid out, for the values from the records
     * @param redesign lays the table of a lost question out anew
     * @throws Refusal exit 7 if a question does not survive as its gate demands; the comparison is written all the same
     */
    List<Answer> answers(AuditedRelease audited, List<TabulatedUnit> units, Path internal, Redesign redesign) {
        List<CountTable> published =
                audited.tables().stream().map(PublicTable::counts).toList();
        List<Answer> answers = Trends.answer(questions, published);
        List<CountTable> records =
                units.stream().flatMap(unit -> RecordCounts.of(unit).stream()).toList();
        write(new Path(internal, FILE), csv(answers, Trends.answer(questions, records)));
        Trends.enforce(answers, published, redesign);
        return answers;
    }

    /** What readers can tell, question by question, for the manifest. */
    static List<Map<String, Object>> verdicts(List<Answer> answers) {
        List<Map<String, Object>> sections = new ArrayList<>();
        for (Answer answer : answers) {
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("question", answer.question().name());
            section.put("verdict", answer.pooled().verdict().words());
            section.put("passes-its-gate", answer.passes());
            sections.add(section);
        }
        return sections;
    }

    /** One row per question and period: the value from the records, then what the release leaves of it. */
    private static String csv(List<Answer> published, List<Answer> records) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(
                    "question",
                    "period",
                    "records_ratio",
                    "ratio_lower",
                    "ratio_upper",
                    "records_confidence_lower",
                    "records_confidence_upper",
                    "confidence_lower",
                    "confidence_upper",
                    "records_group",
                    "records_reference",
                    "verdict",
                    "verdict_against_records");
            for (int asked = 0; asked < published.size(); asked++) {
                String name = published.get(asked).question().name();
                List<Answer.Entry> seen = entries(published.get(asked));
                List<Answer.Entry> known = entries(records.get(asked));
                for (int period = 0; period < seen.size(); period++) {
                    printer.printRecord(row(name, seen.get(period), known.get(period)));
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written to", impossible);
        }
        return text.toString();
    }

    private static List<Answer.Entry> entries(Answer answer) {
        List<Answer.Entry> entries = new ArrayList<>(answer.years());
        entries.add(answer.pooled());
        return entries;
    }

    private static List<String> row(String question, Answer.Entry seen, Answer.Entry known) {
        Interval bounds = seen.ratio().bounds();
        Interval confidence = seen.ratio().confidence();
        Interval recorded = known.ratio().confidence();
        return List.of(
                question,
                seen.period(),
                value(known.ratio().bounds()),
                number(bounds.lower()),
                number(bounds.upper()),
                number(recorded.lower()),
                number(recorded.upper()),
                number(confidence.lower()),
                number(confidence.upper()),
                value(known.group().bounds()),
                value(known.reference().bounds()),
                seen.verdict().words(),
                Verdict.of(seen.ratio(), known.ratio()).words());
    }

    /** Empty where the records have no opportunity, so that there is no value. */
    private static String value(Interval recorded) {
        return recorded.isExact() ? number(recorded.lower()) : "";
    }

    private static String number(double value) {
        return Double.isInfinite(value)
                ? ""
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private void write(Path file, String content) {
        try (var out = file.getFileSystem(spark.sessionState().newHadoopConf()).create(file, true)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw Refusal.storage("cannot write " + file, "check free space and permissions, then run again");
        }
    }
}
