package org.louver.report;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.louver.refusal.Refusal;
import org.louver.utility.Answer;
import org.louver.utility.Answers;
import org.louver.utility.ChangePoints.Change;
import org.louver.utility.CoarserDesigns;
import org.louver.utility.CountTable;
import org.louver.utility.Interval;
import org.louver.utility.Lack;
import org.louver.utility.Question;
import org.louver.utility.Redesign;

/** Answers to the questions of a release, as a file and as a gate. */
public final class Trends {
    /** The file of a release that holds them. */
    public static final String FILE = "trends.csv";

    static final List<String> COLUMNS = List.of(
            "question",
            "text",
            "measure",
            "group",
            "reference",
            "period",
            "ratio_lower",
            "ratio_upper",
            "confidence_lower",
            "confidence_upper",
            "group_lower",
            "group_upper",
            "reference_lower",
            "reference_upper",
            "coverage",
            "change",
            "verdict",
            "group_confidence_lower",
            "group_confidence_upper",
            "reference_confidence_lower",
            "reference_confidence_upper",
            "standardised_by");

    private Trends() {}

    /**
     * Answers every question from the table it names.
     *
     * @throws Refusal exit 2 if a table is missing or lacks what a question needs
     */
    public static List<Answer> answer(List<Question> questions, List<CountTable> tables) {
        List<Answer> answers = new ArrayList<>();
        for (Question question : questions) {
            CountTable table = tables.stream()
                    .filter(candidate -> candidate.name().equals(question.table()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.configuration(
                            question.place("table") + ": question " + question.name() + " asks table "
                                    + question.table() + ", which the release does not hold",
                            "name one of its tables"));
            Lack.of(question, table).ifPresent(lack -> {
                throw Refusal.configuration(
                        question.place(lack.key()) + ": question " + question.name() + " needs " + lack.what()
                                + ", which table " + table.name() + " lacks",
                        "compare it with the release's dictionary and code lists");
            });
            answers.add(Answers.of(question, table));
        }
        return answers;
    }

    /**
     * Lets a release pass only if every question survives as its gate demands.
     *
     * @param redesign lays the table of a question out anew where the records are at hand
     * @throws Refusal exit 7 naming the first question that does not, and the coarser design that would keep it
     */
    public static void enforce(List<Answer> answers, List<CountTable> tables, Redesign redesign) {
        for (Answer answer : answers) {
            if (!answer.passes()) {
                throw Refusal.policy(
                        "question " + answer.question().name() + " does not survive as its gate demands",
                        remedy(answer.question(), tables, redesign));
            }
        }
    }

    private static String remedy(Question question, List<CountTable> tables, Redesign redesign) {
        List<String> ways = new ArrayList<>();
        redesign.keeping(question).ifPresent(design -> ways.add("publish " + design));
        CoarserDesigns.suggestion(question, tables).ifPresent(way -> ways.add("ask it so that it does: " + way));
        String found = ways.isEmpty()
                ? "leave the gate out or ask something coarser; no design that was tried keeps it"
                : String.join("; or ", ways);
        return redesign.hasRecords()
                ? found
                : found + " (tried: what this release publishes; louver release lays tables out anew as well)";
    }

    /** One row per question and period, numbers with six significant digits; an unbounded end is empty. */
    public static String csv(List<Answer> answers) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(COLUMNS);
            for (Answer answer : answers) {
                List<Change> changes = answer.changes();
                for (int year = 0; year < answer.years().size(); year++) {
                    int at = year;
                    String change = changes.stream()
                            .filter(found -> found.at() == at)
                            .map(found -> found.certain() ? "level changes" : "level may change")
                            .findFirst()
                            .orElse("");
                    printer.printRecord(row(answer.question(), answer.years().get(year), change));
                }
                printer.printRecord(row(answer.question(), answer.pooled(), ""));
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be written to", impossible);
        }
        return text.toString();
    }

    private static List<String> row(Question question, Answer.Entry entry, String change) {
        List<String> row = new ArrayList<>(List.of(
                question.name(),
                SpreadsheetText.harmless(question.text()),
                question.measure().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                SpreadsheetText.harmless(question.group()),
                SpreadsheetText.harmless(question.reference()),
                entry.period()));
        ends(
                row,
                entry.ratio().bounds(),
                entry.ratio().confidence(),
                entry.group().bounds(),
                entry.reference().bounds());
        row.add(rounded(entry.coverage(), RoundingMode.FLOOR));
        row.add(change);
        row.add(entry.verdict().words());
        ends(row, entry.group().confidence(), entry.reference().confidence());
        row.add(String.join(" and ", question.standardiseBy()));
        return row;
    }

    private static void ends(List<String> row, Interval... intervals) {
        for (Interval interval : intervals) {
            row.add(
                    interval.isExact()
                            ? rounded(interval.lower(), RoundingMode.HALF_EVEN)
                            : rounded(interval.lower(), RoundingMode.FLOOR));
            row.add(
                    interval.isExact()
                            ? rounded(interval.upper(), RoundingMode.HALF_EVEN)
                            : rounded(interval.upper(), RoundingMode.CEILING));
        }
    }

    /**
     * Bounds are rounded away from the interval, so that what is printed holds too; what lies beyond the twelfth digit is the arithmetic's
     * own margin and would turn 1.9 into 1.89999.
     */
    private static String rounded(double end, RoundingMode mode) {
        return Double.isInfinite(end)
                ? ""
                : new BigDecimal(end)
                        .round(new MathContext(12))
                        .round(new MathContext(6, mode))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
