package org.louver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;

class EngineIT {
    @Test
    void materializedRows_readAgain_areNotWorkedOutAgain(@TempDir Path folder) throws Exception {
        SparkSession spark = TestSpark.session();
        Path file = Files.writeString(folder.resolve("rows.csv"), "a\n1\n2\n3\n");
        try (Materialized kept =
                Materialized.of(spark.read().option("header", "true").csv(file.toString()))) {
            assertThat(kept.rows().count()).isEqualTo(3);
            Files.delete(file);

            assertThat(kept.rows().where("a > 1").count()).isEqualTo(2);
            assertThat(kept.rows().queryExecution().analyzed().toString()).doesNotContain("csv");
        }
    }

    @Test
    void workSideBySide_overlaps_andKeepsItsOrder() {
        CountDownLatch both = new CountDownLatch(2);
        Callable<Boolean> piece = () -> {
            both.countDown();
            return both.await(20, TimeUnit.SECONDS);
        };

        assertThat(SideBySide.all(TestSpark.session(), List.of(piece, piece))).containsExactly(true, true);
    }

    @Test
    void workSideBySide_failingTwice_throwsTheFirstOfTheListAfterAllHasEnded() {
        AtomicInteger ended = new AtomicInteger();
        List<Callable<Integer>> work = List.of(
                () -> {
                    Thread.sleep(200);
                    throw new IllegalStateException("first");
                },
                () -> {
                    throw new java.io.IOException("second");
                },
                () -> {
                    Thread.sleep(300);
                    return ended.incrementAndGet();
                });

        assertThatThrownBy(() -> SideBySide.all(TestSpark.session(), work)).hasMessage("first");
        assertThat(ended).hasValue(1);
    }

    @Test
    void fileTree_listsFilesOfAllFolders_byPath(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("b/c"));
        Files.writeString(folder.resolve("b/c/2"), "");
        Files.writeString(folder.resolve("a"), "");
        FileSystem files = FileSystem.get(TestSpark.session().sessionState().newHadoopConf());

        assertThat(FileTree.below(files, new org.apache.hadoop.fs.Path(folder.toString())))
                .extracting(file -> file.getPath().getName())
                .containsExactly("a", "2");
    }
}
