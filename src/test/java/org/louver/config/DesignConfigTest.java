package org.louver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignConfigTest {
    @Test
    void tables_withoutAnyVariableDeclared_areOfColumnsUnderATotal(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("design.conf"),
                "tables = [ { name = t, by = [race, sex] } ]\nrules = { minimum-frequency = 5 }\n");

        DesignConfig design = DesignConfig.load(file, Map.of());

        assertThat(design.variables()).containsOnlyKeys("race", "sex");
        assertThat(design.variables().values())
                .allSatisfy(variable -> assertThat(variable.hierarchies())
                        .containsExactly(new DesignConfig.Columns(List.of(variable.name()))));
    }
}
