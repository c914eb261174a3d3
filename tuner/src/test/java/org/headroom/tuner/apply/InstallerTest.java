package org.headroom.tuner.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.probes.hosts.PerlHost;
import org.headroom.tuner.apply.Finding.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installer's program on a host in a directory. */
class InstallerTest {
    private static final String MPM = "etc/apache2/mods-available/mpm_event.conf";
    private static final String POOL = "etc/php/8.2/fpm/pool.d/www.conf";

    private static final String NASTY = "new workers ü % %41 \t\r\n\u0000\u007f __END__\n__END__\ndo\tlist\n";

    @TempDir
    private Path dir;

    private FakeHost host;
    private Map<String, String> before;

    @BeforeEach
    void make() throws IOException {
        host = new FakeHost(dir);
        before = host.configuration();
    }

    private static NewFile file(String path, String text) {
        return new NewFile(path, text, new Expected.Anything());
    }

    @Test
    void putsFilesInPlaceAndBack() throws Exception {
        Files.setPosixFilePermissions(host.path(POOL), PosixFilePermissions.fromString("rw-r-----"));
        before = host.configuration();
        Outcome applied =
                host.apply(file(MPM, NASTY), file(POOL, "new pool\n"), file("etc/apache2/conf.conf", "added\n"));
        assertThat(applied).as(applied.line()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.read(MPM)).isEqualTo(NASTY);
        assertThat(host.configuration())
                .containsEntry(POOL, "rw-r----- new pool\n")
                .containsEntry("etc/apache2/conf.conf", "rw-r--r-- added\n")
                .hasSize(before.size() + 1);
        assertThat(host.rollback()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.configuration()).isEqualTo(before);
        assertThat(host.rollback().line()).isEqualTo("Refused: fake: there is nothing to roll back");
    }

    @Test
    void aFileThatIsLinkedStaysLinked() throws Exception {
        assertThat(host.apply(file("etc/apache2/mods-enabled/mpm_event.conf", "new workers\n")))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(host.read(MPM)).isEqualTo("new workers\n");
        assertThat(host.configuration())
                .containsEntry("etc/apache2/mods-enabled/mpm_event.conf", "-> ../mods-available/mpm_event.conf");
    }

    @Test
    void twoNamesOfOneFileAreRefused() throws Exception {
        Outcome outcome = host.apply(file("etc/apache2/mods-enabled/mpm_event.conf", "a\n"), file(MPM, "b\n"));
        assertThat(outcome.line()).contains("are the same file");
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void whatADaemonDoesNotAcceptChangesNothing() throws Exception {
        Outcome outcome = host.apply(file(POOL, "new pool\n"), file(MPM, "BROKEN\n"));
        assertThat(outcome.line())
                .isEqualTo("Refused: fake: Apache does not accept the new files; nothing was changed");
        assertThat(host.said(Progress.Kind.DETAIL)).contains("syntax error");
        assertThat(host.configuration()).isEqualTo(before);
        assertThat(host.backups()).isEmpty();
    }

    @Test
    void whatADaemonDoesNotAcceptInPlaceIsRolledBack() throws Exception {
        host.write("refuse-in-place", "");
        Outcome outcome = host.apply(file(POOL, "new pool\n"), file(MPM, "new workers\n"));
        assertThat(outcome).as(outcome.line()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(host.configuration()).isEqualTo(before);
        assertThat(host.backups()).extracting(BackupEntry::state).containsExactly("undone");
    }

    @Test
    void withoutMountsOfItsOwnTheCopyIsMadeToNameItself() throws Exception {
        host.with("private", "0");
        host.write("etc/apache2/sites.conf", "Include " + dir + "/etc/apache2/mods-enabled/*.conf\n");
        host.write("names-count", "");
        assertThat(host.apply(file(MPM, "new workers\n"))).isInstanceOf(Outcome.Applied.class);
        assertThat(host.read("etc/apache2/sites.conf")).contains(dir.toString());
        assertThat(host.apply(file(MPM, "BROKEN\n"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aFileThatWasChangedSinceItWasReadIsRefusedUnlessForced() throws Exception {
        NewFile planned = new NewFile(MPM, "new workers\n", Expected.text("old workers\n"));
        NewFile fresh = new NewFile("etc/apache2/fresh.conf", "fresh\n", new Expected.Absent());
        host.write(MPM, "by hand\n");
        assertThat(host.apply(planned, fresh).line()).contains("Refused", "/" + MPM + " changed since it was read");
        host.write(MPM, "old workers\n");
        host.write("etc/apache2/fresh.conf", "by hand\n");
        assertThat(host.apply(planned, fresh)).isInstanceOf(Outcome.Refused.class);
        assertThat(host.installer().apply(List.of(planned, fresh), new Handling(false, true), HealthCheck.NONE))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(host.read("etc/apache2/fresh.conf")).isEqualTo("fresh\n");
    }

    @Test
    void whatIsInPlaceAlreadyIsNotTouched() throws Exception {
        assertThat(host.apply(file(MPM, "old workers\n"))).isInstanceOf(Outcome.Unchanged.class);
        assertThat(host.backups()).isEmpty();
    }

    @Test
    void filesOfWhatIsNotHereAreLeftOutOrRefused() throws Exception {
        assertThat(host.apply(file(MPM, "new workers\n"), file("etc/nginx/conf.d/up.conf", "upstream\n")))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(host.said(Progress.Kind.NOTE)).anyMatch(note -> note.contains("there is no NGINX here"));
        assertThat(host.apply(file("etc/httpd/conf.d/a.conf", "a\n")).line()).contains("Apache is not installed here");
        assertThat(host.apply(file("etc/passwd", "a\n")).line()).contains("belongs to no daemon");
        assertThat(host.apply(file("etc/apache2/no/such.conf", "a\n")).line())
                .contains("there is no directory /etc/apache2/no for /etc/apache2/no/such.conf");
    }

    @Test
    void aRollbackOfWhatWasChangedByHandShowsTheDifferenceAndWantsForce() throws Exception {
        host.apply(file(MPM, "new workers\n"), file(POOL, "new pool\n"));
        host.write(MPM, "new workers\nby hand\npassword = swordfish\n");
        Map<String, String> edited = host.configuration();
        assertThat(host.rollback().line()).contains("Refused", MPM, "was changed by hand");
        assertThat(host.said(Progress.Kind.DETAIL)).contains("+by hand", "+password = ***");
        assertThat(host.configuration()).isEqualTo(edited);
        assertThat(host.installer().rollback(Optional.empty(), new Handling(false, true), HealthCheck.NONE))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void rollbacksGoBackOneByOneOrAllAtOnce() throws Exception {
        host.apply(file(MPM, "one\n"));
        Map<String, String> one = host.configuration();
        host.apply(file(MPM, "two\n"), file(POOL, "two\n"));
        host.apply(file(POOL, "three\n"));
        host.rollback();
        host.rollback();
        assertThat(host.configuration()).isEqualTo(one);
        host.apply(file(POOL, "four\n"));
        String first = host.backups().getLast().id();
        assertThat(host.installer().rollback(Optional.of(first), Handling.CAREFUL, HealthCheck.NONE))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(host.configuration()).isEqualTo(before);
        assertThat(host.backups())
                .extracting(BackupEntry::state)
                .filteredOn("applied"::equals)
                .hasSize(1);
        assertThat(host.rollback().line()).contains("there is nothing to roll back");
    }

    /** Killed with its guardian while its one file is in place and it is not yet said to be applied. */
    private void interrupted(Callable<Outcome> work, String text) throws Exception {
        host.with("kill-all", "1").with("kill-at", "22");
        assertThat(work.call()).isNotInstanceOf(Outcome.Applied.class);
        host.without("kill-at").without("kill-all");
        assertThat(host.read(MPM)).isEqualTo(text);
        assertThat(host.path("var/backups/headroom/journal")).exists();
    }

    @Test
    void aRollbackAfterAnInterruptedApplyTakesBackThatOneOnly() throws Exception {
        host.apply(file(MPM, "one\n"));
        interrupted(() -> host.apply(file(MPM, "two\n")), "two\n");
        String id = host.backups().getFirst().id();
        assertThat(host.rollback().line()).isEqualTo("Applied: fake: the interrupted run " + id + " was taken back");
        assertThat(host.read(MPM)).isEqualTo("one\n");
        assertThat(host.rollback()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void aRollbackAfterAnInterruptedRollbackTakesBackWhatThatWasToTakeBack() throws Exception {
        host.apply(file(MPM, "one\n"));
        interrupted(host::rollback, "old workers\n");
        assertThat(host.rollback()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void theListOfBackupsChangesNothingAndNamesAnInterruptedRun() throws Exception {
        interrupted(() -> host.apply(file(MPM, "two\n")), "two\n");
        for (int look = 0; look < 2; look++) {
            host.said.clear();
            assertThat(host.backups()).extracting(BackupEntry::state).containsExactly("interrupted");
            assertThat(host.said(Progress.Kind.NOTE))
                    .singleElement()
                    .asString()
                    .contains(host.backups().getFirst().id(), "the next --apply or --rollback puts back");
            assertThat(host.read(MPM)).isEqualTo("two\n");
        }
        assertThat(host.apply(file(POOL, "new pool\n"))).isInstanceOf(Outcome.Applied.class);
        assertThat(host.read(MPM)).isEqualTo("old workers\n");
    }

    @Test
    void whatSomebodyChangesWhileItIsCheckedStaysAndTheRestGoesBack() throws Exception {
        // Not on mounts of its own, where nobody else's change would be seen.
        host.with("private", "0").write("edited-meanwhile", "by hand\n");
        Outcome outcome = host.apply(file(POOL, "new pool\n"), file(MPM, "new workers\n"));
        assertThat(outcome.line())
                .isEqualTo("Rolled back: fake: /" + MPM
                        + " was changed by somebody else meanwhile; everything else is as it was before");
        assertThat(host.read(MPM)).isEqualTo("old workers\nby hand\n");
        assertThat(host.read(POOL)).isEqualTo("old pool\n");
    }

    @Test
    void whatSomebodyChangesWhileItsRemovalIsCheckedStays() throws Exception {
        Files.delete(host.path(MPM));
        Files.delete(host.path("etc/apache2/mods-enabled/mpm_event.conf"));
        host.apply(file(MPM, "new workers\n"));
        host.with("private", "0").write("edited-meanwhile", "by hand\n");
        assertThat(host.rollback().line()).contains("Rolled back", "/" + MPM + " was changed by somebody else");
        assertThat(host.read(MPM)).isEqualTo("new workers\nby hand\n");
    }

    @Test
    void aDaemonOfSystemdsThatDiesIsStartedBySystemd() throws Exception {
        host.apacheRuns();
        Outcome outcome = host.apply(file(MPM, "DIES\n"));
        assertThat(outcome.line()).contains("Rolled back", "Apache ended when it read its files");
        assertThat(host.systemctl())
                .containsExactly("reload apache2.service", "reset-failed apache2.service", "start apache2.service");
        assertThat(host.said(Progress.Kind.NOTE)).isEmpty();
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void whatAReloadIgnoresIsForgottenOnceTheFileSaysAgainWhatIsInForce() throws Exception {
        host.apacheRuns();
        host.apply(file(MPM, "ServerLimit 20\n"));
        host.apply(file(MPM, "ServerLimit 24\n"));
        assertThat(host.said(Progress.Kind.NOTE))
                .satisfiesExactly(
                        note -> assertThat(note).endsWith(": ServerLimit 16 → 20"),
                        note -> assertThat(note).endsWith(": ServerLimit 16 → 24"));
        host.said.clear();
        host.rollback();
        host.rollback();
        assertThat(host.configuration()).isEqualTo(before);
        host.apply(file(MPM, "old workers\n"));
        assertThat(host.said(Progress.Kind.NOTE)).singleElement().asString().endsWith(": ServerLimit 16 → 20");
        Handling restart = new Handling(true, false);
        assertThat(host.installer().apply(List.of(file(MPM, "old workers\n")), restart, HealthCheck.NONE))
                .isInstanceOf(Outcome.Unchanged.class);
        host.installer().apply(List.of(file(MPM, "ServerLimit 16\n")), restart, HealthCheck.NONE);
        assertThat(host.systemctl()).containsOnly("reload apache2.service");
    }

    @Test
    void whatAReloadIgnoresIsKeptUntilARestart() throws Exception {
        host.apacheRuns().apply(file(MPM, "ServerLimit 20\n"));
        host.write("refuse-in-place", "");
        assertThat(host.apply(file(MPM, "ServerLimit 16\n"))).isInstanceOf(Outcome.RolledBack.class);
        Files.delete(host.path("refuse-in-place"));
        Handling restart = new Handling(true, false);
        List<NewFile> files = List.of(file(MPM, "ServerLimit 20\n"));
        assertThat(host.installer().apply(List.of(), Handling.CAREFUL, HealthCheck.NONE))
                .as("told, and left, though there is no file to send")
                .isInstanceOf(Outcome.Unchanged.class);
        assertThat(host.said(Progress.Kind.NOTE)).last().asString().endsWith(": ServerLimit 16 → 20");
        assertThat(host.installer().apply(List.of(), restart, HealthCheck.NONE)).isInstanceOf(Outcome.Applied.class);
        assertThat(host.installer().apply(files, restart, HealthCheck.NONE)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(host.systemctl()).containsExactly("reload apache2.service", "restart apache2.service");
    }

    @Test
    void mariaDbIsFoundWhereRhelKeepsIt() throws Exception {
        host.program("libexec/mariadbd", "#!/bin/sh\ntouch " + dir + "/asked\n");
        host.write("etc/my.cnf", "!includedir /etc/my.cnf.d\n");
        host.write("etc/my.cnf.d/server.cnf", "[mysqld]\n");
        Outcome outcome = host.apply(file("etc/my.cnf.d/zz.cnf", "[mysqld]\nmax_connections = 99\n"));
        assertThat(outcome).as(outcome.line()).isInstanceOf(Outcome.Applied.class);
        assertThat(host.path("asked")).exists();
    }

    @Test
    void aRollbackCanBeTakenBackByItsOwnName() throws Exception {
        host.apply(file(MPM, "one\n"));
        Map<String, String> one = host.configuration();
        host.rollback();
        String rollback = host.backups().getFirst().id();
        host.installer().rollback(Optional.of(rollback), Handling.CAREFUL, HealthCheck.NONE);
        assertThat(host.configuration()).isEqualTo(one);
        host.rollback();
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void onlyTheNewestBackupsAreKept() throws Exception {
        host.with("keep", "2");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            host.apply(file(MPM, "workers " + i + "\n"));
            ids.add(host.backups().getFirst().id());
        }
        // Several in one second, of which the first are gone: the order stays.
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(host.backups()).hasSize(2);
        host.rollback();
        assertThat(host.read(MPM)).isEqualTo("workers 6\n");
    }

    @Test
    void whatIsWorseAfterwardsIsRolledBack() throws Exception {
        Deque<List<Finding>> looks = new ArrayDeque<>(List.of(
                List.of(new Finding("a", Severity.BROKEN, "a is slow")),
                List.of(new Finding("a", Severity.BROKEN, "a is slow"))));
        host.with("confirm", "20");
        assertThat(host.installer().apply(List.of(file(MPM, "one\n")), Handling.CAREFUL, looks::pop))
                .isInstanceOf(Outcome.Applied.class);
        looks.add(List.of());
        HealthCheck worse =
                () -> looks.isEmpty() ? List.of(new Finding("b", Severity.BROKEN, "b is down")) : looks.pop();
        Map<String, String> one = host.configuration();
        Outcome outcome = host.installer().apply(List.of(file(MPM, "two\n")), Handling.CAREFUL, worse);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.line()).contains("worse than before: b is down; everything is as it was before");
        assertThat(host.configuration()).isEqualTo(one);
    }

    @Test
    void whatNobodyConfirmsIsRolledBack() throws Exception {
        host.with("confirm", "1");
        Process installer = started(new InstallerOrders(Handling.CAREFUL, host.settings())
                .file(file(MPM, "new workers\n"))
                .opening("apply"));
        assertThat(new String(installer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("result\trolled-back\tnobody has");
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void whoseConnectionBreaksIsRolledBack() throws Exception {
        host.with("confirm", "60");
        Process installer = started(new InstallerOrders(Handling.CAREFUL, host.settings())
                .file(file(MPM, "new workers\n"))
                .opening("apply"));
        var out = installer.inputReader();
        while (!out.readLine().startsWith("armed")) {}
        assertThat(host.read(MPM)).isEqualTo("new workers\n");
        out.close();
        installer.getOutputStream().close();
        installer.waitFor();
        assertThat(host.configuration()).isEqualTo(before);
        assertThat(host.backups()).extracting(BackupEntry::state).containsExactly("undone");
    }

    /** Wherever its orders are cut off, nothing or all of it was ordered; who is gone by then has nothing done. */
    @Test
    void ordersThatAreCutOffChangeNothing() throws Exception {
        String opening = new InstallerOrders(Handling.CAREFUL, host.settings())
                .file(file(MPM, "new workers\n"))
                .file(file(POOL, "new pool\n"))
                .opening("apply");
        int orders = opening.lastIndexOf("\n__END__\n") + 9;
        for (int cut = orders; cut <= opening.length(); cut += 7) {
            Process installer = started(opening.substring(0, Math.min(cut, opening.length())));
            installer.getOutputStream().close();
            assertThat(new String(installer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("result\t(refused|failed)\t");
        }
        Process installer = started(opening.stripTrailing());
        installer.getOutputStream().close();
        assertThat(new String(installer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("interrupted; nothing was changed");
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void aHelperThatOnlyLooksIsToldApart() throws Exception {
        Installer installer = new Installer(
                new PerlHost() {
                    @Override
                    public String name() {
                        return "fake";
                    }

                    @Override
                    public Process start() throws IOException {
                        return new ProcessBuilder("sh", "-c", "cat >/dev/null; printf '!\\tset\\tx\\told\\n'").start();
                    }

                    @Override
                    public Unreachable ended(Optional<Integer> exit, String said) {
                        return new Unreachable(true, "ended", "none");
                    }
                },
                _ -> {},
                Map.of(),
                Duration.ZERO,
                Duration.ofMillis(300));
        Outcome outcome = installer.apply(List.of(file(MPM, "a")), Handling.CAREFUL, HealthCheck.NONE);
        assertThat(outcome.line()).contains("Cannot reach it", "nothing there but the helper");
    }

    @Test
    void cancellingItRollsBack() throws Exception {
        host.with("confirm", "60");
        Installer installer = host.installer();
        Deque<Runnable> looks = new ArrayDeque<>(List.of(() -> {}, installer::cancel));
        Outcome outcome = installer.apply(List.of(file(MPM, "new workers\n")), Handling.CAREFUL, () -> {
            looks.pop().run();
            return List.of();
        });
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(outcome.line()).contains("interrupted");
        assertThat(host.configuration()).isEqualTo(before);
    }

    @Test
    void aSecondOneIsToldWhoIsAtWork() throws Exception {
        host.with("confirm", "60");
        Installer first = host.installer();
        Deque<Outcome> second = new ArrayDeque<>();
        Deque<Boolean> looks = new ArrayDeque<>(List.of(true, false));
        Outcome outcome = first.apply(List.of(file(MPM, "new workers\n")), Handling.CAREFUL, () -> {
            if (!looks.pop()) {
                second.add(host.apply(file(MPM, "other\n")));
            }
            return List.of();
        });
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(second.pop().line()).contains("Not now: fake: another installer is at work", "process ", "since ");
        assertThat(host.read(MPM)).isEqualTo("new workers\n");
    }

    private Process started(String opening) throws IOException {
        Process process = host.start();
        process.getOutputStream().write(opening.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return process;
    }
}
