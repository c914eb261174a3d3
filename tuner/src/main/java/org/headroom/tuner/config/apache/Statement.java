package org.headroom.tuner.config.apache;

import java.util.List;
import org.headroom.tuner.config.text.Place;

/**
 * A directive that Apache obeys.
 *
 * @param arguments with variables filled in
 * @param place with the first argument as its value
 * @param sections that it stands in, the outermost first, e.g. {@code VirtualHost *:80}; conditions left out
 */
public record Statement(String name, List<String> arguments, Place place, List<String> sections) {
    public Statement {
        arguments = List.copyOf(arguments);
        sections = List.copyOf(sections);
    }

    /** The first argument; empty if there is none. */
    public String value() {
        return arguments.isEmpty() ? "" : arguments.getFirst();
    }

    /** Whether it is of the whole server. */
    public boolean isOfServer() {
        return sections.isEmpty();
    }

    /** Whether it is that directive. */
    public boolean is(String directive) {
        return name.equalsIgnoreCase(directive);
    }
}
