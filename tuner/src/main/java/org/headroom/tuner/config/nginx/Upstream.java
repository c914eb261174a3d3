package org.headroom.tuner.config.nginx;

import java.util.Optional;
import org.headroom.tuner.config.nginx.NginxDirective.Argument;

/**
 * An origin among an upstream's servers.
 *
 * @param block the whole upstream
 * @param server the line with the origin's address
 */
public record Upstream(NginxDirective block, NginxDirective server) {
    static final String MAX_CONNS = "max_conns=";

    /** As proxy_pass has it. */
    public String name() {
        return block.value();
    }

    /** The argument that limits connections. */
    Optional<Argument> maxConnsArgument() {
        return server.arguments().stream()
                .filter(argument -> argument.text().startsWith(MAX_CONNS))
                .findFirst();
    }

    /** The limit of connections, of each worker unless there is a zone. */
    public Optional<String> maxConns() {
        return maxConnsArgument().map(argument -> argument.text().substring(MAX_CONNS.length()));
    }
}
