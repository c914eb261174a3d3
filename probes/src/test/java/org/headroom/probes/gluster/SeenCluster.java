package org.headroom.probes.gluster;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.headroom.probes.Samples;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Sample;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;

/**
 * What the helper said in a healthy lab (three nodes, one proxy, volumes wp-core and wp-user; resources/samples), to be changed
 * as a fault would change it.
 */
final class SeenCluster {
    static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");

    private static final String STACK = """
            schema: 1
            proxies: [ { name: web1, address: 10.77.0.11 } ]
            origins:
              - { name: origin1, address: 10.77.0.21 }
              - { name: origin2, address: 10.77.0.22 }
              - { name: origin3, address: 10.77.0.23 }
            gluster:
              nodes: [origin1, origin2, 10.77.0.23]
              volumes:
                - { name: wp-core, mount: /mnt/wp-core, bricks: 3 }
                - { name: wp-user, mount: /mnt/wp-user, bricks: 3, write-test: /mnt/wp-user/.headroom }
            """;

    private final Map<String, Map<String, Map<String, Map<String, String>>>> said = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> problems = new LinkedHashMap<>();
    private final Set<String> unreachable = new LinkedHashSet<>();
    private String stack = STACK;

    SeenCluster() {
        for (String line : Samples.text("gluster-lab.tsv").lines().toList()) {
            String[] parts = line.split("\t", 5);
            set(parts[0], parts[1], parts[2], parts[3], decoded(parts[4]));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    SeenCluster set(String host, String section, String subject, String key, String value) {
        said.computeIfAbsent(host, _ -> new LinkedHashMap<>())
                .computeIfAbsent(section, _ -> new LinkedHashMap<>())
                .computeIfAbsent(subject, _ -> new LinkedHashMap<>())
                .put(key, value);
        return this;
    }

    SeenCluster drop(String host, String section, String subject, String key) {
        if (said(host, section).getOrDefault(subject, new LinkedHashMap<>()).remove(key) == null) {
            throw new NoSuchElementException(host + " " + section + " " + subject + " " + key);
        }
        return this;
    }

    private Map<String, Map<String, String>> said(String host, String section) {
        return said.getOrDefault(host, Map.of()).getOrDefault(section, Map.of());
    }

    /** Nothing of a section is left but a problem. */
    SeenCluster problem(String host, String section, String subject, String why) {
        said(host, section).keySet().removeIf(name -> subject.equals("-") || name.equals(subject));
        return failed(host, section, subject, why);
    }

    /** A problem beside what was said until then. */
    SeenCluster failed(String host, String section, String subject, String why) {
        problems.computeIfAbsent(host, _ -> new LinkedHashMap<>()).put(section + " " + subject, why);
        return this;
    }

    SeenCluster unreachable(String host) {
        unreachable.add(host);
        return this;
    }

    SeenCluster stack(String more) {
        stack = STACK + more;
        return this;
    }

    /** A brick's host says that its process is in that state. */
    SeenCluster process(String volume, int node, String state) {
        String subject = "brick " + brick(volume, node);
        drop("origin" + node, "gluster", subject, "ping_seconds");
        set("origin" + node, "gluster", subject, "state", state);
        for (String host : said.keySet()) {
            set(host, "mount", "/mnt/" + volume + " client " + (node - 1), "connected", "0");
        }
        return this;
    }

    static String brick(String volume, int node) {
        return "origin" + node + ":/srv/disk/bricks/" + volume;
    }

    Observations observed() {
        List<ProbeAnswer> answers = new ArrayList<>();
        said.forEach((host, sections) -> answers.add(new ProbeAnswer(
                "gluster",
                host,
                unreachable.contains(host)
                        ? new Sample.Failed(new ProbeFailure(NOW, "gluster", host, "no way there", "mend it"))
                        : HelperAnswer.of(NOW, host, new HostFacts(sections, problems.getOrDefault(host, Map.of()))))));
        return new Observations(NOW, answers);
    }

    Health health(Past past) {
        return new Health(parsed(), observed(), past);
    }

    private Stack parsed() {
        try {
            return StackFile.parse("stack.yaml", stack, Path.of("/"));
        } catch (ConfigException e) {
            throw new IllegalStateException(e.problems().toString(), e);
        }
    }

    List<Verdict> verdicts(Past past) {
        Health health = health(past);
        return new GlusterTier()
                .rules().stream().flatMap(rule -> rule.judge(health).stream()).toList();
    }

    List<Verdict> verdicts() {
        return verdicts(Past.NONE);
    }

    /** Those that are not well. */
    List<Verdict> alarms() {
        return verdicts().stream().filter(verdict -> !verdict.good()).toList();
    }

    Verdict verdict(String host, String check, Past past) {
        return verdicts(past).stream()
                .filter(one -> one.host().equals(host) && one.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(host + " " + check));
    }

    Verdict verdict(String host, String check) {
        return verdict(host, check, Past.NONE);
    }
}
