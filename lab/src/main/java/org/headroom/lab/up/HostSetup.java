package org.headroom.lab.up;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.HostFile;
import org.jspecify.annotations.Nullable;

/** Puts files onto a host. */
public final class HostSetup {
    private final LabHost host;

    public HostSetup(LabHost host) {
        this.host = host;
    }

    /** Writes them all, and removes those that must not be there. */
    public void lay(List<HostFile> files) throws IOException {
        for (HostFile file : files) {
            Path path = host.path(file.path());
            remove(path);
            Path directory = path.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            switch (file) {
                case HostFile.Text(String _, String text, boolean executable) -> {
                    Files.writeString(path, text);
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
                case HostFile.Link(String _, String target) -> Files.createSymbolicLink(path, Path.of(target));
                case HostFile.Absent _ -> {}
            }
        }
    }

    // A directory that a package brings may stand where a link is wanted.
    private static void remove(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Writes what only its owner may read. It goes to standard input, so no argument shows it. */
    public void secret(String path, String owner, String text) {
        host.shell("""
                        umask 077
                        mkdir -p "$(dirname "$1")"
                        chmod 755 "$(dirname "$1")"
                        rm -f "$1"
                        cat >"$1"
                        chown "$2" "$1"
                        """, path, owner).withInput(text).require("see host " + host.name());
    }
}
