package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of the catalogues against the schema files of their publishers. */
class PublishedSchemasTest {
    @ParameterizedTest
    @CsvSource({
        "data.json, dcat-us-1.1/organization, publisher",
        "data.json, dcat-us-1.1/vcard, contactPoint",
        "data.json, dcat-us-1.1/distribution, distribution",
        "data-dcat-us-3.json, dcat-us-3.0/agent, publisher",
        "data-dcat-us-3.json, dcat-us-3.0/kind, contactPoint",
        "data-dcat-us-3.json, dcat-us-3.0/periodoftime, temporal",
        "data-dcat-us-3.json, dcat-us-3.0/checksum, checksum"
    })
    void catalogue_ofARelease_meetsThePublishedSchemaOfEachPart(String file, String schema, String key)
            throws IOException {
        List<JsonNode> parts =
                new ObjectMapper().readTree(MetadataTest.document(file)).findValues(key);

        assertThat(parts).isNotEmpty();
        for (JsonNode part : parts) {
            for (JsonNode one : part.isArray() ? part : List.of(part)) {
                assertThat(problems(one, schema)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dcat-us-1.1/organization, name",
        "dcat-us-1.1/vcard, hasEmail",
        "dcat-us-1.1/distribution, mediaType",
        "dcat-us-3.0/agent, name",
        "dcat-us-3.0/kind, fn",
        "dcat-us-3.0/checksum, checksumValue"
    })
    void publishedSchema_ofAPartWithoutARequiredKey_findsIt(String schema, String key) throws IOException {
        ObjectNode part = new ObjectMapper().createObjectNode();
        part.put("downloadURL", "https://example.org/data.csv")
                .put("name", "City")
                .put("fn", "City");
        part.put("hasEmail", "mailto:data@example.org").put("mediaType", "text/csv");
        part.put("algorithm", "SHA-256").put("checksumValue", "00");
        assertThat(problems(part, schema)).isEmpty();

        part.remove(key);
        assertThat(problems(part, schema)).isNotEmpty();
    }

    @Test
    void publishedSchema_ofAPeriodThatIsNoDate_findsIt() throws IOException {
        ObjectNode period = new ObjectMapper().createObjectNode().put("startDate", "last year");

        assertThat(problems(period, "dcat-us-3.0/periodoftime")).isNotEmpty();
    }

    private static List<String> problems(JsonNode part, String schema) throws IOException {
        boolean first = schema.startsWith("dcat-us-1.1");
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(!first).build();
        try (InputStream text =
                PublishedSchemasTest.class.getResourceAsStream("/schemas/published/" + schema + ".json")) {
            return JsonSchemaFactory.getInstance(
                            first ? VersionFlag.V4 : VersionFlag.V202012,
                            // Classes that a release does not use; nothing is fetched from the network.
                            builder -> builder.schemaLoaders(loaders -> loaders.schemas(
                                    iri -> iri.matches(".*/(concept|address|organization.json)") ? "{}" : null)))
                    .getSchema(text, config)
                    .validate(part)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
