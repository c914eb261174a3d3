package org.headroom.probes.galera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.probes.SampleValues;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.Sample;
import org.headroom.scenarios.stack.Galera;
import org.headroom.scenarios.stack.StackFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a cluster of three MariaDB nodes of the lab's image, on loopback addresses of their own. */
@Tag("lab")
class RealGaleraTest {
    private static final Path IN_IMAGE = Path.of("/var/lib/headroom/lab/in-image");
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final String PASSWORD = "only for this test";
    private static final List<Process> NODES = new ArrayList<>();

    private static Path dir;

    @BeforeAll
    static void start() throws Exception {
        dir = Files.createTempDirectory("headroom-galera");
        run("chown", "mysql", dir.toString());
        Files.writeString(dir.resolve("password"), PASSWORD);
        Files.writeString(dir.resolve("init.sql"), """
                CREATE USER IF NOT EXISTS headroom@'%%' IDENTIFIED BY '%s';
                CREATE DATABASE IF NOT EXISTS headroom;
                CREATE TABLE IF NOT EXISTS headroom.canary (id CHAR(36) PRIMARY KEY, written BIGINT NOT NULL) ENGINE=InnoDB;
                CREATE TABLE IF NOT EXISTS headroom.closed (id CHAR(36) PRIMARY KEY, written BIGINT NOT NULL) ENGINE=InnoDB;
                CREATE TABLE IF NOT EXISTS headroom.other (name CHAR(36) PRIMARY KEY) ENGINE=InnoDB;
                GRANT SELECT, INSERT, DELETE ON headroom.canary TO headroom@'%%';
                GRANT SELECT, INSERT, DELETE ON headroom.other TO headroom@'%%';
                """.formatted(PASSWORD));
        run("mariadb-install-db", "--no-defaults", "--user=mysql", "--datadir=" + dir + "/data1", "--skip-test-db");
        NODES.add(node(1, "--wsrep-new-cluster", "--init-file=" + dir + "/init.sql"));
        awaitSize(1);
        for (int number = 2; number <= 3; number++) {
            run("mariadb-install-db", "--no-defaults", "--user=mysql", "--datadir=" + dir + "/data" + number);
            NODES.add(node(number));
            awaitSize(number);
        }
    }

    private static void run(String... command) throws Exception {
        Process process = process(dir.resolve("out"), command);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(dir.resolve("out"))).isZero();
    }

    private static Process process(Path out, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(IN_IMAGE.toString(), dir.toString()));
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private static Process node(int number, String... more) throws IOException {
        String address = "127.77.0." + number;
        List<String> command = new ArrayList<>(List.of(
                "mariadbd",
                "--no-defaults",
                "--user=mysql",
                "--datadir=" + dir + "/data" + number,
                "--socket=" + dir + "/" + number + ".sock",
                "--pid-file=" + dir + "/" + number + ".pid",
                "--bind-address=" + address,
                "--port=33061",
                "--max-connections=20",
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=8M",
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--wsrep-on=ON",
                "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                "--wsrep-cluster-name=test",
                "--wsrep-cluster-address=gcomm://127.77.0.1:45671,127.77.0.2:45671,127.77.0.3:45671",
                "--wsrep-node-name=db" + number,
                "--wsrep-node-address=" + address + ":45671",
                "--wsrep-sst-receive-address=" + address + ":4444" + number,
                "--wsrep-sst-method=rsync",
                "--wsrep-provider-options=gcache.size=8M;gmcast.listen_addr=tcp://" + address + ":45671;ist.recv_addr="
                        + address + ":4568" + number));
        command.addAll(List.of(more));
        return process(dir.resolve("node" + number), command.toArray(String[]::new));
    }

    private static void awaitSize(int size) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int number = 1; number <= size; number++) {
                assertThat(SampleValues.of(probe(number, Galera.Tls.PREFER).sample(DEADLINE)))
                        .containsEntry("size", (double) size)
                        .containsEntry("synced", 1.0);
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        for (Process process : NODES) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Galera galera(Galera.Tls tls, String user) {
        List<Galera.Node> nodes = Stream.of(1, 2, 3)
                .map(number -> new Galera.Node("db" + number, "127.77.0." + number, 33061))
                .toList();
        return new Galera(nodes, user, Optional.of(dir.resolve("password")), 3, tls, Optional.empty());
    }

    private static GaleraNodeProbe probe(int number, Galera.Tls tls) {
        return probe(number, galera(tls, "headroom"), false);
    }

    private static GaleraNodeProbe probe(int number, Galera galera, boolean keeps) {
        Galera.Node node = galera.nodes().get(number - 1);
        JdbcNode source = new JdbcNode(node, new NodeConnector(galera, Optional.empty()), keeps);
        return new GaleraNodeProbe(node.name(), source, 0.4, Clock.systemUTC());
    }

    private static List<Verdict> verdicts() throws Exception {
        List<ProbeAnswer> answers = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            answers.add(new ProbeAnswer(
                    "galera", "db" + number, probe(number, Galera.Tls.PREFER).sample(DEADLINE)));
        }
        String stack = """
                schema: 1
                galera:
                  nodes:
                    - { name: db1, address: 127.77.0.1, port: 33061 }
                    - { name: db2, address: 127.77.0.2, port: 33061 }
                    - { name: db3, address: 127.77.0.3, port: 33061 }
                """;
        Health health = new Health(
                StackFile.parse("stack.yaml", stack, dir),
                new Observations(Clock.systemUTC().instant(), answers),
                Past.NONE);
        return new GaleraTier()
                .rules().stream().flatMap(rule -> rule.judge(health).stream()).toList();
    }

    @Test
    void aWholeClusterIsWell() throws Exception {
        assertThat(verdicts()).filteredOn(verdict -> !verdict.good()).isEmpty();
    }

    @Test
    void isAskedWithAndWithoutTls() {
        for (Galera.Tls tls : List.of(Galera.Tls.NONE, Galera.Tls.PREFER, Galera.Tls.REQUIRE, Galera.Tls.VERIFY)) {
            // MariaDB 11.4 and newer prove who they are by the password, without any certificate authority.
            assertThat(SampleValues.of(probe(1, tls).sample(DEADLINE))).containsEntry("size", 3.0);
        }
    }

    @Test
    void aWrongUserIsDenied() {
        String problem = SampleValues.failure(
                        probe(1, galera(Galera.Tls.PREFER, "nobody"), false).sample(DEADLINE))
                .problem();
        assertThat(Trouble.of(problem).map(Trouble::kind)).contains(Trouble.Kind.DENIED);
        assertThat(problem).doesNotContain(PASSWORD);
    }

    @Test
    void checksLeaveNoBrokenConnectionBehind() {
        double before = aborted();
        for (int i = 0; i < 5; i++) {
            SampleValues.of(probe(1, Galera.Tls.PREFER).sample(DEADLINE));
        }
        assertThat(aborted()).isEqualTo(before);
    }

    private static double aborted() {
        var values = SampleValues.of(probe(1, Galera.Tls.PREFER).sample(DEADLINE));
        return values.getOrDefault("aborted_clients_total", 0.0) + values.getOrDefault("aborted_connects_total", 0.0);
    }

    @Test
    void aKeptConnectionIsUsedAgain() {
        try (GaleraNodeProbe kept = probe(2, galera(Galera.Tls.NONE, "headroom"), true)) {
            SampleValues.of(kept.sample(DEADLINE));
            assertThat(SampleValues.of(kept.sample(DEADLINE))).containsEntry("connections", 1.0);
        }
    }

    private static Sample canary(String table) {
        Galera galera = galera(Galera.Tls.PREFER, "headroom");
        Canary canary = new JdbcCanary(galera.nodes(), new NodeConnector(galera, Optional.empty()), table);
        return new CanaryProbe(canary, Clock.systemUTC()).sample(DEADLINE);
    }

    @Test
    void aCanaryReachesTheOtherNodes() {
        Sample sample = canary("headroom.canary");
        assertThat(sample).isInstanceOf(Sample.Readings.class);
        assertThat(((Sample.Readings) sample).readings())
                .extracting(reading -> reading.host() + " " + reading.name())
                .containsExactlyInAnyOrder("db2/canary canary_time", "db3/canary canary_time");
    }

    @Test
    void aMissingTableOrGrantIsSaidAndNothingIsMade() {
        assertThat(SampleValues.failure(canary("headroom.other")).problem())
                .contains("CREATE TABLE headroom.other")
                .doesNotContain(PASSWORD);
        for (String table : List.of("headroom.closed", "headroom.none", "nothing.none")) {
            for (int twice = 0; twice < 2; twice++) {
                assertThat(SampleValues.failure(canary(table)).problem())
                        .contains("GRANT SELECT, INSERT, DELETE ON " + table);
            }
        }
    }

    @Test
    void aStoppedNodeIsSilentAndComesBack() throws Exception {
        signal(3, "STOP");
        try {
            Verdict verdict = verdicts().stream()
                    .filter(one -> one.key().equals("galera db3 node"))
                    .findFirst()
                    .orElseThrow();
            assertThat(verdict.level()).isEqualTo(Level.CRITICAL);
            assertThat(verdict.message()).startsWith("db3 accepts connections but does not answer");
        } finally {
            signal(3, "CONT");
        }
        awaitSize(3);
    }

    private static void signal(int number, String name) throws Exception {
        String pid = Files.readString(dir.resolve(number + ".pid")).strip();
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }
}
