package org.headroom.probes.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.headroom.probes.hosts.HostFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helper's section gluster under the real perl, in the tree of a host that is made up. */
final class GlusterSectionTest {
    private static final String OWN = "11111111-0000-0000-0000-000000000001";
    private static final String OTHER = "11111111-0000-0000-0000-000000000002";
    private static final String BRICK = "brick n1:/data/b";

    @TempDir
    private Path root;

    @BeforeEach
    void aNodeWithOneVolumeOfTwoBricks() throws IOException {
        node(root);
    }

    private static void node(Path root) throws IOException {
        file(root, "var/lib/glusterd/glusterd.info", "UUID=" + OWN + "\noperating-version=110000\n");
        file(root, "var/lib/glusterd/peers/" + OTHER, "uuid=" + OTHER + "\nstate=3\nhostname1=127.0.0.1\n");
        file(root, "var/lib/glusterd/vols/v/info", """
                type=2
                count=2
                status=1
                sub_count=2
                replica_count=2
                username=very
                password=secret
                network.ping-timeout=42
                brick-0=n1:-data-b
                brick-1=n2:-data-b
                """);
        file(
                root,
                "var/lib/glusterd/vols/v/bricks/n1:-data-b",
                "uuid=" + OWN + "\nhostname=n1\npath=/data/b\nbrick-id=v-client-0\n");
        file(
                root,
                "var/lib/glusterd/vols/v/bricks/n2:-data-b",
                "uuid=" + OTHER + "\nhostname=n2\npath=/data/b\nbrick-id=v-client-1\n");
        process(root, "S");
        file(root, "run/gluster/vols/v/n1-data-b.pid", "77\n");
        Files.createDirectories(root.resolve("data/b/.glusterfs/indices/xattrop"));
    }

    private static void process(Path root, String state) throws IOException {
        file(root, "proc/77/cmdline", "/usr/sbin/glusterfsd\0-s\0n1\0-S\0/run/b.socket\0--brick-port\000049152\0");
        file(root, "proc/77/stat", "77 (glusterfsd) " + state + " 1 77");
    }

    private static void file(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HostFacts look() throws IOException {
        return HelperRun.of("gluster", "full", root.toString());
    }

    @Test
    void aNodeTellsItsVolumesItsBrickAndItsPeers() throws IOException {
        try (var _ = FakeGlusterDaemon.answering(root.resolve("run/b.socket"), new byte[12]);
                var _ = FakeGlusterDaemon.answering(
                        root.resolve("run/glusterd.socket"), FakeGlusterDaemon.friends(Map.of(OTHER, "0")))) {
            HostFacts facts = look();
            assertThat(facts.problems()).isEmpty();
            assertThat(facts.of("gluster", "volume v"))
                    .containsEntry("brick-0", "0\tn1:/data/b\t" + OWN)
                    .containsEntry("brick-1", "1\tn2:/data/b\t" + OTHER)
                    .containsEntry("option network.ping-timeout", "42")
                    .containsEntry("healer", "none");
            assertThat(facts.of("gluster", BRICK)).containsEntry("state", "S").containsKey("ping_seconds");
            assertThat(facts.of("gluster", "peer 127.0.0.1"))
                    .containsEntry("connected", "0")
                    .containsEntry("state", "Peer in Cluster");
            assertThat(facts.of("gluster", "-")).containsKey("answer_seconds");
        }
    }

    @Test
    void theVolumesPasswordIsNeverTold() throws IOException {
        assertThat(look().toString()).doesNotContain("secret").doesNotContain("very");
    }

    @Test
    void aBrickThatIsDownFrozenOrSilentIsToldApart() throws IOException {
        process(root, "T");
        assertThat(look().of("gluster", BRICK)).containsEntry("state", "T").doesNotContainKey("ping_seconds");
        process(root, "D");
        try (var _ = FakeGlusterDaemon.silent(root.resolve("run/b.socket"))) {
            assertThat(look().of("gluster", BRICK)).containsEntry("silent", "no answer within 2 s");
        }
        Files.delete(root.resolve("proc/77/cmdline"));
        assertThat(look().of("gluster", BRICK)).containsEntry("state", "none");
    }

    @Test
    void aPidThatSomebodyElseHasNowIsNoBrick() throws IOException {
        file(root, "proc/77/cmdline", "/usr/sbin/mariadbd\0");
        assertThat(look().of("gluster", BRICK)).containsEntry("state", "none");
    }

    @Test
    void entriesOfTheIndexThatSayNothingAreNotCounted() throws IOException {
        file(root, "data/b/.glusterfs/indices/xattrop/xattrop-" + OWN, "");
        file(root, "data/b/.glusterfs/indices/xattrop/" + OTHER, "");
        assertThat(look().of("gluster", BRICK)).containsEntry("examined", "1").containsEntry("pending", "0");
    }

    @Test
    void aGlusterdThatDoesNotRunIsTold() throws IOException {
        assertThat(look().text("gluster", "-", "silent")).contains("does not run");
    }

    @Test
    void aHostWithoutGlusterSaysSo() throws IOException {
        Files.delete(root.resolve("var/lib/glusterd/glusterd.info"));
        assertThat(look().problem("gluster", "-")).contains("not a node of a gluster cluster");
    }

    @Test
    void duringALoadOnlyBricksAreLookedAt() throws IOException {
        HostFacts facts = HelperRun.of("gluster", "bricks", root.toString());
        assertThat(facts.subjects("gluster")).containsExactlyInAnyOrder("-", BRICK);
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void whateverADaemonSendsTheLookEnds(@ForAll byte[] bytes) throws IOException {
        Path made = Files.createTempDirectory("gluster");
        try {
            node(made);
            try (var _ = FakeGlusterDaemon.sending(made.resolve("run/b.socket"), bytes);
                    var _ = FakeGlusterDaemon.sending(made.resolve("run/glusterd.socket"), bytes)) {
                HostFacts facts = HelperRun.of("gluster", "full", made.toString());
                assertThat(facts.problems()).isEmpty();
                assertThat(facts.of("gluster", BRICK)).containsKey("state");
            }
        } finally {
            delete(made);
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void whateverStandsInGlusterdsFilesTheLookEnds(@ForAll String text) throws IOException {
        Path made = Files.createTempDirectory("gluster");
        try {
            node(made);
            String garbage = text.replaceAll("\\p{Cs}", "?");
            for (String name :
                    new String[] {"vols/v/info", "vols/v/bricks/n1:-data-b", "peers/" + OTHER, "glusterd.info"}) {
                file(
                        made,
                        "var/lib/glusterd/" + name,
                        "status=1\nsub_count=2\nbrick-0=" + garbage + "\nuuid=" + garbage);
            }
            assertThat(HelperRun.of("gluster", "full", made.toString()).subjects("gluster"))
                    .contains("-");
        } finally {
            delete(made);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
