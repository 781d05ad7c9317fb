package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.louver.config.Section;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** What the report makes of the rows that {@link Trends} writes. */
class QuestionChartsTest {
    /** 100 stops of 1,000 Black residents and 50 of 1,000 White ones a year; in 2023 the former are withheld between 90 and 110. */
    private static final CountTable STOPS = new CountTable(
            "stops",
            "stops",
            List.of("year", "race"),
            List.of(
                    cell("2022", "black", 100, 100),
                    cell("2022", "white", 50, 50),
                    cell("2023", "black", 90, 110),
                    cell("2023", "white", 50, 50)));

    private static CountTable.Cell cell(String year, String race, long lower, long upper) {
        return new CountTable.Cell(List.of(year, race), new CountBounds(lower, upper));
    }

    private static String html(String question) throws IOException {
        String csv = Trends.csv(Trends.answer(
                QuestionConfig.read(Section.parse("q { " + question + " }", "test.conf")), List.of(STOPS)));
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<CSVRecord> records = new ArrayList<>();
        try (var read = format.parse(new StringReader(csv))) {
            read.forEach(records::add);
        }
        return new QuestionCharts(records).html("q");
    }

    @Test
    void perResident_showsRatesPerThousandAndTheRatio() throws IOException {
        String html = html("""
                text = "Stopped more?", table = stops, measure = population-ratio, variable = race, compare = [black, white]
                population { black = 1000, white = 1000 }
                """);

        assertThat(html)
                .contains("the ratio is 1.90 to 2.10 (95 % confidence:")
                .contains("black 95.00 to 105.00 per 1,000 residents and year")
                .contains("against white 50.00 per 1,000 residents and year")
                .contains("<td>100.00</td>")
                .contains("<td>90.00 to 110.00</td>");
    }

    /** The gap stays a gap; its bounds are the band. */
    @Test
    void withheldYear_isAGapWithABand() throws IOException {
        String html = html("""
                text = "Stopped more?", table = stops, measure = population-ratio, variable = race, compare = [black, white]
                population { black = 1000, white = 1000 }
                """);

        assertThat(html)
                .contains("\"name\":\"black\",\"upper\":[100.0,110.0],\"values\":[100.0,\"-\"]")
                .contains("\"lower\":[100.0,90.0]");
    }
}
