package org.louver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoConfigTest {
    @Test
    void demo_sourcesAndLinks_areReadWithoutComplaint() {
        ReleaseConfig config = ReleaseConfig.load(Path.of("conf/demo.conf"), Map.of());

        assertThat(config.sources().keySet())
                .containsExactly("areas", "arrests", "calls", "incidents", "stops", "victims");
        assertThat(config.source("stops").years()).hasSize(10);
        assertThat(config.links()).hasSize(10);
        assertThat(config.release().demonstration()).isTrue();
    }
}
