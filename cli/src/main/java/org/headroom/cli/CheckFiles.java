package org.headroom.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a check reads and writes on this machine.
 *
 * @param textfile for node_exporter
 * @param state the directory of what is kept from run to run
 */
record CheckFiles(Path stackFile, Optional<Path> textfile, Path state) {
    static CheckFiles of(Path stackFile, @Nullable Path textfile, @Nullable Path state, Session session) {
        return new CheckFiles(
                stackFile,
                Optional.ofNullable(textfile).map(session.workingDirectory()::resolve),
                state == null ? standardState() : session.workingDirectory().resolve(state));
    }

    private static Path standardState() {
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/lib/headroom/check");
        }
        String base = System.getenv("XDG_STATE_HOME");
        return base != null && base.startsWith("/")
                ? Path.of(base, "headroom", "check")
                : Path.of(System.getProperty("user.home"), ".local", "state", "headroom", "check");
    }

    /** The state's name: two stack files of one user do not share it. */
    String stateName() {
        Path whole = stackFile.toAbsolutePath().normalize();
        return "stack-" + Integer.toHexString(whole.toString().hashCode());
    }
}
