package org.headroom.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.headroom.sync.SyncProblem.Kind;

/**
 * The file that says a directory is one end of a sync, and which. An unmounted volume, a mistyped path or two ends the
 * wrong way round are told by it before anything is deleted.
 */
record Marker(String role, String site) {
    static final String FILE = ".headroom-sync";
    private static final String HEAD =
            "# This directory is one end of a Headroom sync. Do not copy or remove this file.\n";

    static Marker master(String site) {
        return new Marker("master", site);
    }

    static Marker shadow(String site) {
        return new Marker("shadow", site);
    }

    private String text() {
        return HEAD + "role=" + role + "\nsite=" + site + "\n";
    }

    void write(Path directory) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        Files.writeString(fresh, text());
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is wrong with a directory that should be this end. */
    Optional<SyncProblem> check(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.of(new SyncProblem(
                    Kind.NO_DIRECTORY, "the " + role + " " + directory + " is not there", "is it mounted?"));
        }
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Optional.of(new SyncProblem(
                        Kind.NO_MARKER,
                        "the " + role + " " + directory + " has no " + FILE,
                        "is its volume mounted? A new directory is made ready by init"));
            }
            String found = Files.readString(file);
            return found.equals(text())
                    ? Optional.empty()
                    : Optional.of(new SyncProblem(
                            Kind.WRONG_MARKER,
                            file + " is not that of the " + role + " of site " + site,
                            "see what it says, and whether master and shadow are the right way round"));
        } catch (IOException e) {
            return Optional.of(
                    new SyncProblem(Kind.NO_MARKER, "cannot read " + file + ": " + e, "see who may read it"));
        }
    }
}
