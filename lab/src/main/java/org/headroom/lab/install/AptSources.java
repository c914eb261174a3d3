package org.headroom.lab.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archives that apt takes packages from, as {@code sources.list} and {@code sources.list.d} name them, in both of
 * their formats. Sources that are switched off, and source-code ones, are left out.
 */
public record AptSources(List<Archive> archives) {
    private static final Pattern ONE_LINE = Pattern.compile("^deb\\s+(?:\\[[^\\]]*]\\s+)?(\\S+)\\s+(\\S+)\\s*(.*)$");
    private static final String MIRROR_FILE = "mirror+file:";

    /** One address with its suites, such as {@code bookworm bookworm-updates}, and components, such as {@code main}. */
    public record Archive(String uri, List<String> suites, List<String> components) {
        boolean isDebian(String codename) {
            return suites.contains(codename) && components.contains("main");
        }
    }

    /** Reads what this machine has, for example from {@code /etc/apt}. */
    public static AptSources read(Path etcApt) throws IOException {
        List<Archive> all = new ArrayList<>();
        Path list = etcApt.resolve("sources.list");
        if (Files.exists(list)) {
            all.addAll(parseOneLine(Files.readString(list)));
        }
        Path parts = etcApt.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.{list,sources}")) {
                for (Path file : files) {
                    String text = Files.readString(file);
                    all.addAll(file.toString().endsWith(".list") ? parseOneLine(text) : parseStanzas(text));
                }
            }
        }
        return new AptSources(List.copyOf(all));
    }

    /** {@code deb [options] URI suite component…}. */
    static List<Archive> parseOneLine(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").trim())
                .map(ONE_LINE::matcher)
                .filter(Matcher::matches)
                .map(m -> new Archive(m.group(1), List.of(m.group(2)), words(m.group(3))))
                .toList();
    }

    /** Stanzas of {@code Key: value} lines, with continuation lines, divided by empty lines. */
    static List<Archive> parseStanzas(String text) {
        List<Archive> archives = new ArrayList<>();
        String bare = text.replaceAll("(?m)^#.*\\R?", "").replace("\r", "");
        for (String stanza : bare.split("\\n[ \\t]*\\n", -1)) {
            Map<String, String> fields = fields(stanza);
            boolean wanted = words(fields.getOrDefault("types", "")).contains("deb")
                    && !fields.getOrDefault("enabled", "yes")
                            .toLowerCase(Locale.ROOT)
                            .matches("no|false|off|0|without|disable");
            if (wanted) {
                for (String uri : words(fields.getOrDefault("uris", ""))) {
                    archives.add(new Archive(
                            uri,
                            words(fields.getOrDefault("suites", "")),
                            words(fields.getOrDefault("components", ""))));
                }
            }
        }
        return archives;
    }

    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new HashMap<>();
        String key = "";
        for (String line : stanza.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
                fields.merge(key, line.trim(), (old, more) -> old + " " + more);
            } else if (colon > 0) {
                key = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
                fields.put(key, line.substring(colon + 1).trim());
            }
        }
        return fields;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.trim().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The archive that this machine's own release comes from; other releases lie beside it. */
    public Optional<String> debianMirror(String codename) throws IOException {
        for (Archive archive : archives) {
            if (archive.isDebian(codename)) {
                return Optional.of(resolve(archive.uri()));
            }
        }
        return Optional.empty();
    }

    /** Some images name a file that holds the mirrors. */
    private static String resolve(String uri) throws IOException {
        if (!uri.startsWith(MIRROR_FILE)) {
            return uri;
        }
        return Files.readAllLines(Path.of(uri.substring(MIRROR_FILE.length()))).stream()
                .map(line -> line.replaceFirst("#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .map(line -> words(line).getFirst())
                .findFirst()
                .orElse(uri);
    }
}
