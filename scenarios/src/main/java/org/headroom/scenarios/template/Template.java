package org.headroom.scenarios.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders. {@code ${name}} stands for what a visitor has by that name; {@code ${file:PATH}} and
 * {@code ${env:NAME}} for secrets, which therefore need not stand in a scenario. A lone dollar sign is a dollar sign.
 */
public record Template(List<Part> parts) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of the text. */
    public sealed interface Part {
        /** As it stands. */
        record Text(String text) implements Part {}

        /** What the visitor has by that name. */
        record Named(String name) implements Part {}

        /** The content of a file, without the line break at its end. */
        record FromFile(String path) implements Part {}

        /** The value of an environment variable. */
        record FromEnvironment(String name) implements Part {}
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException when a placeholder is none, with a message for the user
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int done = 0;
        while (matcher.find()) {
            if (matcher.start() > done) {
                parts.add(new Part.Text(text.substring(done, matcher.start())));
            }
            parts.add(placeholder(matcher.group(), matcher.group(1)));
            done = matcher.end();
        }
        if (done < text.length()) {
            parts.add(new Part.Text(text.substring(done)));
        }
        return new Template(parts);
    }

    private static Part placeholder(String whole, String inner) {
        boolean closed = whole.endsWith("}");
        if (closed && inner.startsWith("file:") && inner.length() > 5) {
            return new Part.FromFile(inner.substring(5));
        }
        if (closed && inner.startsWith("env:") && inner.length() > 4) {
            return new Part.FromEnvironment(inner.substring(4));
        }
        if (closed && NAME.matcher(inner).matches()) {
            return new Part.Named(inner);
        }
        throw new IllegalArgumentException(
                "'" + whole + "' is no placeholder; write ${name}, ${file:/path} or ${env:NAME}");
    }

    /** Names that a visitor must have. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Named(String name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Whether it holds nothing but secrets, as passwords must. */
    public boolean onlySecrets() {
        return !parts.isEmpty()
                && parts.stream()
                        .allMatch(part -> part instanceof Part.FromFile || part instanceof Part.FromEnvironment);
    }

    /** Its secrets themselves, so that they can be kept out of what is told. */
    public List<String> secretTexts(Secrets secrets) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.FromFile(String path) -> texts.add(secrets.file(path));
                case Part.FromEnvironment(String name) -> texts.add(secrets.environment(name));
                case Part.Text _, Part.Named _ -> {}
            }
        }
        return texts;
    }

    /**
     * The same with its secrets read.
     *
     * @param escape applied to the secrets
     */
    public Template unlocked(Secrets secrets, UnaryOperator<String> escape) {
        return new Template(parts.stream()
                .<Part>map(part -> switch (part) {
                    case Part.FromFile(String path) -> new Part.Text(escape.apply(secrets.file(path)));
                    case Part.FromEnvironment(String name) -> new Part.Text(escape.apply(secrets.environment(name)));
                    case Part.Text text -> text;
                    case Part.Named named -> named;
                })
                .toList());
    }

    /**
     * The text for one visitor; its secrets have been read before.
     *
     * @param values what the visitor has
     * @param escape applied to values, not to the text around them
     */
    public String fill(Function<String, String> values, UnaryOperator<String> escape) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    switch (part) {
                        case Part.Text(String literal) -> literal;
                        case Part.Named(String name) -> escape.apply(values.apply(name));
                        case Part.FromFile _, Part.FromEnvironment _ ->
                            throw new IllegalStateException("a secret was not read");
                    });
        }
        return text.toString();
    }
}
