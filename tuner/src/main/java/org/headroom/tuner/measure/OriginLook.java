package org.headroom.tuner.measure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.headroom.probes.hosts.HostFacts;
import org.headroom.probes.hosts.Order;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.TextTree;
import org.headroom.tuner.model.Figure;

/**
 * What an origin says of itself through the read-only helper of the probes, on this machine or over SSH: its processes and
 * their memory, its limits, its cores, its settings.
 */
public final class OriginLook {
    private static final String PHP_FILES = "phpfiles";

    private static final String HOST = "host";
    private static final String PROCESSES = "processes";
    private static final String SETTINGS = "settings";
    private static final String SELF = "-";

    private final HostFacts facts;
    private final long leftOut;

    private OriginLook(HostFacts facts, long leftOut) {
        this.facts = facts;
        this.leftOut = leftOut;
    }

    /**
     * What the helper has to look at.
     *
     * @param docroots of the sites that the origin serves
     */
    public static List<Order> orders(Collection<Path> docroots) {
        return List.of(
                Order.of("host"),
                Order.of("processes"),
                Order.of("settings"),
                new Order(
                        PHP_FILES,
                        docroots.stream().map(Path::toString).distinct().toList()));
    }

    /** What the helper answered to {@link #orders} on another machine. */
    public static OriginLook of(HostFacts facts) {
        return new OriginLook(facts, 0);
    }

    /** What it answered on this machine: this program is none of what lives there. */
    public static OriginLook here(HostFacts facts) {
        return new OriginLook(facts, ProcessHandle.current().pid());
    }

    /** Memory of the daemons there. */
    public ProcessMemory memory() {
        List<RunningProcess> known = facts.subjects(PROCESSES).stream()
                .filter(pid -> facts.text(PROCESSES, pid, "pss").isPresent())
                .map(this::process)
                .filter(process -> process.pid() != leftOut)
                .toList();
        return ProcessMemory.of(known, unread());
    }

    private RunningProcess process(String pid) {
        return new RunningProcess(
                Long.parseLong(pid),
                (long) number(pid, "parent").orElse(0),
                facts.text(PROCESSES, pid, "name").orElse(""),
                facts.text(PROCESSES, pid, "title").orElse(""),
                (int) number(pid, "threads").orElse(1),
                (long) number(pid, "pss").orElse(0),
                (long) number(pid, "private").orElse(0),
                (long) number(pid, "shared_memory").orElse(0));
    }

    private OptionalDouble number(String pid, String key) {
        return facts.number(PROCESSES, pid, key);
    }

    /** How many processes the user that looks there may not read: their memory is in none of the sums. */
    public int unread() {
        return (int) facts.subjects(PROCESSES).stream()
                .filter(pid -> facts.text(PROCESSES, pid, "unread").isPresent())
                .count();
    }

    /** The least of the machine's memory and of the limits that the host, Apache or PHP-FPM are in; empty if not told. */
    public Optional<Figure> limit() {
        List<Figure> limits = new ArrayList<>();
        facts.number(HOST, SELF, "memory_total")
                .ifPresent(bytes -> limits.add(new Figure(bytes, "the machine's memory (MemTotal)")));
        for (String group : List.of(SELF, "apache", "fpm")) {
            String of = facts.text(HOST, group, "limit_of").orElse("");
            facts.number(HOST, group, "limit")
                    .ifPresent(bytes -> limits.add(new Figure(
                            bytes,
                            "limit of cgroup " + of + (group.equals(SELF) ? "" : ", which " + group + " runs in"))));
        }
        return limits.stream().min(Comparator.comparingDouble(Figure::value));
    }

    /** Its cores. */
    public Optional<Figure> cores() {
        OptionalDouble cores = facts.number(HOST, SELF, "cores");
        return cores.isPresent()
                ? Optional.of(new Figure(cores.getAsDouble(), "cores that are online there"))
                : Optional.empty();
    }

    /** Processes that were killed there for memory since it started; empty if not told. */
    public OptionalLong oomKills() {
        OptionalDouble kills = facts.number(HOST, SELF, "oom_kills");
        return kills.isPresent() ? OptionalLong.of((long) kills.getAsDouble()) : OptionalLong.empty();
    }

    /** PHP files of all sites; empty if they were not counted to the end. */
    public Optional<Figure> phpFiles() {
        List<String> docroots = facts.subjects(PHP_FILES);
        boolean whole = docroots.stream()
                .allMatch(docroot -> facts.number(PHP_FILES, docroot, "whole").orElse(0) > 0);
        double count = docroots.stream()
                .mapToDouble(
                        docroot -> facts.number(PHP_FILES, docroot, "count").orElse(0))
                .sum();
        return whole && count > 0
                ? Optional.of(new Figure(count, "counted below " + String.join(", ", docroots)))
                : Optional.empty();
    }

    /** Its configuration files, as far as everybody may read them there. */
    public ConfigTree tree() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        values("text").forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        values("base64").forEach((name, text) -> contents.put(name, decoded(text)));
        return TextTree.ofBytes(contents, values("link"));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            // Not from our helper; a file of nothing is read as one that sets nothing.
            return new byte[0];
        }
    }

    /** What there is and was not sent: by name, why. */
    public Map<String, String> left() {
        Map<String, String> left = new LinkedHashMap<>(facts.problems(SETTINGS));
        values("hidden").forEach((name, _) -> left.put(name, "only root may read it"));
        return left;
    }

    private Map<String, String> values(String key) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : facts.subjects(SETTINGS)) {
            facts.text(SETTINGS, name, key).ifPresent(value -> values.put(name, value));
        }
        return values;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d processes, %d files",
                facts.subjects(PROCESSES).size(),
                facts.subjects(SETTINGS).size());
    }
}
