package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole documents of a release against whole schemas, and that each schema finds what is wrong with one. */
class PublishedSchemasTest {
    @ParameterizedTest
    @CsvSource({"DATA_PACKAGE, datapackage.json", "DCAT_US_1, data.json", "DCAT_US_3, data-dcat-us-3.json"})
    void document_ofARelease_meetsTheWholePublishedSchema(PublishedSchemas schema, String file) throws IOException {
        assertThat(schema.problems(PublishedSchemas.served(MetadataTest.document(file))))
                .isEmpty();
    }

    /** Each line breaks one rule: a missing key or a value of the wrong kind, at a JSON pointer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATA_PACKAGE | datapackage.json   | /resources                              | ",
                "DATA_PACKAGE | datapackage.json   | /resources/0/name                       | ",
                "DATA_PACKAGE | datapackage.json   | /resources/0/path                       | ../secret.csv",
                "DATA_PACKAGE | datapackage.json   | /resources/0/bytes                      | many",
                "DATA_PACKAGE | datapackage.json   | /resources/0/hash                       | sha256:no-digest",
                "DATA_PACKAGE | datapackage.json   | /resources/0/type                       | sheet",
                "DATA_PACKAGE | datapackage.json   | /resources/0/schema/fields              | ",
                "DATA_PACKAGE | datapackage.json   | /resources/0/schema/fields/2/type       | whole",
                "DATA_PACKAGE | datapackage.json   | /resources/0/schema/fields/2/missingValues/0/value | ",
                "DATA_PACKAGE | datapackage.json   | /resources/0/schema/fields/3/categories/0/value | ",
                "DATA_PACKAGE | datapackage.json   | /resources/0/schema/foreignKeys/0/reference | ",
                "DATA_PACKAGE | datapackage.json   | /licenses/0/name                        | no identifier",
                "DATA_PACKAGE | datapackage.json   | /contributors/0/roles                   | publisher",
                "DCAT_US_1    | data.json          | /conformsTo                             | ",
                "DCAT_US_1    | data.json          | /@context                               | ",
                "DCAT_US_1    | data.json          | /dataset/0/title                        | ",
                "DCAT_US_1    | data.json          | /dataset/0/modified                     | last year",
                "DCAT_US_1    | data.json          | /dataset/0/accessLevel                  | open",
                "DCAT_US_1    | data.json          | /dataset/0/temporal                     | 2022 to 2023",
                "DCAT_US_1    | data.json          | /dataset/0/contactPoint/fn              | ",
                "DCAT_US_1    | data.json          | /dataset/0/contactPoint/hasEmail        | data@example.org",
                "DCAT_US_1    | data.json          | /dataset/0/publisher/name               | ",
                "DCAT_US_1    | data.json          | /dataset/0/distribution/0/mediaType     | ",
                "DCAT_US_1    | data.json          | /dataset/0/distribution/0/downloadURL   | data.csv",
                "DCAT_US_1    | data.json          | /dataset/0/license                      | CC-BY-4.0",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset                               | ",
                "DCAT_US_3    | data-dcat-us-3.json | /conformsTo/title                      | 3",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/identifier                  | 2023.1",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/publisher/name              | ",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/contactPoint/hasEmail       | data@example.org",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/temporal/0/startDate        | last year",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/distribution/0/checksum/checksumValue | ",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/distribution/0/downloadURL  | not an address",
                "DCAT_US_3    | data-dcat-us-3.json | /dataset/0/landingPage                 | {}"
            })
    void document_withOneThingWrong_isFoundOut(PublishedSchemas schema, String file, String pointer, String value)
            throws IOException {
        JsonNode document = PublishedSchemas.served(MetadataTest.document(file));
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String key = pointer.substring(slash + 1);
        assertThat(parent).isInstanceOf(ObjectNode.class);
        ObjectNode holder = (ObjectNode) parent;
        if (value == null) {
            assertThat(holder.remove(key)).as("the key to remove").isNotNull();
        } else if (value.equals("3")) {
            holder.put(key, 3);
        } else if (value.equals("{}")) {
            holder.putObject(key);
        } else {
            holder.put(key, value);
        }

        assertThat(schema.problems(document)).isNotEmpty();
    }

    /** Schemas allow keys that they do not know, so a key in the wrong class would pass unseen. */
    @ParameterizedTest
    @CsvSource({"dcat-us-3.0/dataset, /dataset", "dcat-us-3.0/distribution, /dataset/0/distribution"})
    void classOfTheCatalogue_namesNoKeyOfAnotherClass(String schema, String pointer) throws IOException {
        JsonNode known = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(PublishedSchemasTest.class.getResourceAsStream("/schemas/" + schema + ".json"))
                .get("properties");
        ArrayNode described = (ArrayNode) PublishedSchemas.served(MetadataTest.document("data-dcat-us-3.json"))
                .at(pointer);
        assertThat(described).isNotEmpty();
        for (JsonNode one : described) {
            one.fieldNames()
                    .forEachRemaining(key -> assertThat(known.has(key)).as(key).isTrue());
        }
    }
}
