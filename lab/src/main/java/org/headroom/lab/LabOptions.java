package org.headroom.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How large the stack is, where it listens, and where its description goes.
 *
 * @param fpmChildren PHP-FPM's children, a fixed number
 * @param apacheMaxRequestWorkers up to 25, or a multiple of 25
 * @param nginxWorkers the proxy's worker processes
 * @param originMemory the origin's memory budget as the stack file says it, such as {@code 2GiB}
 * @param stackFile where the stack file is written
 * @param shadowFiller needed by topologies that have a shadow
 */
public record LabOptions(
        LabPorts ports,
        int fpmChildren,
        int apacheMaxRequestWorkers,
        int nginxWorkers,
        String originMemory,
        Path stackFile,
        Optional<ShadowFiller> shadowFiller) {
    private static final int THREADS_PER_PROCESS = 25;
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]*(KiB|MiB|GiB)");

    public LabOptions {
        if (fpmChildren < 1 || nginxWorkers < 1 || apacheMaxRequestWorkers < 1) {
            throw new IllegalArgumentException("PHP-FPM children, Apache workers and nginx workers are at least 1");
        }
        if (apacheMaxRequestWorkers > THREADS_PER_PROCESS && apacheMaxRequestWorkers % THREADS_PER_PROCESS != 0) {
            throw new IllegalArgumentException("MaxRequestWorkers is up to " + THREADS_PER_PROCESS
                    + " or a multiple of it, not " + apacheMaxRequestWorkers);
        }
        if (!SIZE.matcher(originMemory).matches()) {
            throw new IllegalArgumentException("a size is a number and KiB, MiB or GiB, not \"" + originMemory + "\"");
        }
    }

    public static LabOptions defaults() {
        return new LabOptions(LabPorts.defaults(), 8, 100, 2, "2GiB", Path.of("stack.yaml"), Optional.empty());
    }

    public LabOptions withPorts(LabPorts value) {
        return new LabOptions(
                value, fpmChildren, apacheMaxRequestWorkers, nginxWorkers, originMemory, stackFile, shadowFiller);
    }

    public LabOptions withFpmChildren(int value) {
        return new LabOptions(
                ports, value, apacheMaxRequestWorkers, nginxWorkers, originMemory, stackFile, shadowFiller);
    }

    public LabOptions withApacheMaxRequestWorkers(int value) {
        return new LabOptions(ports, fpmChildren, value, nginxWorkers, originMemory, stackFile, shadowFiller);
    }

    public LabOptions withNginxWorkers(int value) {
        return new LabOptions(
                ports, fpmChildren, apacheMaxRequestWorkers, value, originMemory, stackFile, shadowFiller);
    }

    public LabOptions withOriginMemory(String value) {
        return new LabOptions(
                ports, fpmChildren, apacheMaxRequestWorkers, nginxWorkers, value, stackFile, shadowFiller);
    }

    public LabOptions withStackFile(Path value) {
        return new LabOptions(
                ports, fpmChildren, apacheMaxRequestWorkers, nginxWorkers, originMemory, value, shadowFiller);
    }

    public LabOptions withShadowFiller(ShadowFiller value) {
        return new LabOptions(
                ports, fpmChildren, apacheMaxRequestWorkers, nginxWorkers, originMemory, stackFile, Optional.of(value));
    }

    int apacheThreadsPerChild() {
        return Math.min(THREADS_PER_PROCESS, apacheMaxRequestWorkers);
    }

    int apacheServerLimit() {
        return apacheMaxRequestWorkers / apacheThreadsPerChild();
    }
}
