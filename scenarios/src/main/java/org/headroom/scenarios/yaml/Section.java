package org.headroom.scenarios.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A section of keys. A binding asks for every key that it knows and then calls {@link #end()}: what nobody asked for is
 * an unknown key. Where a value is missing or wrong the problem is noted and a harmless stand-in returned, so that
 * binding goes on and finds the rest.
 */
public final class Section {
    private final String key;
    private final int line;
    private final Problems problems;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Section(MappingNode node, String key, Problems problems) {
        this.key = key;
        this.line = YamlFile.line(node.getStartMark());
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            int keyLine = YamlFile.line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                problems.add(keyLine, key, "a key must be text");
                continue;
            }
            String name = scalar.getValue();
            if (values.putIfAbsent(name, new Value(tuple.getValueNode(), path(name), problems)) != null) {
                problems.add(keyLine, path(name), "given twice, first in line " + lines.get(name));
            } else {
                lines.put(name, keyLine);
            }
        }
    }

    private String path(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    /** Notes that something is wrong with the section as a whole. */
    public void problem(String message) {
        problems.add(line, key, message);
    }

    /** Reports the keys that nobody asked for. */
    public void end() {
        for (Map.Entry<String, Integer> entry : lines.entrySet()) {
            String name = entry.getKey();
            if (!asked.contains(name)) {
                String hint = NearMiss.of(name, asked)
                        .map(known -> "; did you mean '" + known + "'?")
                        .orElse("; known here: " + String.join(", ", asked));
                problems.add(entry.getValue(), path(name), "unknown key" + hint);
            }
        }
    }

    /** Every key with its value, for sections whose keys are names that the user chose. */
    public Map<String, Value> entries() {
        asked.addAll(values.keySet());
        return values;
    }

    /** Notes a problem with the name of a key that the user chose. */
    public void keyProblem(String name, String message) {
        problems.add(lines.getOrDefault(name, line), path(name), message);
    }

    /** The value of a key, if it is there. */
    public Optional<Value> optional(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /** The value of a key that must be there. */
    public Optional<Value> required(String name) {
        Optional<Value> value = optional(name);
        if (value.isEmpty()) {
            problems.add(line, path(name), "is missing");
        }
        return value;
    }

    /** The version of the file's format, which must be the one that this program knows. */
    public void schema(int known) {
        required("schema").ifPresent(value -> {
            if (value.integer(1, Integer.MAX_VALUE)
                    .filter(given -> given != known)
                    .isPresent()) {
                value.problem("must be " + known + ", the only version that this Headroom reads");
            }
        });
    }

    /** A text that must be there. */
    public String text(String name) {
        return required(name).flatMap(Value::text).orElse("");
    }

    /** A text, if it is there. */
    public Optional<String> optionalText(String name) {
        return optional(name).flatMap(Value::text);
    }

    /** A whole number in a range, with a default. */
    public int integer(String name, int standard, int min, int max) {
        return optional(name)
                .flatMap(value -> value.integer(min, max))
                .map(Long::intValue)
                .orElse(standard);
    }

    /** A number of bytes written as a plain whole number, if it is there. */
    public OptionalLong bytes(String name) {
        return optional(name)
                .flatMap(value -> value.integer(0, Long.MAX_VALUE))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** A size such as {@code 512MiB}, if it is there. */
    public OptionalLong size(String name) {
        return optional(name).flatMap(Value::size).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** True or false, with a default. */
    public boolean flag(String name, boolean standard) {
        return optional(name).flatMap(Value::flag).orElse(standard);
    }

    /** A duration, with a default. */
    public Duration duration(String name, Duration standard) {
        return optional(name).flatMap(Value::duration).orElse(standard);
    }

    /** The texts of a list, empty when the key is not there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Value item : optional(name).map(Value::items).orElse(List.of())) {
            item.text().ifPresent(texts::add);
        }
        return texts;
    }

    /** A section below this one, if it is there; unknown keys in it are reported. */
    public <T> Optional<T> section(String name, Function<Section, T> binding) {
        return optional(name).flatMap(Value::section).map(section -> bound(section, binding));
    }

    /** A list of sections, empty when the key is not there; unknown keys in them are reported. */
    public <T> List<T> sections(String name, Function<Section, T> binding) {
        List<T> bound = new ArrayList<>();
        for (Value item : optional(name).map(Value::items).orElse(List.of())) {
            item.section().ifPresent(section -> bound.add(bound(section, binding)));
        }
        return bound;
    }

    private static <T> T bound(Section section, Function<Section, T> binding) {
        T result = binding.apply(section);
        section.end();
        return result;
    }
}
