package org.headroom.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Collectors;
import org.headroom.lab.plan.LabOptions;
import org.headroom.lab.plan.LabTopology;

/**
 * What a later JVM must know of the stack that is up, or was to be.
 *
 * @param upAfter how long it took to come up; empty: it has not
 */
record LabState(LabTopology topology, LabOptions options, Optional<Duration> upAfter) {
    private static final String NONE = "none";

    void write(Path file) throws IOException {
        Properties values = new Properties();
        values.setProperty("topology", topology.label());
        values.setProperty("fpm-children", Integer.toString(options.fpmChildren()));
        values.setProperty("apache-max-request-workers", Integer.toString(options.apacheMaxRequestWorkers()));
        values.setProperty("nginx-workers", Integer.toString(options.nginxWorkers()));
        values.setProperty(
                "origin-memory",
                options.originMemoryBytes().isPresent()
                        ? Long.toString(options.originMemoryBytes().getAsLong())
                        : NONE);
        values.setProperty(
                "sites",
                options.sites().isPresent() ? Integer.toString(options.sites().getAsInt()) : NONE);
        values.setProperty("stack-file", options.stackFile().toAbsolutePath().toString());
        values.setProperty("engine", String.join("\n", options.engine().command()));
        values.setProperty(
                "visible",
                options.engine().visible().stream().map(Path::toString).collect(Collectors.joining("\n")));
        values.setProperty(
                "up-after-millis",
                upAfter.map(Duration::toMillis).map(String::valueOf).orElse(NONE));
        try (var writer = Files.newBufferedWriter(file)) {
            values.store(
                    writer, "The stack that is up. Written by \"headroom lab up\", removed by \"headroom lab down\".");
        }
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
        String memory = values.getProperty("origin-memory", "");
        String sites = values.getProperty("sites", "");
        String millis = values.getProperty("up-after-millis", "");
        LabOptions options = new LabOptions(
                number(values, "fpm-children"),
                number(values, "apache-max-request-workers"),
                number(values, "nginx-workers"),
                memory.equals(NONE) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(memory)),
                sites.equals(NONE) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(sites)),
                Path.of(values.getProperty("stack-file", "stack.yaml")),
                new LabOptions.Engine(
                        lines(values, "engine"),
                        lines(values, "visible").stream().map(Path::of).toList()));
        return new LabState(
                LabTopology.named(values.getProperty("topology", "")),
                options,
                millis.equals(NONE) ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(millis))));
    }

    private static List<String> lines(Properties values, String name) {
        return Arrays.stream(values.getProperty(name, "").split("\n", -1))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static int number(Properties values, String name) {
        return Integer.parseInt(values.getProperty(name, ""));
    }
}
