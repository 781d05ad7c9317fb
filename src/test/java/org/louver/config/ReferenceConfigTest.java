package org.louver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference file and the parser know the same keys; so does the documentation. */
class ReferenceConfigTest {
    private static final Path REFERENCE = Path.of("conf/reference.conf");

    @Test
    void reference_everyDocumentedKey_isParsed() {
        // A key that the parser does not know is refused, so reading it through is the proof.
        ReleaseConfig config = ReleaseConfig.load(REFERENCE, Map.of());

        assertThat(config.sources()).containsOnlyKeys("stops", "incidents");
        assertThat(config.links()).hasSize(1);
    }

    @Test
    void reference_everyParsedKey_isDocumented() throws IOException {
        Section root = Section.load(REFERENCE, Map.of());
        ReleaseConfig.read(root);
        String reference = Files.readString(REFERENCE);
        String documentation = Files.readString(Path.of("docs/configuration.md"));

        Set<String> keys = root.askedFor().stream()
                .filter(path -> !namedByTheFile(path))
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        keys.removeAll(ReleaseConfig.OTHERS);

        assertThat(keys).contains("rows-per-key", "largest-fall", "pad-to", "absent", "report-by");
        assertThat(keys).allSatisfy(key -> {
            assertThat(reference).as("conf/reference.conf").containsPattern("(?m)\\b" + key + "\\b\\s*(=|\\{)");
            assertThat(documentation).as("docs/configuration.md").contains("`" + key + "`");
        });
    }

    /** Names that the file itself makes up, such as those of sources and fields, are no keys of Louver. */
    private static boolean namedByTheFile(String path) {
        return path.matches("(.*\\.)?(sources|fields|layouts|bring|on|only|codes)\\.[^.]+")
                || path.matches(".*\\.layouts\\.[^.]+\\.[^.]+");
    }
}
