package org.headroom.lab;

import java.nio.file.Path;

/**
 * Where the lab keeps its things.
 *
 * @param base what is made once: the chroot, the prepared site
 * @param run what belongs to one stack: configuration, data, logs, pid files
 */
public record LabPaths(Path base, Path run) {
    private static final Path BASE = Path.of("/var/lib/headroom/lab");

    public static LabPaths standard() {
        return of(BASE);
    }

    public static LabPaths of(Path base) {
        Path absolute = base.toAbsolutePath().normalize();
        return new LabPaths(absolute, absolute.resolve("run"));
    }

    /** The same, for another stack beside the usual one. Daemons of several users must be able to walk to it. */
    public LabPaths withRun(Path value) {
        return new LabPaths(base, value.toAbsolutePath().normalize());
    }

    /** The root of Debian 13 that every lab host starts from. */
    public Path image() {
        return base.resolve("image");
    }

    /** What every stack's sites are copied from. */
    public Path sites() {
        return base.resolve("sites");
    }

    Path hosts() {
        return run.resolve("hosts");
    }

    Path pids() {
        return run.resolve("pids");
    }

    Path secrets() {
        return run.resolve("secrets");
    }

    public Path certificates() {
        return run.resolve("certificates");
    }

    Path state() {
        return run.resolve("state.properties");
    }
}
