package org.headroom.lab.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lab's files from the jar and fills <code>${name}</code>. A name without a value is a mistake of ours. */
public final class Templates {
    private static final String ROOT = "/org/headroom/lab/templates/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9_]+)}");

    private Templates() {}

    /** The file as it lies in the jar, for example {@code nginx/nginx.conf}. */
    public static String source(String name) {
        return resource(ROOT + name);
    }

    /** Any text file of the jar, by its absolute name. */
    public static String resource(String name) {
        try (InputStream stream = Templates.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("the jar has no " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    public static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, values)));
    }

    private static String value(MatchResult match, Map<String, String> values) {
        String value = values.get(match.group(1));
        if (value == null) {
            throw new IllegalArgumentException("no value for " + match.group());
        }
        return value;
    }

    public static void write(String name, Map<String, String> values, Path file) throws IOException {
        Files.writeString(file, fill(source(name), values));
    }
}
