package org.headroom.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What a later JVM must know of the stack that is up: enough to name its daemons and to start them again. */
record LabState(LabTopology topology, LabOptions options) {

    void write(Path file) throws IOException {
        LabPorts ports = options.ports();
        Files.writeString(file, """
                # The stack that is up. Written by "headroom lab up", removed by "headroom lab down".
                topology=%s
                https=%d
                http=%d
                apache=%d
                apache-status=%d
                fpm=%d
                fpm-status=%d
                fpm-children=%d
                apache-max-request-workers=%d
                nginx-workers=%d
                origin-memory=%s
                stack-file=%s
                """.formatted(
                        topology.label(),
                        ports.https(),
                        ports.http(),
                        ports.apache(),
                        ports.apacheStatus(),
                        ports.fpm(),
                        ports.fpmStatus(),
                        options.fpmChildren(),
                        options.apacheMaxRequestWorkers(),
                        options.nginxWorkers(),
                        options.originMemory(),
                        options.stackFile().toAbsolutePath()));
    }

    /** Empty when no stack is up, or its description was cut short. */
    static Optional<LabState> read(Path file) {
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return Optional.of(of(values));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static LabState of(Properties values) {
        LabPorts ports = new LabPorts(
                number(values, "https"),
                number(values, "http"),
                number(values, "apache"),
                number(values, "apache-status"),
                number(values, "fpm"),
                number(values, "fpm-status"));
        LabOptions options = new LabOptions(
                ports,
                number(values, "fpm-children"),
                number(values, "apache-max-request-workers"),
                number(values, "nginx-workers"),
                values.getProperty("origin-memory", ""),
                Path.of(values.getProperty("stack-file", "stack.yaml")),
                Optional.empty());
        return new LabState(LabTopology.named(values.getProperty("topology", "")), options);
    }

    private static int number(Properties values, String name) {
        return Integer.parseInt(values.getProperty(name, ""));
    }
}
