package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.headroom.loadgen.result.RunDirectory;
import org.jspecify.annotations.Nullable;

/** Where a run's results go. */
final class RunOutput {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private RunOutput() {}

    /**
     * The directory the user named, or a new one named after the time. It is created, so that what cannot be written
     * fails before any load is sent.
     */
    static RunDirectory open(Session session, @Nullable Path named) throws IOException {
        Path path = session.workingDirectory()
                .resolve(
                        named != null
                                ? named
                                : Path.of("headroom-run-"
                                        + LocalDateTime.now(session.clock()).format(STAMP)));
        if (Files.isRegularFile(path)) {
            throw CliException.usage(path + " is a file; --out names a directory");
        }
        if (Files.isDirectory(path) && !isEmpty(path)) {
            throw CliException.usage(path + " is not empty; results never overwrite anything, so name a new directory");
        }
        Files.createDirectories(path);
        return new RunDirectory(path);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
