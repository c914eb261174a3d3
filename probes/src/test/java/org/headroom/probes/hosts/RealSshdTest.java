package org.headroom.probes.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.scenarios.stack.Ssh;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the sshd of the lab's image, by this machine's ssh. */
@Tag("lab")
class RealSshdTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Path dir;
    private int port;
    private Process sshd;

    @BeforeEach
    void start() throws Exception {
        dir = Files.createTempDirectory("headroom-sshd");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String key : List.of("host", "user", "other")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    dir.resolve(key).toString());
        }
        port = freePort();
        Files.writeString(dir.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%1$d
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/authorized_keys
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PidFile none
                """.formatted(port, dir));
        Files.writeString(dir.resolve("known_hosts"), known("host"));
        allow("");
        sshd = new ProcessBuilder(
                        "/var/lib/headroom/lab/in-image",
                        dir.toString(),
                        "sh",
                        "-c",
                        "mkdir -p /run/sshd; exec /usr/sbin/sshd -D -e -f \"$0/sshd_config\"",
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    @AfterEach
    void stop() throws Exception {
        sshd.destroy();
        if (!sshd.waitFor(10, TimeUnit.SECONDS)) {
            sshd.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void allow(String options) throws IOException {
        Files.writeString(dir.resolve("authorized_keys"), options + Files.readString(dir.resolve("user.pub")));
    }

    private void install(String sections) throws IOException {
        Path helper = dir.resolve("headroom-helper");
        Files.writeString(helper, RealHelper.program(sections));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
        allow("command=\"" + helper + "\",restrict ");
    }

    private String known(String key) throws IOException {
        return "[127.0.0.1]:" + port + " " + Files.readString(dir.resolve(key + ".pub"));
    }

    private HelperSource source(String user, String key, boolean sudo) {
        Ssh ssh = new Ssh(user, port, Optional.of(dir.resolve(key)), Optional.of(dir.resolve("known_hosts")), sudo);
        return new HelperSource("host", new Way.OverSsh("127.0.0.1", ssh), Clock.systemUTC(), System::nanoTime);
    }

    private HostAnswer asked(String user, String key) {
        try (HelperSource source = source(user, key, false)) {
            source.order(Order.of("host"));
            return source.ask(PATIENCE);
        }
    }

    private static HostFacts looked(HostAnswer answer) {
        assertThat(answer).isInstanceOf(HostAnswer.Looked.class);
        return ((HostAnswer.Looked) answer).facts();
    }

    private static String problem(HostAnswer answer) {
        assertThat(answer).isInstanceOf(HostAnswer.Unreachable.class);
        return ((HostAnswer.Unreachable) answer).problem();
    }

    @Test
    void theProgramIsSentAndNothingIsInstalled() {
        assertThat(looked(asked("root", "user")).number("host", "-", "memory_total"))
                .isPresent();
    }

    @Test
    void aKeyThatMayOnlyRunTheInstalledHelperServesAsWell() throws IOException {
        install("");

        HostFacts facts = looked(asked("root", "user"));

        assertThat(facts.number("host", "-", "memory_total")).isPresent();
        assertThat(facts.text("helper", "-", "version")).contains(HelperProgram.version());
    }

    /** What is left behind holds neither the session nor the next look. */
    @Test
    void aLookThatHangsForEverLeavesTheSessionUsable() throws IOException {
        install("""
                $section{left} = sub {
                    if (!fork) { setpgrp 0, 0; close STDOUT; exec 'sleep', '40' }
                    sleep 1000;
                };
                """);

        try (HelperSource source = source("root", "user", false)) {
            source.order(Order.of("host"));
            source.order(Order.of("left", "x"));
            for (int n = 0; n < 2; n++) {
                HostFacts facts = looked(source.ask(Duration.ofSeconds(8)));
                assertThat(facts.number("host", "-", "memory_total")).isPresent();
                assertThat(facts.problem("left", "x")).isPresent();
            }
        }
    }

    /** What a program of another relies on that must not be stopped half-way. */
    @Test
    void aProgramGoesOnWhenTheConnectionBreaks() throws Exception {
        Ssh ssh =
                new Ssh("root", port, Optional.of(dir.resolve("user")), Optional.of(dir.resolve("known_hosts")), false);
        PerlHost host = new PerlHosts.AtTheEndOf("host", new Way.OverSsh("127.0.0.1", ssh));
        Process process = host.start();
        process.getOutputStream().write("""
                $SIG{$_} = 'IGNORE' for qw(HUP PIPE TERM);
                syswrite STDOUT, "begun\\n";
                my $word = <DATA>;
                1 while defined <DATA>;
                syswrite STDOUT, "nobody hears this\\n";
                open my $out, '>', '%s/ended';
                print $out $word;
                close $out;
                __END__
                the word
                """.formatted(dir).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        assertThat(process.inputReader().readLine()).isEqualTo("begun");

        process.destroyForcibly().waitFor();

        await().atMost(PATIENCE).until(() -> Files.exists(dir.resolve("ended")));
        await().until(() -> Files.readString(dir.resolve("ended")).equals("the word\n"));
    }

    @Test
    void aProgramThatCannotGetThereSaysWhy() throws Exception {
        Ssh ssh = new Ssh(
                "root", port, Optional.of(dir.resolve("other")), Optional.of(dir.resolve("known_hosts")), false);
        PerlHost host = new PerlHosts.AtTheEndOf("host", new Way.OverSsh("127.0.0.1", ssh));
        Process process = host.start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(host.ended(Optional.of(process.waitFor()), said).problem())
                .isEqualTo("refuses the SSH login as root");
    }

    @Test
    void aKeyThatIsNotAllowedIsRefused() {
        assertThat(problem(asked("root", "other"))).isEqualTo("refuses the SSH login as root");
    }

    @Test
    void aUserWhoMayNotRunAnythingIsSaidInAWord() {
        assertThat(problem(asked("www-data", "user"))).isEqualTo("the account www-data may not run commands");
    }

    @Test
    void anotherHostKeyIsNoticed() throws IOException {
        Files.writeString(dir.resolve("known_hosts"), known("other"));

        assertThat(problem(asked("root", "user"))).isEqualTo("the host shows another SSH key than the known one");
    }

    @Test
    void anUnknownHostKeyIsNotTrusted() throws IOException {
        Files.writeString(dir.resolve("known_hosts"), "");

        assertThat(problem(asked("root", "user"))).isEqualTo("the host's SSH key is not known here");
    }

    @Test
    void aHelperThatIsNotInstalledIsNoOutage() throws IOException {
        allow("command=\"/usr/local/sbin/headroom-helper\",restrict ");

        HostAnswer answer = asked("root", "user");

        assertThat(problem(answer)).contains("/usr/local/sbin/headroom-helper");
        assertThat(((HostAnswer.Unreachable) answer).reached()).isTrue();
    }

    @Test
    void whereNobodyListensItSaysSo() throws IOException {
        port = freePort();

        assertThat(problem(asked("root", "user"))).isEqualTo("refuses SSH: nothing listens on port " + port);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
