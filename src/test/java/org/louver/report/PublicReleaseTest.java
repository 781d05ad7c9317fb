package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.utility.CountTable;

class PublicReleaseTest {
    @TempDir
    Path release;

    private CountTable read(String value) throws IOException {
        Files.createDirectories(release.resolve("data/t/csv"));
        Files.writeString(release.resolve("datapackage.json"), """
                {"version": "1", "resources": [{"name": "t", "path": "data/t/csv/t.csv.gz",
                  "schema": {"primaryKey": ["year"], "fields": [{"name": "year"}, {"name": "value", %s}]}}]}
                """.formatted(value));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(release.resolve("data/t/csv/t.csv.gz")))) {
            out.write("year,value,status,lower,upper\r\n2024,20,F,20,20\r\n".getBytes(StandardCharsets.UTF_8));
        }
        return PublicRelease.read(ReleaseFiles.in(release)).tables().get(0);
    }

    /** Releases are attacked together by the unit; if words for people changed it, an earlier table would be left out. */
    @Test
    void table_withWordsOfItsOwn_keepsItsUnit() throws IOException {
        CountTable table =
                read("\"unit\": \"stops\", \"description\": \"number of stops; also searched; empty where withheld\"");

        assertThat(table.unit()).isEqualTo("stops");
        assertThat(table.counted()).isEqualTo("stops; also searched");
    }

    @Test
    void table_ofAnOlderRelease_hasItsUnitInTheDescription() throws IOException {
        CountTable table = read("\"description\": \"number of stops; empty where withheld\"");

        assertThat(table.unit()).isEqualTo("stops");
        assertThat(table.counted()).isEqualTo("stops");
    }
}
