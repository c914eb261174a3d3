package org.headroom.probes.check;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The state of one stack's checks on disk, held by one check at a time. It is written beside the old one and renamed, so
 * that there is a whole one at any time; one that cannot be read is started anew, and that is said.
 */
public final class StateFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private @Nullable String problem;

    private StateFile(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the state of that name.
     *
     * @return empty when another check holds it
     * @throws IOException when the directory cannot be made or written
     */
    public static Optional<StateFile> take(Path directory, String name) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            ownersOnly(directory, "rwx------");
        }
        FileChannel channel = FileChannel.open(
                directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new StateFile(directory.resolve(name + ".json"), channel, lock));
            }
        } catch (OverlappingFileLockException _) {
            // Another check in this process.
        }
        channel.close();
        return Optional.empty();
    }

    /** What the last check left; nothing when there was none. */
    public CheckState read() {
        try {
            return StateFormat.read(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return CheckState.NONE;
        } catch (IOException | JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            problem = "the state in " + file + " cannot be read and is started anew (" + firstLine(e)
                    + "): no rates this time, and what alarms now counts as new";
            return CheckState.NONE;
        }
    }

    /** What was wrong with the file. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** When it was last written. */
    public Optional<Instant> written() {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Leaves that to the next check. */
    public void write(CheckState state) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            StateFormat.write(state, out);
        }
        ownersOnly(fresh, "rw-------");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void ownersOnly(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    @Override
    public void close() throws IOException {
        lock.close();
        channel.close();
    }
}
