package org.headroom.tuner.apply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.probes.hosts.PerlHost;

/**
 * A host in a directory, with checkers that are scripts: they do not accept a tree with the word BROKEN in it, nor,
 * while there is a file {@code refuse-in-place}, one that is in its own place. While there is a file
 * {@code edited-meanwhile}, somebody appends it to Apache's workers during a check. Its daemons do not run, unless
 * {@link #apacheRuns}.
 */
final class FakeHost implements PerlHost {
    private static final String CHECKER = """
            #!/bin/sh
            tree=%1$s/etc/%2$s place=own
            while [ $# -gt 0 ]; do
                case $1 in
                    -y) tree=$(dirname "$2") place=copy ;;
                    -d) tree=$2 place=copy ;;
                esac
                shift
            done
            mountpoint -q %1$s/etc/%2$s && place=copy
            if [ %2$s$place = apache2copy ] && [ -e %1$s/edited-meanwhile ]; then
                cat %1$s/edited-meanwhile >>%1$s/etc/apache2/mods-available/mpm_event.conf
            fi
            if [ $place = own ] && [ -e %1$s/refuse-in-place ]; then echo "no port 80 in place"; exit 1; fi
            if grep -rn BROKEN "$tree"; then echo "syntax error"; exit 1; fi
            grep -rq "%1$s/etc/%2$s/" "$tree" && [ $place = copy ] && [ -e %1$s/names-count ] && exit 1
            echo "Syntax OK"
            """;

    private final Path root;
    final List<Progress> said = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();

    FakeHost(Path root) throws IOException {
        this.root = root;
        settings.put("root", root.toString());
        Files.createDirectories(root.resolve("usr/sbin"));
        program("sbin/apachectl", CHECKER.formatted(root, "apache2"));
        program("sbin/apache2", CHECKER.formatted(root, "apache2"));
        program("sbin/php-fpm8.2", CHECKER.formatted(root, "php"));
        write("etc/apache2/apache2.conf", "IncludeOptional mods-enabled/*.conf\n");
        write("etc/apache2/mods-available/mpm_event.conf", "old workers\n");
        Files.createDirectories(root.resolve("etc/apache2/mods-enabled"));
        Files.createSymbolicLink(
                root.resolve("etc/apache2/mods-enabled/mpm_event.conf"), Path.of("../mods-available/mpm_event.conf"));
        write("etc/php/8.2/fpm/php-fpm.conf", "include=pool.d/*.conf\n");
        write("etc/php/8.2/fpm/pool.d/www.conf", "old pool\n");
    }

    /** Apache runs, with systemd over it: {@code FakeDaemons.pm}. */
    FakeHost apacheRuns() throws IOException {
        try (InputStream in = FakeHost.class.getResourceAsStream("FakeDaemons.pm")) {
            Files.copy(Objects.requireNonNull(in), root.resolve("FakeDaemons.pm"));
        }
        write("apache", "5000000 5000001 apache2.service\n");
        return this;
    }

    /** What systemd was asked to do, a line each. */
    List<String> systemctl() throws IOException {
        Path log = root.resolve("systemctl");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    FakeHost program(String name, String text) throws IOException {
        Path file = write("usr/" + name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    Path path(String path) {
        return root.resolve(path);
    }

    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    FakeHost with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    FakeHost without(String setting) {
        settings.remove(setting);
        return this;
    }

    Installer installer() {
        return new Installer(this, said::add, settings, Duration.ZERO, Duration.ofSeconds(30));
    }

    Outcome apply(NewFile... files) throws InterruptedException {
        return installer().apply(List.of(files), Handling.CAREFUL, HealthCheck.NONE);
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    Outcome rollback() throws InterruptedException {
        return installer().rollback(Optional.empty(), Handling.CAREFUL, HealthCheck.NONE);
    }

    /** Mends what was interrupted, and nothing else: there is no such backup. */
    Outcome recover() throws InterruptedException {
        return installer().rollback(Optional.of("none"), Handling.CAREFUL, HealthCheck.NONE);
    }

    List<BackupEntry> backups() throws InterruptedException {
        return switch (installer().list()) {
            case Outcome.Listed(var backups) -> backups;
            case Outcome other -> throw new AssertionError(other.line());
        };
    }

    /** Every file below etc with its text and mode, links as links. */
    Map<String, String> configuration() {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve("etc"))) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> {
                        try {
                            all.put(
                                    root.relativize(file).toString(),
                                    Files.isSymbolicLink(file)
                                            ? "-> " + Files.readSymbolicLink(file)
                                            : PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                                    + Files.readString(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    List<String> said(Progress.Kind kind) {
        return said.stream()
                .filter(one -> one.kind() == kind)
                .map(Progress::text)
                .toList();
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Process start() throws IOException {
        return Files.exists(root.resolve("FakeDaemons.pm"))
                ? new ProcessBuilder("setsid", "perl", "-I" + root, "-MFakeDaemons", "-").start()
                : new ProcessBuilder("setsid", "perl", "-").start();
    }

    @Override
    public Unreachable ended(Optional<Integer> exit, String said) {
        return new Unreachable(true, "ended with " + exit + ": " + said, "none");
    }
}
