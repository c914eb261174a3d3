package org.headroom.probes.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;

/** What all probes answered, by probe and host. */
public final class Observations {
    private final Instant time;
    private final List<ProbeAnswer> answers;
    private final Map<String, List<String>> hosts = new LinkedHashMap<>();
    private final Map<String, Set<String>> subjects = new LinkedHashMap<>();
    private final Map<Key, Double> values = new HashMap<>();
    private final Map<Key, String> facts = new HashMap<>();
    private final Map<Key, ProbeFailure> failures = new HashMap<>();

    private record Key(String probe, String host, String name) {}

    public Observations(Instant time, List<ProbeAnswer> answers) {
        this.time = time;
        this.answers = List.copyOf(answers);
        for (ProbeAnswer answer : this.answers) {
            List<String> known = hosts.computeIfAbsent(answer.probe(), _ -> new ArrayList<>());
            if (!known.contains(answer.host())) {
                known.add(answer.host());
            }
            switch (answer.sample()) {
                case Sample.Readings(List<Reading> readings, List<Fact> texts) -> {
                    readings.forEach(this::add);
                    texts.forEach(this::add);
                }
                case Sample.Failed(ProbeFailure failure) ->
                    failures.put(new Key(answer.probe(), answer.host(), ""), failure);
            }
        }
    }

    private void add(Reading one) {
        subjects.computeIfAbsent(one.probe(), _ -> new LinkedHashSet<>()).add(one.host());
        values.put(new Key(one.probe(), one.host(), one.name()), one.value());
    }

    private void add(Fact one) {
        subjects.computeIfAbsent(one.probe(), _ -> new LinkedHashSet<>()).add(one.host());
        facts.put(new Key(one.probe(), one.host(), one.name()), one.text());
    }

    /** When they were asked. */
    public Instant time() {
        return time;
    }

    /** Every answer, in the order of the probes. */
    public List<ProbeAnswer> answers() {
        return answers;
    }

    /** The hosts that a probe was asked about, whatever it answered, in the order of the stack file. */
    public List<String> hosts(String probe) {
        return List.copyOf(hosts.getOrDefault(probe, List.of()));
    }

    /** What a probe has numbers or facts of: hosts, and parts of them such as pools, volumes and mounts; in order. */
    public List<String> subjects(String probe) {
        return List.copyOf(subjects.getOrDefault(probe, new LinkedHashSet<>()));
    }

    /** A number that a probe read. */
    public OptionalDouble value(String probe, String host, String name) {
        Double value = values.get(new Key(probe, host, name));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** What a probe read that is no number. */
    public Optional<String> fact(String probe, String host, String name) {
        return Optional.ofNullable(facts.get(new Key(probe, host, name)));
    }

    /** The facts of a host or part whose names begin so, by what follows. */
    public Map<String, String> facts(String probe, String host, String prefix) {
        Map<String, String> found = new TreeMap<>();
        facts.forEach((key, text) -> {
            if (key.probe().equals(probe)
                    && key.host().equals(host)
                    && key.name().startsWith(prefix)) {
                found.put(key.name().substring(prefix.length()), text);
            }
        });
        return found;
    }

    /** Why a probe could not read. */
    public Optional<ProbeFailure> failure(String probe, String host) {
        return Optional.ofNullable(failures.get(new Key(probe, host, "")));
    }

    /** All numbers. */
    public List<Reading> readings() {
        List<Reading> all = new ArrayList<>();
        for (ProbeAnswer answer : answers) {
            if (answer.sample() instanceof Sample.Readings(List<Reading> readings, var _)) {
                all.addAll(readings);
            }
        }
        return all;
    }
}
