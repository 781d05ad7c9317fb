package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.louver.publication.Vocabulary;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** The JSON-LD of a report against the vocabulary that schema.org publishes. */
class LinkedDataTest {
    private static final CountTable TABLE = new CountTable(
            "stops",
            "stops",
            List.of("year"),
            List.of(
                    new CountTable.Cell(List.of("2022"), new CountBounds(20, 20)),
                    new CountTable.Cell(List.of("2023"), new CountBounds(1, 12))));

    private static final Optional<String> ADDRESS = Optional.of("https://creativecommons.org/licenses/by/4.0/");

    private static JsonNode linkedData(Optional<String> licenceAddress) throws IOException {
        return new ObjectMapper()
                .readTree(new LinkedData(new PublicRelease(
                                "2023.1",
                                "Stops",
                                "Counts of stops.",
                                "City",
                                "CC-BY-4.0",
                                licenceAddress,
                                false,
                                List.of(TABLE),
                                Map.of("data/stops/csv/stops.csv.gz", "f".repeat(64)),
                                Optional.empty()))
                        .json());
    }

    @Test
    void linkedData_ofARelease_usesClassesAndPropertiesOfSchemaOrg() throws IOException {
        JsonNode data = linkedData(ADDRESS);
        assertThat(data.get("@context").asText()).isEqualTo("https://schema.org/");
        assertThat(problems(data)).isEmpty();
        assertThat(data.get("license").asText()).isEqualTo("https://creativecommons.org/licenses/by/4.0/");
    }

    @Test
    void linkedData_ofALicenceWithoutAddress_leavesItOut() throws IOException {
        assertThat(linkedData(Optional.empty()).has("license")).isFalse();
    }

    @Test
    void linkedData_withAStrangeClassPropertyOrValue_isFoundOut() throws IOException {
        ObjectNode data = (ObjectNode) linkedData(ADDRESS);
        data.put("contentUrl", "data/a.csv").put("license", "CC-BY-4.0").putObject("publisher");
        ((ObjectNode) data.get("creator")).put("@type", "PoliceForce");

        assertThat(problems(data))
                .contains("Dataset.contentUrl", "Dataset.license has no address", "no class: PoliceForce");
    }

    private static List<String> problems(JsonNode object) throws IOException {
        Vocabulary vocabulary = Vocabulary.schemaOrg();
        String type = object.path("@type").asText();
        List<String> found = new ArrayList<>();
        if (!vocabulary.isClass(type)) {
            found.add("no class: " + type);
        }
        for (var field : object.properties()) {
            if (field.getKey().startsWith("@")) {
                continue;
            }
            if (!vocabulary.allows(type, field.getKey())) {
                found.add(type + "." + field.getKey());
            }
            Set<String> values = vocabulary.values(field.getKey());
            for (JsonNode value : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                if (value.isObject()) {
                    found.addAll(problems(value));
                } else if (value.isTextual()
                        && values.contains("URL")
                        && !values.contains("Text")
                        && !value.asText().contains("/")) {
                    found.add(type + "." + field.getKey() + " has no address");
                }
            }
        }
        return found;
    }
}
