package org.headroom.lab.line;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.headroom.lab.host.LabNet;
import org.headroom.lab.process.LabException;

/** The lines of one stack's hosts, slow or not. Each has a directory under the stack's own, once it has been slow. */
public final class Lines {
    private final Path directory;
    private final LabNet net;

    private Lines(Path directory, LabNet net) {
        this.directory = directory;
        this.net = net;
    }

    /**
     * The lines of a stack.
     *
     * @param run the stack's directory on this machine
     */
    public static Lines of(Path run, LabNet net) {
        return new Lines(run.resolve("lines"), net);
    }

    /** A host's line to the bridge. */
    public Line line(String host) {
        return Line.of(directory.resolve(host), net.line(host), net.link(host), net.bridge());
    }

    /** Ends the process of every slow line, also of one whose host or bridge is gone. */
    public void mendAll() {
        for (String host : onceSlow()) {
            line(host).mend();
        }
    }

    private List<String> onceSlow() {
        List<String> hosts = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(entry -> hosts.add(entry.getFileName().toString()));
            } catch (IOException e) {
                throw new LabException("cannot list slow lines", directory.toString(), "see the cause: " + e, e);
            }
        }
        return hosts;
    }
}
