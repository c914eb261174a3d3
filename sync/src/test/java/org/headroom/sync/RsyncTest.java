package org.headroom.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RsyncTest {
    private static final SyncJob JOB = SyncJob.ofStaticFiles("site1", Path.of("/m"), Path.of("/s"));

    @Test
    void excludesComeBeforeTypesAndEverythingElseIsLeftOut() {
        SyncJob job = new SyncJob(
                "site1", Path.of("/m"), Path.of("/s"), List.of("css"), List.of(".git/"), Duration.ofSeconds(5));

        assertThat(Rsync.filters(job, List.of("wp-content/uploads")))
                .containsExactly(
                        "- /.headroom-sync",
                        "- /.headroom-sync.new",
                        "- /wp-content/uploads",
                        "- .git/",
                        "+ */",
                        "+ *.[cC][sS][sS]",
                        "- *");
    }

    @Test
    void charactersThatRsyncWouldReadAsPatternsAreEscaped() {
        assertThat(Rsync.filters(JOB, List.of("a[1]*"))).contains("- /a\\[1]\\*");
    }

    @Test
    void digitsInFileTypesStayAsTheyAre() {
        assertThat(Rsync.anyCase("mp4")).isEqualTo("[mM][pP]4");
    }

    @Test
    void theCommandRenamesAtTheEndAndDeletesAfterwards() {
        assertThat(Rsync.command(JOB, List.of(), false))
                .contains("--delete-after", "--delay-updates", "--safe-links")
                .doesNotContain("--inplace", "--delete-excluded", "--dry-run")
                .endsWith("/m/", "/s/");
        assertThat(Rsync.command(JOB, List.of(), true)).contains("--dry-run");
    }

    @Test
    void statisticsAreReadWithAndWithoutThousandsSeparators() {
        String output = """

                Number of files: 2,910 (reg: 2,500, dir: 410)
                Number of created files: 3 (reg: 3)
                Number of deleted files: 12 (reg: 11, dir: 1)
                Number of regular files transferred: 1,203
                Total file size: 99,999,999 bytes
                Total transferred file size: 10485760 bytes
                """;

        assertThat(Rsync.stats(output)).isEqualTo(new Rsync.Stats(1203, 10_485_760, 12));
    }

    @Test
    void missingStatisticsCountAsZero() {
        assertThat(Rsync.stats("rsync: connection unexpectedly closed")).isEqualTo(new Rsync.Stats(0, 0, 0));
    }

    @Test
    void linkedDirectoriesAreFoundAndLinkedFilesAreNot(@TempDir Path master, @TempDir Path elsewhere) throws Exception {
        Files.createDirectories(master.resolve("wp-content"));
        Files.createSymbolicLink(master.resolve("wp-content/uploads"), elsewhere);
        Files.writeString(master.resolve("real.css"), "a");
        Files.createSymbolicLink(master.resolve("linked.css"), Path.of("real.css"));

        assertThat(Rsync.linkedDirectories(master)).containsExactly("wp-content/uploads");
    }

    @Test
    void aJobThatWouldCopyPhpIsRefused() {
        for (String type : List.of("php", "PHP", "php7", "phtml", "phar")) {
            assertThatThrownBy(() -> new SyncJob(
                            "site1", Path.of("/m"), Path.of("/s"), List.of(type), List.of(), Duration.ofSeconds(5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PHP");
        }
    }
}
