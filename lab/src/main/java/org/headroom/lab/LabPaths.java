package org.headroom.lab;

import java.nio.file.Path;
import org.headroom.lab.host.LabNet;

/**
 * Where the lab keeps its things.
 *
 * @param base what is made once: the image, the prepared sites
 * @param run what belongs to one stack: hosts, logs, certificates, pid files
 * @param net the stack's addresses and names
 */
public record LabPaths(Path base, Path run, LabNet net) {
    private static final Path BASE = Path.of("/var/lib/headroom/lab");

    /** The usual lab. */
    public static LabPaths standard() {
        return of(BASE);
    }

    public static LabPaths of(Path base) {
        Path absolute = base.toAbsolutePath().normalize();
        return new LabPaths(absolute, absolute.resolve("run"), LabNet.standard());
    }

    /** The same image and sites for another stack, which can be up beside the usual one. */
    public LabPaths beside(LabNet other) {
        return new LabPaths(base, base.resolve("run-" + other.tag()), other);
    }

    /** The root of Debian 13 that every lab host starts from. */
    public Path image() {
        return base.resolve("image");
    }

    Path sites() {
        return base.resolve("sites");
    }

    Path pids() {
        return run.resolve("pids");
    }

    Path hosts() {
        return run.resolve("hosts");
    }

    /** Logs of the last start that failed. */
    Path failed() {
        return run.resolve("failed");
    }

    Path state() {
        return run.resolve("state.properties");
    }

    /** Every root that a visitor of the lab trusts. */
    public Path caFile() {
        return run.resolve("certificates/ca.pem");
    }
}
