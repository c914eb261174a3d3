package org.headroom.tuner.config.apache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.headroom.tuner.config.text.Place;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.FileText;
import org.headroom.tuner.config.tree.Globs;

/** Reads the files in Apache's order: includes where they stand, sections whose condition fails left out. */
final class ApacheReader {
    private static final Set<String> INCLUDES = Set.of("include", "includeoptional");
    private static final int DEEPEST_DIRECTORY = 20;

    /** A section that is open. {@code title} is empty for a condition. */
    private record Section(String name, String title, boolean active) {}

    private final Sources sources;
    private final Conditions conditions;
    private final List<Section> open = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private String serverRoot;

    ApacheReader(Sources sources, Conditions conditions, String serverRoot) {
        this.sources = sources;
        this.conditions = conditions;
        this.serverRoot = serverRoot;
    }

    List<Statement> read(String entry) {
        sources.read(entry, "Apache", this::read);
        return List.copyOf(statements);
    }

    private void read(FileText.Found file) {
        int depth = open.size();
        for (LogicalLine line : LogicalLine.of(file.text())) {
            String text = line.text().strip();
            if (text.startsWith("</")) {
                close(file, line, text.substring(2).replaceAll(">.*$", "").strip(), depth);
            } else if (text.startsWith("<")) {
                open(text);
            } else if (!text.isEmpty() && !text.startsWith("#") && isActive()) {
                directive(file, line);
            }
        }
        while (open.size() > depth) {
            sources.problem(file.path(), "<" + open.removeLast().name() + "> is not closed");
        }
    }

    private boolean isActive() {
        return open.isEmpty() || open.getLast().active();
    }

    private void open(String text) {
        String inside =
                conditions.filled(text.substring(1).replaceAll(">\\s*$", "")).strip();
        String[] parts = inside.split("\\s+", 2);
        String argument = parts.length > 1 ? parts[1].replaceAll("^\"(.*)\"$", "$1") : "";
        boolean holds = isActive();
        String title = "";
        switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "ifmodule" -> holds &= conditions.ifModule(argument);
            case "ifdefine" -> holds &= conditions.ifDefine(argument);
            case "ifversion" -> holds &= conditions.ifVersion(argument);
            case "iffile" ->
                holds &= argument.startsWith("!")
                        != sources.tree()
                                .kind(absolute(argument.replaceFirst("^!", "")))
                                .isPresent();
            case "macro" -> holds = false;
            default -> title = parts.length > 1 ? parts[0] + " " + argument : parts[0];
        }
        open.add(new Section(parts[0], title, holds));
    }

    private void close(FileText.Found file, LogicalLine line, String name, int depth) {
        if (open.size() <= depth || !open.getLast().name().equalsIgnoreCase(name)) {
            sources.problem(file.path() + ":" + line.number(), "</" + name + "> closes nothing that is open");
            return;
        }
        open.removeLast();
    }

    private void directive(FileText.Found file, LogicalLine line) {
        List<LogicalLine.Word> words = line.words();
        List<String> arguments = words.stream()
                .skip(1)
                .map(word -> conditions.filled(word.text()))
                .toList();
        LogicalLine.Word first = words.get(Math.min(1, words.size() - 1));
        Place place = arguments.isEmpty()
                ? line.place(file.path(), first.end(), first.end())
                : line.place(file.path(), first.start(), first.end());
        List<String> sections = open.stream()
                .map(Section::title)
                .filter(title -> !title.isEmpty())
                .toList();
        Statement statement = new Statement(words.getFirst().text(), arguments, place, sections);
        if (!atOnce(statement)) {
            statements.add(statement);
        }
    }

    /** Directives that change what is read after them. */
    private boolean atOnce(Statement statement) {
        String name = statement.name().toLowerCase(Locale.ROOT);
        if (INCLUDES.contains(name)) {
            statement.arguments().forEach(pattern -> include(pattern, name.equals("include"), statement.place()));
            return true;
        }
        switch (name) {
            case "serverroot" -> serverRoot = statement.value();
            case "loadmodule" -> conditions.load(statement.value());
            case "define" ->
                conditions.define(
                        statement.value(),
                        statement.arguments().size() > 1 ? statement.arguments().get(1) : "");
            case "undefine" -> conditions.undefine(statement.value());
            case "use" -> sources.problem(statement.place().toString(), "macros are not looked into");
            default -> {
                return false;
            }
        }
        return !name.equals("loadmodule");
    }

    private void include(String pattern, boolean needed, Place from) {
        List<String> paths = Globs.matches(sources.tree(), absolute(pattern));
        if (paths.isEmpty() && needed) {
            sources.problem(from.toString(), "there is no " + pattern);
        }
        paths.forEach(path -> include(path, from, 0));
    }

    /** Of a directory all that is in it, however deep. */
    private void include(String path, Place from, int depth) {
        if (!sources.tree().isDirectory(path)) {
            sources.read(path, from.toString(), this::read);
        } else if (depth < DEEPEST_DIRECTORY) {
            sources.tree().list(path).forEach(name -> include(path + "/" + name, from, depth + 1));
        }
    }

    private String absolute(String path) {
        return path.startsWith("/") ? path : serverRoot + "/" + path;
    }
}
