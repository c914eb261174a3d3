package org.headroom.tuner.config.tree;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Texts that were fetched from a host, by absolute path; directories are those that the paths name. */
public final class TextTree implements ConfigTree {
    private final NavigableMap<String, FileText.Found> files = new TreeMap<>();
    private final NavigableMap<String, String> links = new TreeMap<>();
    private final LinkWalk walk = new LinkWalk(this::entry);

    private TextTree() {}

    /** Files without links. */
    public static TextTree of(Map<String, String> texts) {
        return of(texts, Map.of());
    }

    /**
     * Files and links.
     *
     * @param links their targets, by path, as {@code readlink} prints them
     */
    public static TextTree of(Map<String, String> texts, Map<String, String> links) {
        TextTree tree = new TextTree();
        texts.forEach((path, text) -> tree.files.put(path, new FileText.Found(path, text, true)));
        tree.links.putAll(links);
        return tree;
    }

    /** As {@link #of(Map, Map)}, of bytes as they were fetched. */
    public static TextTree ofBytes(Map<String, byte[]> contents, Map<String, String> links) {
        TextTree tree = new TextTree();
        contents.forEach((path, bytes) -> tree.files.put(path, FileText.decoded(path, bytes)));
        tree.links.putAll(links);
        return tree;
    }

    @Override
    public FileText read(String path) {
        Optional<LinkWalk.Place> place = walk.resolve(path);
        if (place.isEmpty()) {
            return new FileText.Missing();
        }
        FileText.Found found = files.get(place.get().path());
        return found == null ? new FileText.Unreadable("not a file") : found;
    }

    @Override
    public List<String> list(String directory) {
        Optional<LinkWalk.Place> place = walk.resolve(directory).filter(found -> found.kind() == Kind.DIRECTORY);
        if (place.isEmpty()) {
            return List.of();
        }
        String prefix = place.get().path().equals("/") ? "/" : place.get().path() + "/";
        NavigableSet<String> names = new TreeSet<>();
        for (NavigableMap<String, ?> entries : List.<NavigableMap<String, ?>>of(files, links)) {
            entries.tailMap(prefix, false).keySet().stream()
                    .takeWhile(path -> path.startsWith(prefix))
                    .map(path -> path.substring(prefix.length()).split("/", 2)[0])
                    .forEach(names::add);
        }
        return List.copyOf(names);
    }

    @Override
    public Optional<Kind> kind(String path) {
        return walk.resolve(path).map(LinkWalk.Place::kind);
    }

    private LinkWalk.Entry entry(String path) {
        String target = links.get(path);
        if (target != null) {
            return new LinkWalk.Entry.Link(target);
        }
        if (files.containsKey(path)) {
            return new LinkWalk.Entry.Here(Kind.FILE);
        }
        return begins(files, path + "/") || begins(links, path + "/")
                ? new LinkWalk.Entry.Here(Kind.DIRECTORY)
                : new LinkWalk.Entry.Nothing();
    }

    private static boolean begins(NavigableMap<String, ?> entries, String prefix) {
        String next = entries.higherKey(prefix);
        return next != null && next.startsWith(prefix);
    }
}
