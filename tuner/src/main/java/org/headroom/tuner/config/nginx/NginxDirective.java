package org.headroom.tuner.config.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.tuner.config.text.Place;

/**
 * A directive, and if it is a block, what is in it; included files' directives stand where the include stood.
 *
 * @param place with its first argument as value
 * @param arguments where each stands
 * @param close where the block's closing brace stands; of a directive without a block, its own place
 * @param children empty unless it is a block
 */
public record NginxDirective(
        String name, List<Argument> arguments, Place place, Place close, List<NginxDirective> children) {
    /** A word of a directive. */
    public record Argument(String text, Place place) {}

    public NginxDirective {
        arguments = List.copyOf(arguments);
        children = List.copyOf(children);
    }

    /** The first argument; empty if there is none. */
    public String value() {
        return arguments.isEmpty() ? "" : arguments.getFirst().text();
    }

    /** Whether one of its arguments is that word. */
    public boolean has(String word) {
        return arguments.stream().anyMatch(argument -> argument.text().equals(word));
    }

    /** The last of that name directly in the block that says something. */
    public Optional<NginxDirective> child(String of) {
        return children.reversed().stream()
                .filter(child -> child.name().equals(of) && !child.arguments().isEmpty())
                .findFirst();
    }

    /** Those of that name directly in the block. */
    public List<NginxDirective> children(String of) {
        return children.stream().filter(child -> child.name().equals(of)).toList();
    }

    /** It and everything in it. */
    public Stream<NginxDirective> all() {
        List<NginxDirective> all = new ArrayList<>();
        List<NginxDirective> todo = new ArrayList<>(List.of(this));
        while (!todo.isEmpty()) {
            NginxDirective next = todo.removeLast();
            all.add(next);
            todo.addAll(next.children().reversed());
        }
        return all.stream();
    }
}
