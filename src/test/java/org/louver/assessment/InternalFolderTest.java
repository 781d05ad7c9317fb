package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

/** Risk output stays out of public trees, by whatever way they are reached. */
class InternalFolderTest {
    /** As the engine sets it: no checksums beside the files of a local disk. */
    private static Configuration local() {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.file.impl", RawLocalFileSystem.class.getName());
        hadoop.setBoolean("fs.file.impl.disable.cache", true);
        return hadoop;
    }

    private static void assertRefused(Path folder) {
        assertRefused(folder, new Configuration());
        assertRefused(folder, local());
    }

    private static void assertRefused(Path folder, Configuration hadoop) {
        assertThatThrownBy(() -> InternalFolder.made(folder.toString(), hadoop))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY))
                .hasMessageContaining("risk output must not go under public/");
    }

    @Test
    void made_insideAPublicTree_isRefused(@TempDir Path folder) {
        assertRefused(folder.resolve("public"));
        assertRefused(folder.resolve("public/r1/risk"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void made_throughALinkToAPublicTree_isRefusedAndWritesNothing(@TempDir Path folder) throws IOException {
        Path published = Files.createDirectories(folder.resolve("public/r1"));
        Files.createSymbolicLink(folder.resolve("internal"), folder.resolve("public"));
        Path internal = Files.createDirectories(folder.resolve("other/internal/r1"));
        Files.createSymbolicLink(internal.resolve("risk"), published);

        assertRefused(folder.resolve("internal/r1/risk"));
        assertRefused(folder.resolve("internal/r2/risk"));
        assertRefused(internal.resolve("risk"));
        assertRefused(internal.resolve("risk/deeper"));
        assertThat(published).isEmptyDirectory();
    }

    @Test
    void made_elsewhere_isForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path real = Files.createDirectories(folder.resolve("disk"));
        Files.createSymbolicLink(folder.resolve("out"), real);
        InternalFolder.made(folder.resolve("out/internal/r1/risk").toString(), new Configuration());
        assertThat(Files.getPosixFilePermissions(real.resolve("internal/r1/risk")))
                .hasSize(3);
    }

    @Test
    void create_whereALinkLiesUnderTheName_leavesWhatItLedToAlone(@TempDir Path folder) throws IOException {
        Path published = Files.writeString(folder.resolve("published.json"), "before");
        Path nowhere = folder.resolve("nowhere.json");
        for (Configuration hadoop : List.of(new Configuration(), local())) {
            var internal = InternalFolder.made(folder.resolve("internal").toString(), hadoop);
            Path link = folder.resolve("internal/risk.json");
            for (Path target : List.of(published, nowhere)) {
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, target);
                try (OutputStream out = InternalFolder.create(internal, "risk.json", hadoop)) {
                    out.write('x');
                }
                assertThat(link).content().isEqualTo("x");
                assertThat(Files.isSymbolicLink(link)).isFalse();
            }
            assertThat(published).content().isEqualTo("before");
            assertThat(nowhere).doesNotExist();
        }
    }
}
