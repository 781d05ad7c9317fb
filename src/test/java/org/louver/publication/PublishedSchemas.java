package org.louver.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The publishers' schemas of whole documents, from {@code schemas/}; nothing is fetched from the network. */
enum PublishedSchemas {
    DATA_PACKAGE("datapackage-2.0.json", VersionFlag.V7, "https://datapackage.org/profiles/2.0/datapackage.json"),
    DCAT_US_1("dcat-us-1.1/catalog.json", VersionFlag.V4, "https://project-open-data.cio.gov/v1.1/schema/catalog.json"),
    DCAT_US_3(
            "dcat-us-3.0/catalog.json",
            VersionFlag.V202012,
            "https://resources.data.gov/dcat-us/3.0.0/definitions/catalog");

    private static final Map<String, String> FOLDER = Map.of(
            "https://project-open-data.cio.gov/v1.1/schema/", "dcat-us-1.1/",
            "https://resources.data.gov/dcat-us/3.0.0/definitions/", "dcat-us-3.0/");

    private final String file;
    private final VersionFlag draft;
    private final String address;

    PublishedSchemas(String file, VersionFlag draft, String address) {
        this.file = file;
        this.draft = draft;
        this.address = address;
    }

    /** What the schema finds, formats such as dates and addresses among it; empty if the document meets it. */
    List<String> problems(JsonNode document) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(
                        draft, builder -> builder.schemaLoaders(loaders -> loaders.schemas(this::text)))
                .getSchema(com.networknt.schema.SchemaLocation.of(address), config)
                .validate(document.toString(), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** A class of which no schema is here allows nothing: a release that came to use it would fail the test. */
    private @Nullable String text(String iri) {
        if (iri.equals(address)) {
            return read(file);
        }
        for (Map.Entry<String, String> folder : FOLDER.entrySet()) {
            if (iri.startsWith(folder.getKey())) {
                String name = iri.substring(folder.getKey().length()).replace(".json", "");
                return exists(folder.getValue() + name + ".json") ? read(folder.getValue() + name + ".json") : "false";
            }
        }
        return null;
    }

    private static boolean exists(String file) {
        return PublishedSchemas.class.getResource("/schemas/" + file) != null;
    }

    private static String read(String file) {
        try (InputStream text = PublishedSchemas.class.getResourceAsStream("/schemas/" + file)) {
            return new String(java.util.Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The document as a portal reads it that serves the release: relative addresses resolved. */
    static JsonNode served(String document) throws IOException {
        JsonNode read = new ObjectMapper().readTree(document);
        for (String key : List.of("downloadURL", "describedBy")) {
            for (JsonNode holder : read.findParents(key)) {
                String path = holder.get(key).asText();
                if (!path.contains("://")) {
                    ((ObjectNode) holder).put(key, "https://data.example.org/2023.1/" + path);
                }
            }
        }
        return read;
    }
}
