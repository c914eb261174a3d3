package org.headroom.scenarios.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.headroom.scenarios.model.Think;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a YAML file and where it stands. Whoever asks for the wrong type gets nothing, and a problem is noted. */
public final class Value {
    private final Node node;
    private final String key;
    private final Problems problems;

    Value(Node node, String key, Problems problems) {
        this.node = node;
        this.key = key;
        this.problems = problems;
    }

    /** Notes that something is wrong with this value. */
    public void problem(String message) {
        problems.add(line(), key, message);
    }

    /** Notes that this value refers to something that is not there, and what may have been meant. */
    public void dangling(String message, String given, Collection<String> known) {
        problem(message + NearMiss.hint(given, known));
    }

    /** Dotted path of this value in its file. */
    public String key() {
        return key;
    }

    int line() {
        return YamlFile.line(node.getStartMark());
    }

    boolean isSection() {
        return node instanceof MappingNode;
    }

    boolean isText() {
        return isScalar(Tag.STR);
    }

    /** As a section of keys. */
    public Optional<Section> section() {
        return node instanceof MappingNode mapping
                ? Optional.of(new Section(mapping, key, problems))
                : wrong("a section of keys");
    }

    /** As a list. */
    public List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new Value(item, key + "[" + items.size() + "]", problems));
            }
        } else {
            wrong("a list");
        }
        return items;
    }

    /** As text that is not empty. */
    public Optional<String> text() {
        if (!isText()) {
            boolean number = isScalar(Tag.INT) || isScalar(Tag.FLOAT) || isScalar(Tag.BOOL);
            return wrong(number ? "text (put it in quotes)" : "text");
        }
        if (raw().isBlank()) {
            problem("must not be empty");
            return Optional.empty();
        }
        return Optional.of(raw());
    }

    /** As text that may be empty. */
    public Optional<String> freeText() {
        return isText() ? Optional.of(raw()) : wrong("text");
    }

    /** As a whole number from {@code min} to {@code max}. */
    public Optional<Long> integer(long min, long max) {
        if (!isScalar(Tag.INT)) {
            return wrong("a whole number");
        }
        try {
            long number = Long.parseLong(raw());
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        } catch (NumberFormatException _) {
            // larger than a long: out of range like any other
        }
        String range = max == Long.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
        problem("must be " + range + ", but is " + shortened(raw()));
        return Optional.empty();
    }

    /** As a number, whole or not. */
    public Optional<Double> number() {
        if (!isScalar(Tag.INT) && !isScalar(Tag.FLOAT)) {
            return wrong("a number");
        }
        try {
            double number = Double.parseDouble(raw());
            if (Double.isFinite(number)) {
                return Optional.of(number);
            }
        } catch (NumberFormatException _) {
            // .inf and .nan: not finite
        }
        problem("must be a finite number");
        return Optional.empty();
    }

    /** As true or false. */
    public Optional<Boolean> flag() {
        return isScalar(Tag.BOOL) ? Optional.of(Boolean.parseBoolean(raw())) : wrong("true or false");
    }

    /** As a duration such as {@code 2s}. */
    public Optional<Duration> duration() {
        if (!isText()) {
            return wrong("a duration such as 500ms or 2s");
        }
        try {
            return Optional.of(DurationText.parse(raw()));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** As a time to think such as {@code 2s..10s}. */
    Optional<Think> think() {
        if (!isText()) {
            return wrong("a time such as 5s, 2s..10s or lognormal(median 8s, p90 30s)");
        }
        try {
            return Optional.of(ThinkText.parse(raw()));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** As a share such as {@code 30%}, from 0 to 1. */
    public Optional<Double> percent() {
        if (!isText()) {
            return wrong("a share such as 30%");
        }
        try {
            return Optional.of(PercentText.parse(raw()));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** As a size in bytes, a number or text such as {@code 512MiB}. */
    public Optional<Long> size() {
        if (!isText() && !isScalar(Tag.INT)) {
            return wrong("a size such as 512MiB");
        }
        try {
            return Optional.of(SizeText.parse(raw()));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isScalar(Tag tag) {
        return node instanceof ScalarNode && node.getTag().equals(tag);
    }

    private String raw() {
        return ((ScalarNode) node).getValue();
    }

    private <T> Optional<T> wrong(String expected) {
        problem("must be " + expected + ", but is " + describe());
        return Optional.empty();
    }

    private String describe() {
        return switch (node) {
            case MappingNode _ -> "a section of keys";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar when scalar.getTag().equals(Tag.STR) -> "'" + shortened(scalar.getValue()) + "'";
            case ScalarNode scalar -> shortened(scalar.getValue());
            default -> "something else";
        };
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }
}
