package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.report.QuestionConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Answer;
import org.louver.utility.Answers;
import org.louver.utility.CountTable;
import org.louver.utility.Estimate;
import org.louver.utility.Question;

/** What readers can conclude from protected and attacked tables, against the records they were made of. */
class BoundsIT {
    /** Per unit: over 500 releases together. */
    private static final int CASES = 500;

    private static final long THRESHOLD = 10;

    /** Told apart by light and district, of so many stops that a twentieth of the counts is withheld: of fewer, next to nothing is left. */
    private static final String SEVERAL =
            "{ name = searches_by_hour_and_place, unit = stops, by = [year, race, light, district, search] }";

    /** Units of linked tables, each released for itself. */
    private static final List<String> UNITS = List.of(
            """
            { name = searches, unit = stops, by = [year, race, search] }
            { name = results, unit = stops, by = [year, race, found], where { search = "yes" } }
            """,
            "{ name = hours, unit = stops, by = [year, race, light] }",
            "{ name = searches_by_hour, unit = stops, by = [year, race, light, search] }",
            SEVERAL);

    /** Every measure of the library. */
    private static final List<Question> QUESTIONS = QuestionConfig.read(Section.parse("""
            search_rate { text = "?", table = searches, variable = race, compare = [black, white], event { search = ["yes"] } }
            hit_rate { text = "?", table = results, variable = race, compare = [black, white], event { found = ["yes"] } }
            veil_of_darkness { text = "?", table = hours, measure = odds-ratio, variable = race, compare = [asian, white]
                event { light = [dark] }, among { light = [dark, day] } }
            standardised { text = "?", table = searches_by_hour, variable = race, compare = [asian, white], event { search = ["yes"] }
                standardise-by = light }
            by_several { text = "?", table = searches_by_hour_and_place, variable = race, compare = [black, white], event { search = ["yes"] }
                standardise-by = [light, district] }
            per_resident { text = "?", table = searches, measure = population-ratio, variable = race, compare = [asian, white]
                event { search = ["yes"] }, population { asian = { residents = 900, margin = 120 }, white = 5000 } }
            """, "test.conf"));

    @Test
    void bounds_of500ProtectedReleasesForEachMeasure_containTheValueFromTheRecords() {
        Map<String, Long> widened = new TreeMap<>();
        for (String tables : UNITS) {
            int released = 0;
            for (int seed = 0; released < CASES; seed++) {
                released += contained(seed, tables, widened) ? 1 : 0;
            }
        }
        // Cells were withheld: a measure of exact counts alone would prove nothing.
        assertThat(widened.keySet()).hasSameSizeAs(QUESTIONS);
        assertThat(widened.values()).allSatisfy(bounds -> assertThat(bounds).isGreaterThan(CASES / 10));
    }

    /** Asks everything of one release; false if it was refused. */
    private static boolean contained(int seed, String tables, Map<String, Long> widened) {
        Random random = new Random(seed);
        int most = tables.equals(SEVERAL) ? 60 + random.nextInt(100) : 2 + random.nextInt(12);
        TabulatedUnit unit = Stops.generated(random, most, 1.6, tables);
        List<CountTable> published = publishedOrNone(unit);
        List<CountTable> records = Stops.published(unit, 1);
        for (int table = 0; table < published.size(); table++) {
            for (Question question : QUESTIONS) {
                if (question.table().equals(records.get(table).name())
                        && Answers.possible(question, records.get(table))) {
                    Answer raw = Answers.of(question, records.get(table));
                    Answer seen = Answers.of(question, published.get(table));
                    long bounds = contained(seed, question, raw.pooled(), seen.pooled());
                    for (int year = 0; year < raw.years().size(); year++) {
                        bounds += contained(
                                seed,
                                question,
                                raw.years().get(year),
                                seen.years().get(year));
                    }
                    widened.merge(question.name(), bounds, Long::sum);
                }
            }
        }
        return !published.isEmpty();
    }

    /** Where nothing but withheld totals is left, a release is refused, and there is nothing to conclude. */
    private static List<CountTable> publishedOrNone(TabulatedUnit unit) {
        try {
            return Stops.published(unit, THRESHOLD);
        } catch (Refusal refused) {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.AUDIT_FAILED);
            return List.of();
        }
    }

    /** Returns how many of the three are bounds rather than values. */
    private static long contained(int seed, Question question, Answer.Entry raw, Answer.Entry seen) {
        String where = question.name() + ", seed " + seed + ", " + raw.period();
        return contained(where, raw.group(), seen.group())
                + contained(where, raw.reference(), seen.reference())
                + contained(where, raw.ratio(), seen.ratio());
    }

    private static long contained(String where, Estimate raw, Estimate seen) {
        if (!raw.bounds().isExact()) {
            // Without a single opportunity there is no value to contain.
            return 0;
        }
        double value = raw.bounds().lower();
        assertThat(seen.bounds().lower()).as(where).isLessThanOrEqualTo(value * (1 + 1e-12));
        assertThat(seen.bounds().upper()).as(where).isGreaterThanOrEqualTo(value * (1 - 1e-12));
        return seen.bounds().isExact() ? 0 : 1;
    }
}
