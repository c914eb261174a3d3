package org.headroom.lab.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.lab.process.DaemonProcess;

/** Finds lab hosts of this machine by their addresses, for those who want to look at such a host from outside. */
public final class HostsHere {
    static final String ADDRESS_FILE = "address";

    private final Path base;

    /** Looks at all labs under that directory. */
    public HostsHere(Path base) {
        this.base = base;
    }

    /** The root of the file system of the host that has this address and is up; its {@code proc} shows its processes. */
    public Optional<Path> rootOf(String address) {
        if (!Files.isDirectory(base)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(base, "run*")) {
            for (Path run : runs) {
                Optional<Path> found = rootOf(address, run);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IOException _) {
            // No lab that this user may look at.
        }
        return Optional.empty();
    }

    private static Optional<Path> rootOf(String address, Path run) throws IOException {
        Path hosts = run.resolve("hosts");
        if (!Files.isDirectory(hosts)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(hosts)) {
            for (Path host : entries) {
                Path file = host.resolve(ADDRESS_FILE);
                if (Files.exists(file) && Files.readString(file).strip().equals(address)) {
                    String name = host.getFileName().toString();
                    return LabHost.firstProcess(new DaemonProcess(name, run.resolve("pids/" + name + ".pid")))
                            .map(LabHost::root);
                }
            }
        }
        return Optional.empty();
    }
}
