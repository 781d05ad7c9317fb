package org.louver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** schema.org/Dataset as JSON-LD, by which search engines for data find a release. */
record LinkedData(PublicRelease release) {
    String json() {
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("@context", "https://schema.org/");
        dataset.put("@type", "Dataset");
        dataset.put("name", release.title());
        dataset.put("description", release.description());
        dataset.put("version", release.id());
        // schema.org takes an address or a described work, not the name of a licence.
        release.licenceAddress().ifPresent(address -> dataset.put("license", address));
        dataset.put("isAccessibleForFree", true);
        dataset.put("creator", Map.of("@type", "Organization", "name", release.publisher()));
        List<String> years = release.tables().stream()
                .flatMap(table -> table.codes("year").stream())
                .distinct()
                .sorted()
                .toList();
        if (!years.isEmpty()) {
            dataset.put("temporalCoverage", years.get(0) + "/" + years.get(years.size() - 1));
        }
        dataset.put(
                "distribution",
                release.digests().keySet().stream()
                        .sorted()
                        .map(path -> Map.of("@type", "DataDownload", "contentUrl", path))
                        .toList());
        try {
            return new ObjectMapper()
                    .writer()
                    .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(dataset);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts always become JSON", impossible);
        }
    }
}
