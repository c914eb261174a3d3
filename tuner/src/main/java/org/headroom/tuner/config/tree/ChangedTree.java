package org.headroom.tuner.config.tree;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A tree as it will be when some of its files are written. */
public final class ChangedTree implements ConfigTree {
    private final ConfigTree before;
    private final TextTree written;

    /** @param files new texts by absolute path; of files that are there, by the path without links */
    public ChangedTree(ConfigTree before, Map<String, String> files) {
        this.before = before;
        this.written = TextTree.of(files);
    }

    @Override
    public FileText read(String path) {
        return switch (before.read(path)) {
            case FileText.Found found -> written.isFile(found.path()) ? written.read(found.path()) : found;
            case FileText.Missing missing -> written.isFile(path) ? written.read(path) : missing;
            case FileText.Unreadable unreadable -> unreadable;
        };
    }

    @Override
    public List<String> list(String directory) {
        TreeSet<String> names = new TreeSet<>(before.list(directory));
        names.addAll(written.list(directory));
        return List.copyOf(names);
    }

    @Override
    public Optional<Kind> kind(String path) {
        return before.kind(path).or(() -> written.kind(path));
    }
}
