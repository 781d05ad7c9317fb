package org.louver.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.louver.refusal.Refusal;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * A release as anybody can download it: what its data package says, and its tables.
 *
 * @param licenceAddress where the text of the licence is, if the data package says so
 * @param digests path → SHA-256 of the files that the data package lists
 * @param protection what it says of its own protection, if anything
 */
public record PublicRelease(
        String id,
        String title,
        String description,
        String publisher,
        String licence,
        Optional<String> licenceAddress,
        boolean demonstration,
        List<CountTable> tables,
        Map<String, String> digests,
        Optional<ProtectionStatement> protection) {

    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private static final Pattern CODE_LIST = Pattern.compile("codes/(.+)\\.csv");
    private static final String DESCRIPTOR = "datapackage.json";

    public PublicRelease {
        tables = List.copyOf(tables);
        digests = Map.copyOf(digests);
    }

    /**
     * Reads the descriptor and the CSV of every table.
     *
     * @throws Refusal exit 3 if it is not a release or a file does not hold what the descriptor says; exit 6 if it cannot be read
     */
    public static PublicRelease read(ReleaseFiles files) {
        try {
            if (!files.sizes().containsKey(DESCRIPTOR)) {
                throw Refusal.input(
                        "no " + DESCRIPTOR + " there", "give the directory of one release, such as public/2023.1");
            }
            JsonNode descriptor;
            try (InputStream in = files.open(DESCRIPTOR)) {
                descriptor = new ObjectMapper().readTree(in);
            }
            Map<String, Map<String, List<String>>> parents = parents(files);
            List<CountTable> tables = new ArrayList<>();
            Map<String, String> digests = new LinkedHashMap<>();
            for (JsonNode resource : descriptor.path("resources")) {
                String path = resource.path("path").asText();
                digests.put(path, resource.path("hash").asText().replace("sha256:", ""));
                if (path.startsWith("data/")) {
                    tables.add(table(resource, files, parents));
                }
            }
            return new PublicRelease(
                    descriptor.path("version").asText(),
                    descriptor.path("title").asText(),
                    descriptor.path("description").asText(),
                    descriptor.path("contributors").path(0).path("title").asText(),
                    descriptor.path("licenses").path(0).path("name").asText(),
                    Optional.of(descriptor.at("/licenses/0/path").asText()).filter(path -> !path.isEmpty()),
                    descriptor.path("louver:demonstration").asBoolean(),
                    tables,
                    digests,
                    ProtectionStatement.of(descriptor));
        } catch (IOException unreadable) {
            throw Refusal.storage(
                    "the release cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "check the path and its permissions");
        }
    }

    private static CountTable table(
            JsonNode resource, ReleaseFiles files, Map<String, Map<String, List<String>>> parents) throws IOException {
        String path = resource.path("path").asText();
        List<String> dimensions = new ArrayList<>();
        resource.path("schema").path("primaryKey").forEach(key -> dimensions.add(key.asText()));
        String meaning = "";
        String unit = "";
        for (JsonNode field : resource.path("schema").path("fields")) {
            if (field.path("name").asText().equals("value")) {
                meaning = field.path("description").asText();
                unit = field.path("unit").asText();
            }
        }
        String counted = meaning.replaceFirst("^number of ", "").replaceFirst("; empty where withheld$", "");
        if (unit.isEmpty()) {
            // Releases of a Louver that knew no other words.
            unit = counted;
        }
        List<CountTable.Cell> cells = new ArrayList<>();
        try (Reader text = new InputStreamReader(new GZIPInputStream(files.open(path)), StandardCharsets.UTF_8);
                CSVParser rows = WITH_HEADER.parse(text)) {
            for (CSVRecord row : rows) {
                cells.add(cell(row, dimensions));
            }
        } catch (IllegalArgumentException malformed) {
            throw Refusal.input(
                    path + " does not hold the columns and numbers of a release",
                    "check the download against SHA256SUMS");
        }
        return new CountTable(resource.path("name").asText(), unit, counted, dimensions, cells, parents);
    }

    /** Dimension → code → the codes next above it, by the code lists of the release. */
    private static Map<String, Map<String, List<String>>> parents(ReleaseFiles files) throws IOException {
        Map<String, Map<String, List<String>>> parents = new HashMap<>();
        for (String path : files.sizes().keySet()) {
            Matcher list = CODE_LIST.matcher(path);
            if (list.matches()) {
                parents.put(list.group(1), parents(path, files));
            }
        }
        return parents;
    }

    /** Code → the codes next above it. */
    private static Map<String, List<String>> parents(String path, ReleaseFiles files) throws IOException {
        Map<String, List<String>> parents = new HashMap<>();
        try (Reader text = new InputStreamReader(files.open(path), StandardCharsets.UTF_8);
                CSVParser rows = WITH_HEADER.parse(text)) {
            for (CSVRecord row : rows) {
                parents.put(row.get("code"), List.of(row.get("parents").split("; ", -1)));
            }
        } catch (IllegalArgumentException malformed) {
            throw Refusal.input(
                    path + " does not hold the columns of a code list", "check the download against SHA256SUMS");
        }
        return parents;
    }

    private static CountTable.Cell cell(CSVRecord row, List<String> dimensions) {
        List<String> codes = dimensions.stream().map(row::get).toList();
        CountBounds bounds = new CountBounds(Long.parseLong(row.get("lower")), Long.parseLong(row.get("upper")));
        return new CountTable.Cell(codes, bounds);
    }
}
