package org.headroom.probes.galera;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.probes.Samples;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;

/** A cluster whose nodes say what a test tells them to, and what the tier's rules say of it. */
final class FakeCluster {
    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final Map<String, StatusSource> nodes = new LinkedHashMap<>();
    private final List<ProbeAnswer> more = new ArrayList<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private String settings = "";
    private Instant time = NOON;
    private Past past = Past.NONE;

    /** What a node of the samples says, as a test may change it. */
    static Map<String, String> status(String sample) {
        Map<String, String> values = new HashMap<>();
        for (String line : Samples.text("galera-status-" + sample + ".tsv").split("\n", -1)) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 2) {
                values.put(parts[0], parts[1]);
            }
        }
        values.remove("Variable_name");
        values.put("uptime", "86400");
        values.put("threads_connected", "10");
        values.put("max_connections", "100");
        values.put("connection_errors_max_connections", "0");
        values.put("wsrep_on", "ON");
        return values;
    }

    /** Three nodes that are well. */
    static FakeCluster whole() {
        FakeCluster cluster = new FakeCluster();
        for (int i = 1; i <= 3; i++) {
            cluster.says("db" + i, status("primary"));
        }
        return cluster;
    }

    FakeCluster says(String node, Map<String, String> status, String... changes) {
        Map<String, String> values = new HashMap<>(status);
        values.putIfAbsent("wsrep_node_name", node);
        values.put("wsrep_gcomm_uuid", "uuid of " + node);
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        return is(node, new StatusSource() {
            @Override
            public Map<String, String> read(Duration patience) {
                return values;
            }

            @Override
            public void close() {}
        });
    }

    FakeCluster troubles(String node, Trouble.Kind kind) {
        return is(node, new StatusSource() {
            @Override
            public Map<String, String> read(Duration patience) throws TroubleException {
                throw new TroubleException(new Trouble(kind, "10.88.0.1:3306"));
            }

            @Override
            public void close() {}
        });
    }

    private FakeCluster is(String node, StatusSource source) {
        nodes.put(node, source);
        addresses.put(node, "10.88.0.1" + node.replaceAll("[^0-9]", ""));
        return this;
    }

    FakeCluster at(String node, String address) {
        addresses.put(node, address);
        return this;
    }

    /** Lines of the stack file beside the nodes. */
    FakeCluster with(String lines) {
        settings += lines;
        return this;
    }

    FakeCluster also(ProbeAnswer answer) {
        more.add(answer);
        return this;
    }

    /** The next look comes so much later and knows of this one. */
    FakeCluster later(Duration pause) {
        past = past.after(health().now());
        time = time.plus(pause);
        return this;
    }

    Health health() {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        List<ProbeAnswer> answers = new ArrayList<>();
        nodes.forEach((name, source) -> answers.add(new ProbeAnswer(
                "galera", name, new GaleraNodeProbe(name, source, 1, clock).sample(Duration.ofSeconds(1)))));
        answers.addAll(more);
        return new Health(stack(), new Observations(time, answers), past);
    }

    private Stack stack() {
        StringBuilder text = new StringBuilder("schema: 1\ngalera:\n  nodes:\n");
        addresses.forEach((name, address) -> text.append("    - { name: %s, address: %s }\n".formatted(name, address)));
        try {
            return StackFile.parse("stack.yaml", text + settings, Path.of("/"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    List<Verdict> verdicts() {
        Health health = health();
        return new GaleraTier()
                .rules().stream().flatMap(rule -> rule.judge(health).stream()).toList();
    }

    /** Those that are not well, each as "LEVEL host check". */
    List<String> alarms() {
        return verdicts().stream()
                .filter(verdict -> !verdict.good())
                .map(verdict -> verdict.level() + " " + verdict.host() + " " + verdict.check())
                .toList();
    }

    Verdict verdict(String host, String check) {
        Optional<Verdict> found = verdicts().stream()
                .filter(verdict ->
                        verdict.host().equals(host) && verdict.check().equals(check))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("no verdict " + host + " " + check + " in " + verdicts()));
    }
}
