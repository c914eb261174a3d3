package org.headroom.scenarios.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML document into an object through a binding that asks for its keys one by one. Files may come from
 * strangers: size, nesting and what aliases unfold to are limited.
 */
public final class YamlFile {
    static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final long MAX_NODES = 4_000_000;

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @param binding turns the root section into an object; its result is dropped when it met problems
     * @throws ConfigException with everything that is wrong
     */
    public static <T> T read(Path path, Function<Section, T> binding) throws ConfigException {
        String name = path.toString();
        return parse(name, content(name, path), binding);
    }

    /**
     * Reads a text.
     *
     * @param name what problems call the file
     */
    public static <T> T parse(String name, String text, Function<Section, T> binding) throws ConfigException {
        Problems problems = new Problems(name);
        Optional<Node> root = compose(name, text, problems);
        problems.throwIfAny();
        if (root.isEmpty()) {
            throw failure(name, 0, "the file is empty");
        }
        Optional<Section> section = new Value(root.get(), "", problems).section();
        if (section.isEmpty()) {
            problems.throwIfAny();
        }
        T result = binding.apply(section.orElseThrow());
        section.get().end();
        problems.throwIfAny();
        return result;
    }

    private static String content(String name, Path path) throws ConfigException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException _) {
            throw failure(name, 0, "there is no such file");
        } catch (AccessDeniedException _) {
            throw failure(name, 0, "you may not read this file");
        } catch (IOException e) {
            String reason = Files.isDirectory(path) ? "this is a directory, not a file" : "cannot be read: " + e;
            throw failure(name, 0, reason);
        }
        if (bytes.length > MAX_BYTES) {
            throw failure(name, 0, "larger than " + SizeText.format(MAX_BYTES) + ", which no such file needs");
        }
        return decode(name, bytes);
    }

    private static String decode(String name, byte[] bytes) throws ConfigException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException _) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw failure(name, line, "not UTF-8 text");
        }
    }

    private static Optional<Node> compose(String name, String text, Problems problems) throws ConfigException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MAX_BYTES)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            StreamReader reader = new StreamReader(settings, text);
            Composer composer = new Composer(settings, new GuardedParser(new ParserImpl(settings, reader), MAX_DEPTH));
            Optional<Node> root = composer.getSingleNode();
            root.ifPresent(node -> checkAliases(node, problems));
            return root;
        } catch (MarkedYamlEngineException e) {
            throw failure(name, line(e.getProblemMark().or(e::getContextMark)), "not YAML: " + describe(e));
        } catch (ReaderException e) {
            int before = Math.min(e.getPosition(), text.length());
            int line = 1
                    + (int) text.substring(0, before)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw failure(name, line, String.format("the character U+%04X is not allowed", e.getCodePoint()));
        } catch (GuardedParser.TooDeepException e) {
            throw failure(name, e.line(), "nested deeper than " + MAX_DEPTH + " levels");
        } catch (YamlEngineException e) {
            throw failure(name, 0, "not YAML: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    private static String describe(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return firstLine(context + e.getProblem());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    static int line(Optional<Mark> mark) {
        return mark.map(found -> found.getLine() + 1).orElse(0);
    }

    private static ConfigException failure(String name, int line, String message) {
        return new ConfigException(List.of(new ConfigProblem(name, line, "", message)));
    }

    /** Refuses aliases that contain themselves or unfold to more than any sensible file holds. */
    private static void checkAliases(Node root, Problems problems) {
        if (unfolded(root, new IdentityHashMap<>(), problems) > MAX_NODES && problems.isEmpty()) {
            problems.add(0, "", "its aliases unfold to more than " + MAX_NODES + " values");
        }
    }

    private static long unfolded(Node node, Map<Node, Long> known, Problems problems) {
        Long before = known.get(node);
        if (before != null) {
            if (before == 0) {
                problems.add(line(node.getStartMark()), "", "an alias refers to a value that contains it");
            }
            return before;
        }
        known.put(node, 0L);
        long count = 1;
        switch (node) {
            case MappingNode mapping -> {
                for (var tuple : mapping.getValue()) {
                    count += unfolded(tuple.getKeyNode(), known, problems);
                    count += unfolded(tuple.getValueNode(), known, problems);
                }
            }
            case SequenceNode sequence -> {
                for (Node item : sequence.getValue()) {
                    count += unfolded(item, known, problems);
                }
            }
            case ScalarNode _ -> {}
            default -> problems.add(line(node.getStartMark()), "", "an unresolved alias");
        }
        long capped = Math.min(count, MAX_NODES + 1);
        known.put(node, capped);
        return capped;
    }
}
