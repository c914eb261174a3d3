package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.lab.process.Command;

/** The origin's database, on a unix socket only. */
public record MariaDb(DaemonPlace place) implements Daemon {

    @Override
    public String role() {
        return "mariadb";
    }

    @Override
    public String address() {
        return "unix:" + socket();
    }

    public Path socket() {
        return place.dir().resolve("mariadb.sock");
    }

    public Path defaults() {
        return place.dir().resolve("my.cnf");
    }

    @Override
    public void configure() throws IOException {
        place.write("mariadb/my.cnf", "my.cnf");
        Path tmp = Files.createDirectories(place.dir().resolve("tmp"));
        UserPrincipal mysql =
                place.dir().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mysql");
        // PHP, another user, must reach the socket; the data directory in it is the server's alone.
        Files.setPosixFilePermissions(place.dir(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setOwner(place.dir(), mysql);
        Files.setOwner(tmp, mysql);
    }

    @Override
    public List<String> command() {
        return List.of("/usr/sbin/mariadbd", "--defaults-file=" + defaults());
    }

    @Override
    public Optional<String> lacking() {
        if (!Files.exists(socket())) {
            return Optional.of("no socket " + socket());
        }
        Command.Result result = Command.of(
                        "mariadb-admin", "--no-defaults", "--protocol=socket", "--socket=" + socket(), "ping")
                .run();
        return result.good() ? Optional.empty() : Optional.of(result.output().strip());
    }

    /** Runs statements as root. They go to standard input, so passwords in them are seen by nobody. */
    public void execute(String statements) {
        Command.of("mariadb", "--no-defaults", "--protocol=socket", "--socket=" + socket(), "--batch")
                .withInput(statements)
                .require("see " + errorLog());
    }

    @Override
    public Duration stopPatience() {
        return Duration.ofSeconds(60);
    }
}
