package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.refusal.Refusal;

class AreaTableTest {
    private static final Policy.AreaFloor EIGHT = new Policy.AreaFloor(OptionalLong.of(8), OptionalLong.empty());

    private static AreaTable table(List<AreaTable.Area> areas) {
        return new AreaTable(areas, new NamedFile("areas.csv", "town.conf:7: safety.areas"));
    }

    @Test
    void smallArea_withoutNeighbour_isLiftedTogetherWithASibling() {
        // Alone under the parent's name, B1 would still be B1 to everyone who sees B2 and B3.
        AreaTable table = table(List.of(
                area("D", null, 40, null),
                area("B1", "D", 3, null),
                area("B2", "D", 9, null),
                area("B3", "D", 28, null)));

        assertThat(table.published(EIGHT))
                .containsEntry("B1", "D (other areas)")
                .containsEntry("B2", "D (other areas)")
                .containsEntry("B3", "B3");
    }

    @Test
    void smallArea_withNeighbour_isMergedOnBothSides() {
        AreaTable table = table(List.of(
                area("D", null, 40, null),
                area("B1", "D", 3, "B2"),
                area("B2", "D", 9, null),
                area("B3", "D", 28, null)));

        assertThat(table.published(EIGHT))
                .containsEntry("B1", "B1 + B2")
                .containsEntry("B2", "B1 + B2")
                .containsEntry("B3", "B3");
    }

    @Test
    void everyAreaTooSmall_isLiftedToTheParentOrNotNamedAtAll() {
        List<AreaTable.Area> areas =
                List.of(area("D", null, 6, null), area("B1", "D", 3, null), area("B2", "D", 3, null));

        assertThat(table(areas).published(EIGHT)).isEmpty();
        assertThat(table(areas).published(new Policy.AreaFloor(OptionalLong.of(5), OptionalLong.empty())))
                .containsEntry("B1", "D")
                .containsEntry("B2", "D");
    }

    @Test
    void neighbour_acrossABoundary_isRefused() {
        AreaTable.Area here = new AreaTable.Area("B1", "beat", Optional.empty(), "Town", 3, 3, Optional.of("C1"));
        AreaTable.Area there = new AreaTable.Area("C1", "beat", Optional.empty(), "County", 9, 9, Optional.empty());

        assertThatThrownBy(() -> table(List.of(here, there)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("town.conf:7: safety.areas: ")
                .hasMessageContaining("across an administrative boundary");
    }

    @Test
    void cycleOfParents_isRefused() {
        assertThatThrownBy(() -> table(List.of(area("A", "B", 3, null), area("B", "A", 3, null))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cycle");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyPublishedName_overRandomTrees_standsForEnoughAddresses(long seed) {
        Random random = new Random(seed);
        List<AreaTable.Area> areas = new ArrayList<>();
        Map<String, Long> leaves = new HashMap<>();
        long city = 0;
        for (int district = 0; district < 5; district++) {
            long total = 0;
            int beats = 1 + random.nextInt(5);
            for (int beat = 0; beat < beats; beat++) {
                long addresses = random.nextInt(14);
                String code = "D" + district + "B" + beat;
                String neighbour = beats > 1 && random.nextBoolean() ? "D" + district + "B" + (beat + 1) % beats : null;
                areas.add(area(code, "D" + district, addresses, neighbour));
                leaves.put(code, addresses);
                total += addresses;
            }
            areas.add(area("D" + district, "city", total, null));
            city += total;
        }
        areas.add(area("city", null, city, null));
        Map<String, String> names = table(areas).published(EIGHT);
        Map<String, Long> behind = new HashMap<>();
        leaves.forEach((code, addresses) -> {
            if (names.containsKey(code)) {
                behind.merge(names.get(code), addresses, Long::sum);
            }
        });

        assertThat(behind.values()).allMatch(addresses -> addresses >= 8);
    }

    private static AreaTable.Area area(
            String code,
            @org.jspecify.annotations.Nullable String parent,
            long addresses,
            @org.jspecify.annotations.Nullable String neighbour) {
        return new AreaTable.Area(
                code,
                "beat",
                Optional.ofNullable(parent),
                "Town",
                addresses,
                addresses,
                Optional.ofNullable(neighbour));
    }
}
