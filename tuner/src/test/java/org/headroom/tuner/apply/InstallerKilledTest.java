package org.headroom.tuner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at every step: afterwards all files are the old ones, or all are the new ones. */
@Tag("lab")
class InstallerKilledTest {
    private static final int NEVER_SO_MANY = 500;
    private static final List<NewFile> FILES = List.of(
            new NewFile("etc/apache2/mods-available/mpm_event.conf", "new workers\n", new Expected.Anything()),
            new NewFile("etc/apache2/added.conf", "added\n", new Expected.Absent()),
            new NewFile("etc/php/8.2/fpm/pool.d/www.conf", "new pool\n", new Expected.Anything()));

    @TempDir
    private Path dir;

    private int made;

    /** What is done, on a host of its own each time. */
    private interface Work {
        Outcome on(FakeHost host) throws InterruptedException;
    }

    private FakeHost host(boolean applied) throws Exception {
        FakeHost host = new FakeHost(Files.createDirectory(dir.resolve("host" + made++))).with("private", "0");
        if (applied) {
            host.installer().apply(FILES, Handling.CAREFUL, HealthCheck.NONE);
        }
        return host;
    }

    private static Outcome apply(FakeHost host) throws InterruptedException {
        return host.installer().apply(FILES, Handling.CAREFUL, HealthCheck.NONE);
    }

    @Test
    void killedWithItsGuardianTheNextRunFinishesOrUndoesAnApply() throws Exception {
        int steps = allKilled(false, InstallerKilledTest::apply);
        assertThat(steps).isGreaterThan(30);
    }

    @Test
    void killedWithItsGuardianTheNextRunFinishesOrUndoesARollback() throws Exception {
        assertThat(allKilled(true, FakeHost::rollback)).isGreaterThan(30);
    }

    @Test
    void killedWhileItPutsFilesBackTheNextRunGoesOn() throws Exception {
        assertThat(allKilled(false, host -> {
                    try {
                        host.write("refuse-in-place", "");
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                    return apply(host);
                }))
                .isGreaterThan(40);
    }

    private int allKilled(boolean applied, Work work) throws Exception {
        for (int step = 1; step < NEVER_SO_MANY; step++) {
            FakeHost host = host(applied);
            Map<String, String> before = host.configuration();
            Outcome outcome = work.on(host.with("kill-all", "1").with("kill-at", Integer.toString(step)));
            if (!(outcome instanceof Outcome.Lost || outcome instanceof Outcome.Unreachable)) {
                return step - 1;
            }
            // Each file is whole, even before anybody mends anything.
            assertWhole(host, before, step);
            host.with("kill-at", Integer.toString(1 + step % 7));
            host.recover();
            assertWhole(host, before, step);
            host.without("kill-at").recover();
            assertOldOrNew(host, before, applied, "killed at step " + step);
        }
        throw new AssertionError("it never ran through");
    }

    @Test
    void killedAloneItsGuardianPutsEverythingRightAtOnce() throws Exception {
        for (int step = 1; step < NEVER_SO_MANY; step++) {
            FakeHost host = host(false);
            Map<String, String> before = host.configuration();
            Outcome outcome = apply(host.with("kill-at", Integer.toString(step)));
            if (!(outcome instanceof Outcome.Unreachable || outcome instanceof Outcome.Lost)) {
                boolean old = outcome instanceof Outcome.RolledBack;
                assertOldOrNew(host, before, false, "killed at step " + step + ": " + outcome.line());
                assertThat(host.configuration().equals(before))
                        .as("killed at step %d: %s", step, outcome.line())
                        .isEqualTo(old);
                if (outcome instanceof Outcome.Applied(var _, String text) && !text.contains("after all")) {
                    return;
                }
            }
        }
        throw new AssertionError("it never ran through");
    }

    private static void assertWhole(FakeHost host, Map<String, String> before, int step) {
        host.configuration().forEach((path, text) -> {
            if (!path.endsWith(".headroom-new")) {
                assertThat(List.of(
                                before.getOrDefault(path, text),
                                text,
                                fresh(path).orElse(text)))
                        .as("%s, killed at step %d", path, step)
                        .contains(text);
            }
        });
    }

    private static Optional<String> fresh(String path) {
        return FILES.stream()
                .filter(file -> file.path().equals(path))
                .map(file -> "rw-r--r-- " + file.content())
                .findFirst();
    }

    private static void assertOldOrNew(FakeHost host, Map<String, String> before, boolean applied, String what) {
        Map<String, String> now = host.configuration();
        Map<String, String> after = new java.util.TreeMap<>(before);
        if (applied) {
            after.put("etc/apache2/mods-available/mpm_event.conf", "rw-r--r-- old workers\n");
            after.remove("etc/apache2/added.conf");
            after.put("etc/php/8.2/fpm/pool.d/www.conf", "rw-r--r-- old pool\n");
        } else {
            FILES.forEach(file -> after.put(file.path(), "rw-r--r-- " + file.content()));
        }
        assertThat(now).as(what).isIn(before, after);
        assertThat(host.path("var/backups/headroom/journal")).as(what).doesNotExist();
    }
}
