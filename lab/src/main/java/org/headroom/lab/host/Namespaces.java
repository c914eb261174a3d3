package org.headroom.lab.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.headroom.lab.process.LabException;

/** Which processes of this machine are in which namespaces, as the kernel tells it. */
final class Namespaces {
    private static final Path PROC = Path.of("/proc");

    private Namespaces() {}

    /** A namespace is the same file, however one comes to it. Empty when there is none (any more). */
    static String identity(Path namespace) {
        try {
            return Files.getAttribute(namespace, "unix:dev") + ":" + Files.getAttribute(namespace, "unix:ino");
        } catch (IOException _) {
            return "";
        }
    }

    static Path of(long pid, String kind) {
        return PROC.resolve(Long.toString(pid)).resolve("ns").resolve(kind);
    }

    /** Pids of all processes in these namespaces of one kind: {@code net}, {@code pid}, … */
    static List<Long> processesIn(Set<String> identities, String kind) {
        List<Long> found = new ArrayList<>();
        if (identities.isEmpty()) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (identities.contains(identity(entry.resolve("ns").resolve(kind)))) {
                    found.add(Long.valueOf(entry.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new LabException("cannot list processes", PROC.toString(), "mount /proc", e);
        }
        return found;
    }
}
