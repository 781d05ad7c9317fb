package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;

class ChangelogTest {
    private static PublicationPlan plan(String id) {
        return new PublicationPlan(
                id, "Stops", "City", "data@example.org", "CC0-1.0", false, List.of(DatasetFormat.CSV));
    }

    private static PublicTable table(String name, boolean broken, String... years) {
        return new PublicTable(
                name,
                "stops",
                List.of("year"),
                java.util.stream.Stream.of(years)
                        .map(year -> new PublicRow(List.of(year), OptionalLong.of(20), 20, 20))
                        .toList(),
                List.of(new PublicTable.Recoded("race", false, new TreeMap<>(), List.of(), broken)),
                java.util.Map.of());
    }

    @Test
    void changelog_ofTheFirstRelease_listsItsTables() {
        assertThat(Changelog.of(List.of(table("stops", false, "2021", "2023")), plan("r1"), Optional.empty()))
                .contains("\n## r1\n\nFirst release.\n\n- Table stops, 2021 to 2023.\n")
                .doesNotContain("New tables", "Break");
    }

    @Test
    void changelog_ofALaterRelease_tellsWhatChangedAboveTheEarlierEntries() {
        String first = Changelog.of(
                List.of(table("stops", false, "2021"), table("calls", false, "2021")), plan("r1"), Optional.empty());
        String second = Changelog.of(
                List.of(table("stops", true, "2021", "2022"), table("arrests", false, "2022")),
                plan("r2"),
                Optional.of(new Changelog.Before("r1", new TreeSet<>(List.of("calls", "stops")), first)));

        assertThat(second)
                .containsSubsequence(
                        "## r2\n\nFollows release r1.",
                        "- Table stops, 2021 to 2022.",
                        "- New tables: arrests.",
                        "- No longer published: calls.",
                        "- Break in the series, other categories than before, in stops: race.",
                        "\n## r1\n\nFirst release.",
                        "- Table calls, 2021.");
        assertThat(second.split("# Changes", -1)).hasSize(2);
    }
}
