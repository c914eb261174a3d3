package org.headroom.tuner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installer with Apache, PHP-FPM and NGINX as they are. */
@Tag("lab")
class RealInstallerTest {
    private static final String MPM = "etc/apache2/mods-available/mpm_event.conf";

    @TempDir
    private Path dir;

    private ImageHost host;

    @BeforeEach
    void start() throws Exception {
        host = ImageHost.start(dir);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    private static NewFile workers(int serverLimit, int most) {
        return new NewFile(
                MPM,
                "ServerLimit " + serverLimit + "\nThreadsPerChild 25\nMaxRequestWorkers " + most + "\n",
                new Expected.Anything());
    }

    private NewFile pool(String listen, int children) {
        return new NewFile(poolFile(), """
                [www]
                user = www-data
                group = www-data
                listen = %s
                listen.owner = www-data
                pm = static
                pm.max_children = %d
                """.formatted(listen, children), new Expected.Anything());
    }

    private String poolFile() {
        return "etc/php/" + host.php() + "/fpm/pool.d/www.conf";
    }

    private static NewFile upstream() {
        return new NewFile("etc/nginx/conf.d/up.conf", "upstream up { server 127.0.0.1:1; }\n", new Expected.Absent());
    }

    @Test
    void aReloadLosesNoPageAndTheNewSettingsAreInForce() throws Exception {
        List<String> wrong = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        Thread visitor = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                String page = host.fetch("/");
                if (!page.equals("hello")) {
                    wrong.add(page);
                }
            }
        });
        Outcome outcome = host.apply(
                Handling.CAREFUL, HealthCheck.NONE, workers(16, 400), pool("/run/php/www.sock", 5), upstream());
        enough.set(true);
        visitor.join();
        assertThat(outcome).as(outcome.line()).isInstanceOf(Outcome.Applied.class);
        assertThat(wrong).isEmpty();
        assertThat(host.serves()).isTrue();
        assertThat(host.run("nginx", "-T")).contains("upstream up");
        assertThat(host.notes()).isEmpty();
        Outcome back = host.installer(Map.of()).rollback(Optional.empty(), Handling.CAREFUL, HealthCheck.NONE);
        assertThat(back).as(back.line()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.run("sh", "-c", "cat /" + MPM + " /" + poolFile()))
                .doesNotContain("MaxRequestWorkers 400", "= 5");
        assertThat(host.serves()).isTrue();
    }

    @Test
    void aServerLimitIsIgnoredByAReloadAndSaidToBeUntilARestart() throws Exception {
        host.apply(Handling.CAREFUL, HealthCheck.NONE, workers(20, 500));
        assertThat(host.notes()).singleElement().asString().contains("--restart", "ServerLimit 16 → 20");
        assertThat(host.places()).as("16 processes of 25 threads").isEqualTo(400);
        Outcome again = host.apply(new Handling(true, false), HealthCheck.NONE, workers(20, 500));
        assertThat(again).as(again.line()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.places()).isEqualTo(500);
        assertThat(host.serves()).isTrue();
        Outcome unchanged = host.apply(Handling.CAREFUL, HealthCheck.NONE, workers(20, 500));
        assertThat(unchanged).isInstanceOf(Outcome.Unchanged.class);
        assertThat(host.notes()).hasSize(1);
    }

    @Test
    void aBacklogIsIgnoredByAReloadUntilARestart() throws Exception {
        NewFile pool = new NewFile(
                poolFile(), pool("/run/php/www.sock", 2).content() + "listen.backlog = 77\n", new Expected.Anything());
        String before = backlog();
        host.apply(Handling.CAREFUL, HealthCheck.NONE, pool);
        assertThat(host.notes()).singleElement().asString().contains("listen.backlog 511 → 77");
        assertThat(backlog()).isEqualTo(before).isNotEqualTo("77");
        Outcome again = host.apply(new Handling(true, false), HealthCheck.NONE, pool);
        assertThat(again).as(again.line()).isInstanceOf(Outcome.Applied.class);
        assertThat(backlog()).isEqualTo("77");
        assertThat(host.serves()).isTrue();
    }

    private String backlog() throws Exception {
        return host.run("sh", "-c", "ss -xl | awk '$5 == \"/run/php/www.sock\" { print $4 }'")
                .lines()
                .reduce((_, last) -> last)
                .orElse("");
    }

    @Test
    void aDaemonThatDiesOfItsNewFileComesBackWithItsOldOne() throws Exception {
        // Its check does not open sockets.
        Outcome outcome =
                host.apply(Handling.CAREFUL, HealthCheck.NONE, workers(16, 400), pool("/nonexistent/www.sock", 3));
        assertThat(outcome).as(outcome.line()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.line()).contains("PHP-FPM", "ended when it read its files");
        assertThat(host.serves()).isTrue();
        assertThat(host.run("cat", "/" + MPM)).doesNotContain("MaxRequestWorkers 400");
    }

    @Test
    void whatVisitorsSufferFromIsRolledBack() throws Exception {
        HealthCheck health = () -> host.fetch("/index.php").equals("php")
                ? List.of()
                : List.of(new Finding("page", Finding.Severity.BROKEN, "the page is gone"));
        Outcome outcome = host.apply(Handling.CAREFUL, health, pool("/run/php/other.sock", 3));
        assertThat(outcome).as(outcome.line()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.line()).contains("the page is gone");
        assertThat(host.serves()).isTrue();
    }

    @Test
    void syntaxErrorsAreFoundOnTheCopyWithOrWithoutMounts() throws Exception {
        for (String mounts : List.of("1", "0")) {
            for (NewFile wrong : List.of(
                    new NewFile(MPM, "Nonsense 1\n", new Expected.Anything()),
                    new NewFile(poolFile(), "[www]\nnonsense = 1\n", new Expected.Anything()),
                    new NewFile("etc/nginx/conf.d/up.conf", "nonsense 1;\n", new Expected.Anything()))) {
                Outcome outcome = host.installer(Map.of("private", mounts))
                        .apply(List.of(wrong), Handling.CAREFUL, HealthCheck.NONE);
                assertThat(outcome.line()).as(wrong.path()).contains("does not accept the new files; nothing was");
            }
            Outcome outcome = host.installer(Map.of("private", mounts))
                    .apply(
                            List.of(
                                    workers(16, 300 + 50 * Integer.parseInt(mounts)),
                                    pool("/run/php/www.sock", 2),
                                    upstream()),
                            Handling.CAREFUL,
                            HealthCheck.NONE);
            assertThat(outcome.exitCode()).as(outcome.line()).isZero();
        }
        assertThat(host.said.stream().map(Progress::text)).anyMatch(text -> text.contains("nonsense"));
        assertThat(host.serves()).isTrue();
    }

    @Test
    void killedAnywhereTheDaemonsServeAndTheFilesAreAllOldOrAllNew() throws Exception {
        NewFile[] fresh = {workers(16, 425), pool("/run/php/www.sock", 3)};
        String old = files();
        host.apply(Handling.CAREFUL, HealthCheck.NONE, fresh);
        String applied = files();
        for (int step = 1; ; step += 4) {
            host.installer(Map.of()).rollback(Optional.empty(), Handling.CAREFUL, HealthCheck.NONE);
            assertThat(files()).isEqualTo(old);
            Outcome outcome = host.installer(Map.of("kill-all", "1", "kill-at", Integer.toString(step)))
                    .apply(List.of(fresh), Handling.CAREFUL, HealthCheck.NONE);
            assertThat(host.serves()).as("killed at step %d", step).isTrue();
            if (outcome instanceof Outcome.Applied) {
                assertThat(step).isGreaterThan(30);
                return;
            }
            host.installer(Map.of()).rollback(Optional.of("none"), Handling.CAREFUL, HealthCheck.NONE);
            assertThat(files()).as("killed at step %d", step).isIn(old, applied);
            assertThat(host.serves()).as("killed at step %d, recovered", step).isTrue();
        }
    }

    private String files() throws Exception {
        return host.run("sh", "-c", "cat /" + MPM + " /" + poolFile() + "; ls -A /etc/apache2/mods-available");
    }
}
