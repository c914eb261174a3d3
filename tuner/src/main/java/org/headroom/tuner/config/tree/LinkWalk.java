package org.headroom.tuner.config.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows a path component by component, as a kernel does for a process whose root is the tree: the target of an absolute
 * link begins at the tree's root, and {@code ..} stops there.
 */
final class LinkWalk {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    /** What stands at a path whose parents are no links. */
    sealed interface Entry {
        record Here(ConfigTree.Kind kind) implements Entry {}

        record Link(String target) implements Entry {}

        record Nothing() implements Entry {}
    }

    /** A path without links. */
    record Place(String path, ConfigTree.Kind kind) {}

    private final Function<String, Entry> entries;

    LinkWalk(Function<String, Entry> entries) {
        this.entries = entries;
    }

    Optional<Place> resolve(String path) {
        Deque<String> todo = new ArrayDeque<>();
        push(todo, path);
        List<String> done = new ArrayList<>();
        ConfigTree.Kind kind = ConfigTree.Kind.DIRECTORY;
        int links = 0;
        while (!todo.isEmpty()) {
            String name = todo.pop();
            if (name.equals("..")) {
                if (!done.isEmpty()) {
                    done.removeLast();
                }
                kind = ConfigTree.Kind.DIRECTORY;
                continue;
            }
            switch (entries.apply(join(done, name))) {
                case Entry.Nothing() -> {
                    return Optional.empty();
                }
                case Entry.Link(String target) -> {
                    if (++links > MOST_LINKS) {
                        return Optional.empty();
                    }
                    if (target.startsWith("/")) {
                        done.clear();
                    }
                    push(todo, target);
                }
                case Entry.Here(ConfigTree.Kind here) -> {
                    if (here == ConfigTree.Kind.FILE && !todo.isEmpty()) {
                        return Optional.empty();
                    }
                    kind = here;
                    done.add(name);
                }
            }
        }
        return Optional.of(new Place("/" + String.join("/", done), kind));
    }

    private static void push(Deque<String> todo, String path) {
        for (String name : List.of(path.split("/", -1)).reversed()) {
            if (!name.isEmpty() && !name.equals(".")) {
                todo.push(name);
            }
        }
    }

    private static String join(List<String> done, String name) {
        return done.isEmpty() ? "/" + name : "/" + String.join("/", done) + "/" + name;
    }
}
