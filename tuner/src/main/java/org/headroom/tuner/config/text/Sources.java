package org.headroom.tuner.config.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.FileText;

/**
 * The files of one daemon as they are read: each text as it was, problems as lines, and an end to inclusion that would
 * have none.
 */
public final class Sources {
    private static final int DEEPEST = 20;
    private static final int MOST_FILES = 2_000;
    private static final long MOST_CHARACTERS = 32L << 20;
    private static final int MOST_PROBLEMS = 100;

    private final ConfigTree tree;
    private final Map<String, FileText.Found> files = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private int read;
    private long characters;

    /** Of that host. */
    public Sources(ConfigTree tree) {
        this.tree = tree;
    }

    /** The host's files. */
    public ConfigTree tree() {
        return tree;
    }

    /** What was read so far, by path without links. */
    public Map<String, FileText.Found> files() {
        return Map.copyOf(files);
    }

    /** What could not be read or made sense of, a line each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Notes a problem at a place; of garbage without end, the first ones. */
    public void problem(String where, String what) {
        String line = (where + ": " + what).replaceAll("\\p{Cntrl}", "?");
        if (problems.size() < MOST_PROBLEMS && !problems.contains(line)) {
            problems.add(line);
        }
    }

    /**
     * Reads a file and hands it over; whatever that includes in turn comes back here.
     *
     * @param from what names it, for problems
     */
    public void read(String path, String from, Consumer<FileText.Found> reader) {
        switch (tree.read(path)) {
            case FileText.Missing() -> problem(from, "there is no " + path);
            case FileText.Unreadable(String reason) -> problem(from, path + " is " + reason);
            case FileText.Found found -> read(found, from, reader);
        }
    }

    private void read(FileText.Found found, String from, Consumer<FileText.Found> reader) {
        if (open.contains(found.path()) || open.size() >= DEEPEST) {
            problem(from, found.path() + " includes itself, or is included too deeply");
            return;
        }
        characters += found.text().length();
        if (++read > MOST_FILES || characters > MOST_CHARACTERS) {
            problem(from, "too many files are included: the others are not read");
            return;
        }
        // One text a path, even if the file changes meanwhile: edits are made in what was read.
        FileText.Found first =
                Optional.ofNullable(files.putIfAbsent(found.path(), found)).orElse(found);
        open.push(first.path());
        try {
            reader.accept(first);
        } finally {
            open.pop();
        }
    }
}
