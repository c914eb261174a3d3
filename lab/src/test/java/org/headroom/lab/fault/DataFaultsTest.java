package org.headroom.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.lab.LabPaths;
import org.headroom.lab.LabStack;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.host.Leftovers;
import org.headroom.lab.host.Network;
import org.headroom.lab.plan.HostPlan;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;
import org.headroom.lab.plan.StackPlan;
import org.headroom.lab.site.Trees;
import org.headroom.lab.up.FrontPages;
import org.headroom.lab.up.Hosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every fault of databases and volumes, on one real stack beside the usual lab. The daemons themselves are asked. */
@Tag("lab")
final class DataFaultsTest {
    private static final LabPaths PATHS = LabPaths.standard().beside(new LabNet("fd", 32));
    private static final Path RUN = PATHS.run();
    private static final List<String> NODES = List.of("origin1", "origin2", "origin3");
    private static final List<String> VOLUMES = List.of("wp-core", "wp-user");
    private static final LabOptions OPTIONS = LabOptions.defaults()
            .withFpmChildren(3)
            .withStackFile(RUN.resolve("stack.yaml"))
            .withEngine(LabOptions.Engine.none());
    private static final StackPlan PLAN = StackPlan.of(LabTopology.MULTI_ORIGIN, OPTIONS, PATHS.net());
    private static final Hosts HOSTS = new Hosts(PLAN, RUN, PATHS.image());
    private static final Map<String, List<String>> OPTIONS_BEFORE = new TreeMap<>();

    @BeforeAll
    static void up() {
        stack().up(LabTopology.MULTI_ORIGIN, OPTIONS);
        VOLUMES.forEach(volume -> OPTIONS_BEFORE.put(volume, options(volume)));
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        stack().down();
        assertThat(new Network(PATHS.net()).namespaces()).isEmpty();
        assertThat(new Network(PATHS.net()).links()).isEmpty();
        assertThat(new Leftovers(PATHS.net()).processes()).isEmpty();
        assertThat(Stream.of("/sys/fs/cgroup/memory/headroomfd", "/sys/fs/cgroup/headroomfd")
                        .map(Path::of)
                        .filter(Files::exists))
                .isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(RUN.toString());
        Trees.remove(RUN);
    }

    @AfterEach
    void allIsAsBefore() {
        for (String node : NODES) {
            assertThat(wsrep(node))
                    .containsEntry("wsrep_cluster_size", "3")
                    .containsEntry("wsrep_cluster_status", "Primary")
                    .containsEntry("wsrep_local_state_comment", "Synced");
        }
        assertThat(NODES.stream().map(node -> wsrep(node).get("wsrep_cluster_conf_id")))
                .containsOnly(wsrep("origin1").get("wsrep_cluster_conf_id"));
        assertThat(NODES.stream().map(node -> wsrep(node).get("wsrep_cluster_state_uuid")))
                .containsOnly(wsrep("origin1").get("wsrep_cluster_state_uuid"));
        for (String volume : VOLUMES) {
            assertThat(online(volume)).as(volume).isEqualTo(3);
            assertThat(heal(volume)).as(volume).isEqualTo("Connected 0, Connected 0, Connected 0");
            assertThat(options(volume)).isEqualTo(OPTIONS_BEFORE.get(volume));
        }
        assertThat(sh("web1", "ls -A /mnt/wp-core")).doesNotContain(VolumeMending.FILES);
        FrontPages pages = new FrontPages(PLAN, HOSTS);
        HostPlan front = PLAN.fronts().getFirst();
        assertThat(pages.protocols())
                .hasSize(3)
                .allSatisfy(protocol -> assertThat(pages.ask(PLAN.sites().getFirst(), front, protocol))
                        .startsWith("200"));
    }

    // As another program would: nothing is kept in memory between injecting and clearing.
    private static LabStack stack() {
        return LabStack.at(PATHS, line -> System.out.println("[lab] " + line));
    }

    private static void inject(FaultName name) {
        inject(name, Optional.empty());
    }

    private static void inject(FaultName name, Optional<String> host) {
        long beganNanos = System.nanoTime();
        tell("inject", stack().fault(name, host), beganNanos);
    }

    private static void clear() {
        long beganNanos = System.nanoTime();
        stack().clearFaults().forEach(cleared -> tell("clear", cleared, beganNanos));
        assertThat(stack().status().orElseThrow().faults()).isEmpty();
    }

    private static void tell(String what, Faults.Active fault, long beganNanos) {
        System.out.printf(
                "[fault] %s %s on %s after %.1f s%n%s",
                what,
                fault.fault().label(),
                fault.host(),
                (System.nanoTime() - beganNanos) / 1e9,
                fault.evidence().indent(4));
    }

    private static LabHost host(String name) {
        return HOSTS.of(name);
    }

    private static String sh(String host, String script) {
        return host(host).shell(script).run().output().strip();
    }

    private static Map<String, String> wsrep(String host) {
        return sh(host, "timeout 5 mariadb -BNe \"SHOW STATUS LIKE 'wsrep_%'\"")
                .lines()
                .map(line -> line.split("\t", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static String sql(String host, String statement) {
        return sh(host, "timeout 20 mariadb -BNe \"" + statement + "\" 2>&1");
    }

    private static long online(String volume) {
        return sh("origin2", "timeout 50 gluster volume status " + volume)
                .lines()
                .filter(line -> line.startsWith("Brick ") && line.matches(".*\\sY\\s+\\d+\\s*"))
                .count();
    }

    private static String heal(String volume) {
        return sh("origin2", "timeout 50 gluster volume heal " + volume + " info")
                .lines()
                .filter(line -> line.startsWith("Status: ") || line.startsWith("Number of entries: "))
                .map(line -> line.substring(line.indexOf(':') + 2).strip())
                .collect(Collectors.joining(" "))
                .replaceAll("(\\d|-) (?=\\S)", "$1, ");
    }

    private static List<String> options(String volume) {
        return sh("origin2", "gluster volume info " + volume)
                .lines()
                .dropWhile(line -> !line.startsWith("Options Reconfigured"))
                .sorted()
                .toList();
    }

    @Test
    void aKilledDatabaseNodeIsMissedAndComesBack() {
        inject(FaultName.GALERA_KILL);
        assertThat(wsrep("origin1")).containsEntry("wsrep_cluster_size", "2").containsEntry("wsrep_ready", "ON");
        assertThat(wsrep("origin3")).isEmpty();
        clear();
    }

    @Test
    void aClusterOfWhichEveryNodeWasKilledKeepsItsData() {
        sql(
                "origin2",
                "CREATE DATABASE kept; CREATE TABLE kept.it (id INT PRIMARY KEY); INSERT INTO kept.it VALUES (7)");
        NODES.forEach(node -> inject(FaultName.GALERA_KILL, Optional.of(node)));
        assertThat(NODES).allSatisfy(node -> assertThat(wsrep(node)).isEmpty());
        clear();
        assertThat(NODES)
                .allSatisfy(
                        node -> assertThat(sql(node, "SELECT id FROM kept.it")).isEqualTo("7"));
        sql("origin2", "DROP DATABASE kept");
    }

    @Test
    void aFrozenDatabaseNodeIsLeftBehindAndRejoins() {
        inject(FaultName.GALERA_FREEZE);
        assertThat(wsrep("origin2")).containsEntry("wsrep_cluster_size", "2");
        assertThat(wsrep("origin3")).isEmpty();
        clear();
    }

    @Test
    void withoutQuorumTheNodeThatIsLeftRefusesStatements() {
        inject(FaultName.GALERA_NONPRIMARY);
        assertThat(wsrep("origin1"))
                .containsEntry("wsrep_cluster_status", "non-Primary")
                .containsEntry("wsrep_ready", "OFF");
        assertThat(sql("origin1", "SELECT COUNT(*) FROM mysql.user")).contains("ERROR 1047");
        clear();
    }

    @Test
    void bothHalvesOfASplitClusterAcceptWritesAndTheSmallerOnesAreThrownAway() {
        inject(FaultName.GALERA_SPLIT_BRAIN);
        assertThat(wsrep("origin1"))
                .containsEntry("wsrep_cluster_status", "Primary")
                .containsEntry("wsrep_cluster_size", "2");
        assertThat(wsrep("origin3"))
                .containsEntry("wsrep_cluster_status", "Primary")
                .containsEntry("wsrep_cluster_size", "1");
        sql(
                "origin1",
                "CREATE TABLE headroom_fault.more (side VARCHAR(9)); INSERT INTO headroom_fault.more VALUES ('large')");
        sql(
                "origin3",
                "CREATE TABLE headroom_fault.more (side VARCHAR(9)); INSERT INTO headroom_fault.more VALUES ('small')");
        assertThat(sql("origin2", "SELECT side FROM headroom_fault.more")).isEqualTo("large");
        assertThat(sql("origin3", "SELECT side FROM headroom_fault.more")).isEqualTo("small");
        clear();
        assertThat(NODES)
                .allSatisfy(node -> assertThat(sql(node, "SHOW DATABASES")).doesNotContain("headroom_fault"));
        assertThat(NODES.stream()
                        .map(node -> sql(node, "CHECKSUM TABLE site1.wp_posts, site1.wp_users"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aClusterThatWasOnlyHalfSplitIsMended() {
        List<LabHost> others = List.of(host("origin1"), host("origin2"));
        inject(FaultName.GALERA_KILL, Optional.of("origin2"));
        new GaleraPartition(host("origin3")).cut(others);
        clear();
        assertThat(new GaleraPartition(host("origin3")).exists()).isFalse();
    }

    @Test
    void aKilledBrickIsOffline() {
        inject(FaultName.BRICK_KILL);
        assertThat(online("wp-core")).isEqualTo(2);
        assertThat(sh("origin3", "timeout 50 gluster volume status wp-core | grep '^Brick origin3'"))
                .contains(" N ");
        clear();
    }

    @Test
    void aFrozenBrickIsCalledOnlineButAnswersNobody() {
        inject(FaultName.BRICK_FREEZE);
        assertThat(online("wp-core")).isEqualTo(3);
        assertThat(heal("wp-core")).contains("Transport endpoint is not connected");
        assertThat(sh("web1", "timeout 50 ls /mnt/wp-core")).contains("site1");
        clear();
    }

    @Test
    void aBrickThatMissedWritesStaysBehindUntilHealingIsOn() throws IOException {
        inject(FaultName.HEAL_PENDING);
        assertThat(online("wp-core")).isEqualTo(3);
        assertThat(heal("wp-core"))
                .doesNotContain("not connected")
                .isNotEqualTo("Connected 0, Connected 0, Connected 0");
        Path missed = Path.of("srv/disk/bricks/wp-core", VolumeMending.FILES, "missed1");
        assertThat(host("origin1").path("/" + missed)).exists();
        assertThat(host("origin3").path("/" + missed)).doesNotExist();
        clear();
    }

    @Test
    void replicasOfAFileDisagreeAndNobodyCanReadIt() {
        inject(FaultName.GLUSTER_SPLIT_BRAIN);
        assertThat(sh("origin1", "gluster volume heal wp-core info split-brain"))
                .contains("Number of entries in split-brain: 1");
        assertThat(host("web1")
                        .shell("cat /mnt/wp-core/.headroom-fault/split")
                        .run()
                        .good())
                .isFalse();
        assertThat(NODES.stream()
                        .map(node -> sh(node, "cat /srv/disk/bricks/wp-core/.headroom-fault/split"))
                        .distinct())
                .hasSize(3);
        assertThat(sh("web1", "ls /mnt/wp-core")).contains("site1");
        clear();
    }

    @Test
    void optionsThatAnInterruptedFaultHasChangedAreBackAfterwards() throws IOException {
        inject(FaultName.BRICK_KILL);
        Scene scene = scene();
        VolumeOptions options = new VolumeOptions(GlusterVolume.main(scene), scene.memory());
        options.change("network.ping-timeout", "11");
        options.change("cluster.quorum-type", "none");
        clear();
    }

    @Test
    void anUnmountedVolumeIsAnEmptyDirectory() {
        inject(FaultName.VOLUME_UNMOUNT);
        assertThat(sh("web1", "mountpoint /mnt/wp-core || true")).contains("is not a mountpoint");
        assertThat(sh("web1", "ls -A /mnt/wp-core")).isEmpty();
        clear();
        assertThat(sh("web1", "mountpoint /mnt/wp-core")).endsWith("is a mountpoint");
        inject(FaultName.VOLUME_UNMOUNT, Optional.of("origin2"));
        assertThat(sh("origin2", "ls -A /mnt/wp-user")).isEmpty();
        clear();
    }

    private static Scene scene() {
        return new Scene(PLAN, HOSTS, RUN, _ -> {});
    }

    @Test
    void clearingWhatIsNotBrokenIsHarmless() throws IOException {
        for (FaultName name : List.of(
                FaultName.GALERA_KILL,
                FaultName.GALERA_SPLIT_BRAIN,
                FaultName.BRICK_KILL,
                FaultName.GLUSTER_SPLIT_BRAIN,
                FaultName.VOLUME_UNMOUNT)) {
            Fault fault = Catalogue.of(name);
            assertThat(fault.clear(scene(), fault.where(PLAN).getFirst())).isNotBlank();
        }
    }
}
