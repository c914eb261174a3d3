package org.headroom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.headroom.sync.SyncProblem.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes with the real rsync. */
@Tag("lab")
final class ShadowSyncTest {
    @TempDir
    Path dir;

    private Path master;
    private Path shadow;
    private ShadowSync sync;

    @BeforeEach
    void makeBothEndsReady() throws Exception {
        master = Files.createDirectory(dir.resolve("master"));
        shadow = Files.createDirectory(dir.resolve("shadow"));
        put("wp-content/themes/a/style.css", "body {}");
        put("wp-content/uploads/2026/01/photo.JPG", "jpeg");
        put("index.php", "<?php");
        put(".git/objects/x.css", "no");
        put("wp-content/cache/page.css", "no");
        put("notes.txt", "no");
        sync = new ShadowSync(SyncJob.ofStaticFiles("site1", master, shadow));
        assertThat(sync.init()).isEmpty();
    }

    private Path put(String path, String text) throws Exception {
        Path file = master.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> inShadow() throws Exception {
        try (Stream<Path> files = Files.walk(shadow)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> shadow.relativize(file).toString())
                    .filter(name -> !name.equals(Marker.FILE))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void staticFilesAreCopiedAndNothingElseIs() throws Exception {
        SyncResult result = sync.run();

        assertThat(result.problems()).isEmpty();
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.bytes()).isEqualTo(11);
        assertThat(inShadow()).containsExactly("wp-content/themes/a/style.css", "wp-content/uploads/2026/01/photo.JPG");
        assertThat(shadow.resolve(Marker.FILE)).content().contains("role=shadow");
    }

    @Test
    void aSecondPassCopiesNothing() {
        sync.run();

        SyncResult second = sync.run();

        assertThat(second.good()).isTrue();
        assertThat(second.files()).isZero();
        assertThat(second.deleted()).isZero();
    }

    @Test
    void whatIsChangedOrDeletedAtTheMasterIsSoInTheShadow() throws Exception {
        sync.run();
        Path style = put("wp-content/themes/a/style.css", "body { color: red }");
        Files.setLastModifiedTime(style, FileTime.fromMillis(System.currentTimeMillis() + 5000));
        Files.delete(master.resolve("wp-content/uploads/2026/01/photo.JPG"));

        SyncResult result = sync.run();

        assertThat(result.files()).isEqualTo(1);
        assertThat(result.deleted()).isPositive();
        assertThat(inShadow()).containsExactly("wp-content/themes/a/style.css");
        assertThat(shadow.resolve("wp-content/themes/a/style.css")).hasContent("body { color: red }");
    }

    @Test
    void aDryRunTellsAndChangesNothing() throws Exception {
        SyncResult result = sync.dryRun();

        assertThat(result.dryRun()).isTrue();
        assertThat(result.files()).isEqualTo(2);
        assertThat(inShadow()).isEmpty();
    }

    @Test
    void whatTheShadowHasInPlaceOfALinkedDirectoryStays(@TempDir Path volume) throws Exception {
        Path uploads = master.resolve("wp-content/uploads");
        Files.move(uploads, dir.resolve("moved"));
        Files.createSymbolicLink(uploads, volume);
        Path mounted = Files.createDirectories(shadow.resolve("wp-content/uploads"));
        Files.writeString(mounted.resolve("mounted.jpg"), "theirs");

        SyncResult result = sync.run();

        assertThat(result.good()).isTrue();
        assertThat(inShadow()).containsExactly("wp-content/themes/a/style.css", "wp-content/uploads/mounted.jpg");
    }

    @Test
    void aLinkThatLeadsOutOfTheMasterIsNotCopied(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret.css"), "secret");
        Files.createSymbolicLink(master.resolve("leak.css"), secret);

        assertThat(sync.run().good()).isTrue();
        assertThat(inShadow()).doesNotContain("leak.css");
        assertThat(Files.isSymbolicLink(shadow.resolve("leak.css"))).isFalse();
    }

    @Test
    void proxiesCanReadWhatTheMasterKeptToItself() throws Exception {
        Path style = master.resolve("wp-content/themes/a/style.css");
        Files.setPosixFilePermissions(style, PosixFilePermissions.fromString("rw-------"));

        sync.run();

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(shadow.resolve("wp-content/themes/a/style.css"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void aPassThatTakesTooLongIsEndedAndSaysSo() throws Exception {
        SyncPass.Outcome outcome =
                new SyncPass(List.of("sh", "-c", "cat /dev/zero >/dev/null & wait"), Duration.ofMillis(200)).run();

        assertThat(outcome.problem())
                .hasValueSatisfying(problem -> assertThat(problem.kind()).isEqualTo(Kind.TIMEOUT));
    }

    @Test
    void rsyncsOwnErrorIsTold() throws Exception {
        SyncPass.Outcome outcome = new SyncPass(List.of("rsync", "--no-such-option"), Duration.ofSeconds(10)).run();

        assertThat(outcome.problem())
                .hasValueSatisfying(problem -> assertThat(problem.what()).contains("no-such-option"));
    }
}
