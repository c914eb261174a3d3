package org.headroom.probes.namespace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.headroom.probes.hosts.HostAnswer;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.HostSource;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.sampling.Probe;

/** One host's mounts, links and files. Subjects are {@code host:path}. */
final class NamespaceProbe implements Probe {
    static final String NAME = "namespace";

    private static final List<String> SECTIONS = List.of("mountpoints", "links", "files");

    private final String host;
    private final HostSource source;
    private final Clock clock;

    NamespaceProbe(String host, HostSource source, Clock clock) {
        this.host = host;
        this.source = source;
        this.clock = clock;
    }

    /** The subject of a path on a host. */
    static String subject(String host, String path) {
        return host + ":" + path;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Sample sample(Duration deadline) {
        Instant time = clock.instant();
        return switch (source.ask(deadline)) {
            case HostAnswer.Looked(HostFacts facts) -> new Answer(time, facts).sample();
            case HostAnswer.Unreachable(var _, String problem, String advice) ->
                new Sample.Failed(new ProbeFailure(time, NAME, host, problem, advice));
        };
    }

    /** Turns the helper's words into readings. */
    private final class Answer {
        private final Instant time;
        private final HostFacts facts;
        private final List<Reading> readings = new ArrayList<>();
        private final List<Fact> texts = new ArrayList<>();

        Answer(Instant time, HostFacts facts) {
            this.time = time;
            this.facts = facts;
        }

        Sample sample() {
            readings.add(new Reading(time, NAME, host, "looked", 1, "count"));
            for (String section : SECTIONS) {
                for (String path : facts.subjects(section)) {
                    Map<String, String> values = facts.of(section, path);
                    switch (section) {
                        case "mountpoints" -> mount(path, values);
                        case "links" -> link(path, values);
                        default -> files(path, values);
                    }
                }
            }
            facts.problems().forEach((what, why) -> {
                String section = what.replaceFirst(" .*", "");
                if (SECTIONS.contains(section)) {
                    String path = what.substring(Math.min(what.length(), section.length() + 1));
                    text(path, section + "_problem", why);
                }
            });
            return new Sample.Readings(readings, texts);
        }

        private void mount(String path, Map<String, String> values) {
            number(path, "mounted", values, "count");
            texts(path, values, "type", "source", "fstab");
        }

        private void link(String path, Map<String, String> values) {
            texts(path, values, "kind", "target", "leads", "same");
            if (values.containsKey("kind")) {
                readings.add(reading(path, "link", values.get("kind").equals("link") ? 1 : 0, "count"));
            }
        }

        private void files(String path, Map<String, String> values) {
            number(path, "count", values, "count");
            number(path, "sampled", values, "count");
            number(path, "different", values, "count");
            number(path, "seconds", values, "seconds");
            texts(path, values, "shadow", "whole");
            Map<Integer, String> groups = new TreeMap<>();
            Map<Integer, String> different = new TreeMap<>();
            values.forEach((key, value) -> {
                if (key.matches("group[0-9]{1,3}")) {
                    groups.put(Integer.valueOf(key.substring("group".length())), value);
                } else if (key.matches("different[0-9]{1,3}")) {
                    different.put(Integer.valueOf(key.substring("different".length())), value);
                }
            });
            if (!groups.isEmpty()) {
                text(path, "groups", FileGroups.text(groups));
            }
            if (!different.isEmpty()) {
                text(path, "different", String.join("\n", different.values()));
            }
        }

        private void number(String path, String name, Map<String, String> values, String unit) {
            OptionalDouble value = Numbers.parse(values.getOrDefault(name, ""));
            value.ifPresent(known -> readings.add(reading(path, name, known, unit)));
        }

        private Reading reading(String path, String name, double value, String unit) {
            return new Reading(time, NAME, subject(host, path), name, value, unit);
        }

        private void texts(String path, Map<String, String> values, String... names) {
            for (String name : names) {
                if (values.containsKey(name)) {
                    text(path, name, values.get(name));
                }
            }
        }

        private void text(String path, String name, String text) {
            texts.add(new Fact(NAME, subject(host, path), name, text));
        }
    }
}
