package org.headroom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.headroom.sync.SyncProblem.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a pass from starting. None of these runs rsync. */
final class ShadowSyncChecksTest {
    @TempDir
    Path dir;

    private Path master;
    private Path shadow;
    private ShadowSync sync;

    @BeforeEach
    void makeBothEnds() throws Exception {
        master = Files.createDirectory(dir.resolve("master"));
        shadow = Files.createDirectory(dir.resolve("shadow"));
        Files.writeString(master.resolve("style.css"), "body {}");
        sync = new ShadowSync(SyncJob.ofStaticFiles("site1", master, shadow));
    }

    @Test
    void withoutMarkersNothingIsTouchedAndBothEndsAreNamed() throws Exception {
        Files.writeString(shadow.resolve("precious.css"), "mine");

        SyncResult result = sync.run();

        assertThat(result.good()).isFalse();
        assertThat(result.problems()).extracting(SyncProblem::kind).containsExactly(Kind.NO_MARKER, Kind.NO_MARKER);
        assertThat(shadow.resolve("precious.css")).hasContent("mine");
    }

    @Test
    void endsThatAreNotThereAreNamed() {
        ShadowSync missing = new ShadowSync(SyncJob.ofStaticFiles("site1", dir.resolve("no"), dir.resolve("where")));

        assertThat(missing.init()).extracting(SyncProblem::kind).containsOnly(Kind.NO_DIRECTORY);
        assertThat(missing.run().problems()).extracting(SyncProblem::kind).containsOnly(Kind.NO_DIRECTORY);
        assertThat(dir.resolve("where")).doesNotExist();
    }

    @Test
    void endsTheWrongWayRoundAreRefused() {
        assertThat(sync.init()).isEmpty();
        ShadowSync reversed = new ShadowSync(SyncJob.ofStaticFiles("site1", shadow, master));

        assertThat(reversed.run().problems()).extracting(SyncProblem::kind).contains(Kind.WRONG_MARKER);
        assertThat(reversed.init()).extracting(SyncProblem::kind).containsOnly(Kind.WRONG_MARKER);
    }

    @Test
    void anotherSitesShadowIsRefused() {
        assertThat(sync.init()).isEmpty();
        ShadowSync other = new ShadowSync(SyncJob.ofStaticFiles("site2", master, shadow));

        assertThat(other.run().problems()).extracting(SyncProblem::kind).containsOnly(Kind.WRONG_MARKER);
    }

    @Test
    void anEmptyMasterIsRefusedSoThatItDoesNotEmptyTheShadow() throws Exception {
        assertThat(sync.init()).isEmpty();
        Files.delete(master.resolve("style.css"));
        Files.writeString(shadow.resolve("style.css"), "old");

        assertThat(sync.run().problems()).extracting(SyncProblem::kind).containsExactly(Kind.EMPTY_MASTER);
        assertThat(shadow.resolve("style.css")).exists();
    }

    @Test
    void aShadowInsideTheMasterIsRefused() throws Exception {
        Path inside = Files.createDirectory(master.resolve("shadow"));
        ShadowSync nested = new ShadowSync(SyncJob.ofStaticFiles("site1", master, inside));

        assertThat(nested.init()).extracting(SyncProblem::kind).contains(Kind.OVERLAP);
        assertThat(nested.run().problems()).extracting(SyncProblem::kind).contains(Kind.OVERLAP);
    }

    @Test
    void whileAnotherPassHoldsTheShadowThereIsNone() throws Exception {
        assertThat(sync.init()).isEmpty();
        try (FileChannel channel = FileChannel.open(shadow.resolve(Marker.FILE), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(sync.run().problems()).extracting(SyncProblem::kind).containsExactly(Kind.BUSY);
        }
    }

    @Test
    void beingMadeReadyTwiceChangesNothing() throws Exception {
        assertThat(sync.init()).isEmpty();
        String marker = Files.readString(shadow.resolve(Marker.FILE));

        assertThat(sync.init()).isEmpty();
        assertThat(shadow.resolve(Marker.FILE)).hasContent(marker);
    }
}
