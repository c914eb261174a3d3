package org.headroom.tuner.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What `tune` answers: inputs with their origin, settings with reasons, a memory table that fits, files. */
public record Plan(
        int schema,
        String origin,
        List<Input> inputs,
        List<Setting> settings,
        MemoryTable memory,
        List<String> warnings,
        List<PlannedFile> files) {
    public Plan {
        inputs = List.copyOf(inputs);
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
    }

    /** The plan with more to know for the administrator. */
    public Plan withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new Plan(schema, origin, inputs, settings, memory, all, files);
    }

    /**
     * A figure the model worked from.
     *
     * @param source where it was measured, or "assumed: …" when it was not
     */
    public record Input(String name, double value, String unit, String source) {}

    /**
     * A setting to change.
     *
     * @param daemon apache, php-fpm, nginx, mariadb
     * @param name the directive; of a PHP-FPM pool with the pool in front: {@code [www] pm.max_children}
     * @param before current value; empty when unknown
     * @param formula how the value came about, with the figures in it
     * @param reason why, for an administrator
     */
    public record Setting(String daemon, String name, String before, String value, String formula, String reason) {
        /** The pool that it belongs to; empty if to none. */
        public String pool() {
            return name.startsWith("[") ? name.substring(1, name.indexOf(']')) : "";
        }

        /** The name as the daemon's file has it. */
        public String directive() {
            return name.startsWith("[") ? name.substring(name.indexOf(']') + 2) : name;
        }
    }

    /** Components whose {@code bytesEach × count} add up to {@code totalBytes}, at most {@code budgetBytes}. */
    public record MemoryTable(List<Line> lines, long totalBytes, long budgetBytes) {
        public MemoryTable {
            lines = List.copyOf(lines);
        }

        /** One row. */
        public record Line(String component, long count, long bytesEach, long sumBytes) {}
    }

    /** A file of the plan: path relative to the root of the host's tree. */
    public record PlannedFile(String path, String content) {
        /** The content to be looked at: passwords that the host's file has are hidden. */
        public String shown() {
            return content.lines().map(line -> Secrets.hidden(line) + "\n").collect(Collectors.joining());
        }
    }
}
