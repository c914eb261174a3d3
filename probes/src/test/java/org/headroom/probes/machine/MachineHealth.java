package org.headroom.probes.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Observations;
import org.headroom.probes.health.Past;
import org.headroom.probes.health.ProbeAnswer;
import org.headroom.probes.health.Verdict;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;

/** What the host probe read of several hosts, and of what is on them, for rules to judge. */
final class MachineHealth {
    static final double GIB = 1 << 30;

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final String STACK = """
            schema: 1
            sites: [{ name: www, hosts: [www.example.org], docroot: /var/www/www }]
            proxies: [{ name: web1, address: 10.0.0.1 }]
            origins:
              - { name: origin1, address: 10.0.0.11, memory: { budget: 2GiB, reserved: 1GiB } }
              - { name: origin2, address: 10.0.0.12 }
              - { name: origin3, address: 10.0.0.13 }
            galera:
              nodes:
                - { name: origin1, address: 10.0.0.11 }
                - { name: origin2, address: 10.0.0.12 }
                - { name: db3, address: 10.0.0.33 }
              user: headroom
              expected-size: 3
            gluster:
              nodes: [origin1, origin2, origin3]
              volumes: [{ name: wp-core, mount: /mnt/wp-core, bricks: 3 }]
            """;

    private final Map<String, List<Reading>> readings = new LinkedHashMap<>();
    private final Map<String, List<Fact>> facts = new LinkedHashMap<>();
    private final Map<String, Sample> failures = new LinkedHashMap<>();
    private Past past = Past.NONE;
    private Instant at = NOW;

    static Stack stack() {
        try {
            return StackFile.parse("stack.yaml", STACK, Path.of("/etc/headroom"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Hosts that were looked at. */
    static MachineHealth of(String... hosts) {
        MachineHealth health = new MachineHealth();
        for (String host : hosts) {
            health.number(host, host, "reachable", 1);
        }
        return health;
    }

    MachineHealth number(String host, String subject, String name, double value) {
        List<Reading> list = readings.computeIfAbsent(host, _ -> new ArrayList<>());
        list.removeIf(one -> one.host().equals(subject) && one.name().equals(name));
        list.add(new Reading(NOW, "host", subject, name, value, "count"));
        return this;
    }

    MachineHealth fact(String host, String subject, String name, String text) {
        facts.computeIfAbsent(host, _ -> new ArrayList<>()).add(new Fact("host", subject, name, text));
        return this;
    }

    MachineHealth away(String host) {
        readings.remove(host);
        return number(host, host, "reachable", 0).fact(host, host, "problem", "there is no route to it");
    }

    MachineHealth refuses(String host) {
        readings.remove(host);
        failures.put(host, new Sample.Failed(new ProbeFailure(NOW, "host", host, "refuses SSH", "start sshd there")));
        return this;
    }

    MachineHealth aMinuteAgo() {
        past = Past.NONE.after(now(NOW.minus(Duration.ofMinutes(1))));
        return this;
    }

    /** That was a run; the next one is so much later. */
    MachineHealth later(Duration pause) {
        past = past.after(now(at));
        at = at.plus(pause);
        return this;
    }

    List<Verdict> judgedBy(HealthRule rule) {
        return rule.judge(new Health(stack(), now(at), past));
    }

    private Observations now(Instant time) {
        List<ProbeAnswer> answers = new ArrayList<>();
        readings.forEach((host, list) -> answers.add(
                new ProbeAnswer("host", host, new Sample.Readings(list, facts.getOrDefault(host, List.of())))));
        failures.forEach((host, failure) -> answers.add(new ProbeAnswer("host", host, failure)));
        return new Observations(time, answers);
    }
}
