package org.headroom.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.headroom.lab.daemon.RunningDaemon;
import org.headroom.lab.site.PreparedSites;
import org.headroom.lab.site.Secrets;
import org.headroom.lab.site.Trees;

/** The way up: files first, then the daemons, then the front page as a visitor sees it. */
final class StackStart {
    private final StackPlan plan;
    private final Secrets secrets;
    private final Consumer<String> progress;

    StackStart(StackPlan plan, Secrets secrets, Consumer<String> progress) {
        this.plan = plan;
        this.secrets = secrets;
        this.progress = progress;
    }

    LabUp start(long startNanos) throws IOException {
        try {
            lay();
            fillShadow();
            startDaemons();
            new FrontPage(plan).require();
            StackFile.write(plan, plan.options().stackFile());
        } catch (RuntimeException | IOException e) {
            progress.accept("up: failed, taking down what had started");
            StackStop.stopAll(paths(), progress);
            throw e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        LabUp up = new LabUp(
                plan.topology(),
                URI.create("https://" + StackPlan.SITE_HOST
                        + plan.options().ports().httpsSuffix() + "/"),
                StackPlan.ADDRESS,
                plan.options().ports(),
                plan.certificates().caFile(),
                plan.options().stackFile().toAbsolutePath(),
                plan.nginx().accessLog(),
                took);
        progress.accept("up: %s serves %s at %s after %.1f s"
                .formatted(up.topology().label(), up.frontPage(), up.address(), took.toMillis() / 1000.0));
        progress.accept("up: authority " + up.caFile());
        progress.accept("up: stack file " + up.stackFile());
        return up;
    }

    private void lay() throws IOException {
        PreparedSites site = new PreparedSites(paths().sites(), paths().image());
        site.ensure(secrets, progress);
        progress.accept("up: laying out " + paths().hosts());
        Trees.remove(paths().hosts());
        for (RunningDaemon running : plan.daemons()) {
            running.daemon().configure();
        }
        Trees.copy(site.database(), plan.database());
        Files.createDirectories(parent(plan.docroot()));
        Trees.copy(site.docroot(StackPlan.SITE), plan.docroot());
        Files.createDirectories(paths().pids());
        Files.createDirectories(paths().secrets());
        // PHP must reach its file in it; nobody can list it.
        Files.setPosixFilePermissions(paths().secrets(), PosixFilePermissions.fromString("rwx--x--x"));
        plan.wordPress().write(plan.docroot(), secrets);
        plan.certificates().ensure(StackPlan.CERTIFICATE_NAMES, List.of(StackPlan.ADDRESS));
        openToDaemons();
        new LabState(plan.topology(), plan.options()).write(paths().state());
    }

    private void openToDaemons() {
        Path proxy = paths().hosts().resolve(StackPlan.PROXY);
        Path origin = paths().hosts().resolve(StackPlan.ORIGIN);
        Trees.openToAll(paths().run(), paths().hosts(), proxy, origin, parent(plan.docroot()), plan.docroot());
        Trees.openToAll(plan.nginx().place().dir(), plan.nginx().acme());
        Trees.openToAll(paths().certificates(), plan.certificates().caFile());
        Trees.giveTo("www-data:www-data", plan.docroot().resolve("wp-config.php"));
    }

    private LabPaths paths() {
        return plan.paths();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private void fillShadow() throws IOException {
        if (plan.topology().hasShadow()) {
            Files.createDirectories(plan.shadow());
            String told = plan.options()
                    .shadowFiller()
                    .orElseThrow(() -> new IllegalStateException("no shadow filler"))
                    .fill(plan.docroot(), plan.shadow());
            progress.accept("up: shadow " + told);
        }
    }

    private void startDaemons() throws IOException {
        List<RunningDaemon> daemons = plan.daemons();
        for (RunningDaemon running : daemons) {
            progress.accept("up: starting " + running.daemon().name() + " at "
                    + running.daemon().address());
            running.start();
        }
        for (RunningDaemon running : daemons) {
            running.awaitReady();
        }
        // The prepared database knows a password that nobody has.
        String password = secrets.writeNew(plan.databasePassword(), "www-data");
        plan.mariadb().execute("ALTER USER 'site1'@'localhost' IDENTIFIED BY '" + password + "';\n");
    }
}
