package org.headroom.lab.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How large the stack is, and where its description goes.
 *
 * @param fpmChildren PHP-FPM's children on an origin, shared by its sites' pools, a fixed number
 * @param apacheMaxRequestWorkers up to 25, or a multiple of 25
 * @param nginxWorkers a proxy's worker processes
 * @param originMemoryBytes the limit of an origin's memory cgroup; empty: no limit
 * @param sites 1 to 3; empty: as many as the topology usually has
 * @param stackFile where the stack file is written
 * @param engine how hosts can run Headroom itself; its {@code sync} keeps the shadow
 */
public record LabOptions(
        int fpmChildren,
        int apacheMaxRequestWorkers,
        int nginxWorkers,
        OptionalLong originMemoryBytes,
        OptionalInt sites,
        Path stackFile,
        Engine engine) {
    private static final int THREADS_PER_PROCESS = 25;
    private static final long LEAST_ORIGIN_MEMORY = 64L << 20;

    /**
     * Headroom as hosts run it.
     *
     * @param command the program and its first arguments; a command and its options are added. Empty: hosts copy the
     *     shadow with plain rsync
     * @param visible directories of this machine that the command needs
     */
    public record Engine(List<String> command, List<Path> visible) {
        public Engine {
            command = List.copyOf(command);
            visible = List.copyOf(visible);
        }

        /** Hosts cannot run Headroom. */
        public static Engine none() {
            return new Engine(List.of(), List.of());
        }
    }

    public LabOptions {
        if (fpmChildren < 1 || nginxWorkers < 1 || apacheMaxRequestWorkers < 1) {
            throw new IllegalArgumentException("PHP-FPM children, Apache workers and nginx workers are at least 1");
        }
        if (apacheMaxRequestWorkers > THREADS_PER_PROCESS && apacheMaxRequestWorkers % THREADS_PER_PROCESS != 0) {
            throw new IllegalArgumentException("MaxRequestWorkers is up to " + THREADS_PER_PROCESS
                    + " or a multiple of it, not " + apacheMaxRequestWorkers);
        }
        if (sites.isPresent() && (sites.getAsInt() < 1 || sites.getAsInt() > WebSite.MOST)) {
            throw new IllegalArgumentException("the lab has 1 to " + WebSite.MOST + " sites, not " + sites.getAsInt());
        }
        if (originMemoryBytes.isPresent() && originMemoryBytes.getAsLong() < LEAST_ORIGIN_MEMORY) {
            throw new IllegalArgumentException("an origin needs at least 64M of memory");
        }
    }

    /** As large as suits a machine with two cores. */
    public static LabOptions defaults() {
        return new LabOptions(
                8, 100, 2, OptionalLong.empty(), OptionalInt.empty(), Path.of("stack.yaml"), Engine.none());
    }

    public LabOptions withFpmChildren(int value) {
        return new LabOptions(
                value, apacheMaxRequestWorkers, nginxWorkers, originMemoryBytes, sites, stackFile, engine);
    }

    public LabOptions withApacheMaxRequestWorkers(int value) {
        return new LabOptions(fpmChildren, value, nginxWorkers, originMemoryBytes, sites, stackFile, engine);
    }

    public LabOptions withNginxWorkers(int value) {
        return new LabOptions(fpmChildren, apacheMaxRequestWorkers, value, originMemoryBytes, sites, stackFile, engine);
    }

    public LabOptions withOriginMemory(long bytes) {
        return new LabOptions(
                fpmChildren, apacheMaxRequestWorkers, nginxWorkers, OptionalLong.of(bytes), sites, stackFile, engine);
    }

    public LabOptions withSites(int value) {
        return new LabOptions(
                fpmChildren,
                apacheMaxRequestWorkers,
                nginxWorkers,
                originMemoryBytes,
                OptionalInt.of(value),
                stackFile,
                engine);
    }

    public LabOptions withStackFile(Path value) {
        return new LabOptions(
                fpmChildren, apacheMaxRequestWorkers, nginxWorkers, originMemoryBytes, sites, value, engine);
    }

    public LabOptions withEngine(Engine value) {
        return new LabOptions(
                fpmChildren, apacheMaxRequestWorkers, nginxWorkers, originMemoryBytes, sites, stackFile, value);
    }

    /** ThreadsPerChild. */
    public int apacheThreadsPerChild() {
        return Math.min(THREADS_PER_PROCESS, apacheMaxRequestWorkers);
    }

    /** ServerLimit. */
    public int apacheServerLimit() {
        return apacheMaxRequestWorkers / apacheThreadsPerChild();
    }
}
