package org.headroom.loadgen.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.endpoint.HostName;
import org.headroom.scenarios.endpoint.WebUrl;

/**
 * The servers that a run may send requests to, by URL: every host of the scenario at its own port, and the same host
 * by the other scheme (plain http beside https, and https at its standard port beside plain http), between which sites
 * redirect.
 */
final class Origins {
    private record Server(String scheme, String host, int port) {}

    private final LoadTarget target;
    private final Map<Server, String> aliases = new HashMap<>();

    Origins(LoadTarget target) {
        this.target = target;
        target.endpoints()
                .forEach((alias, endpoint) ->
                        aliases.put(server(endpoint.scheme(), endpoint.host(), endpoint.port()), alias));
        target.endpoints().forEach((alias, endpoint) -> {
            boolean secure = endpoint.scheme().equals("https");
            Server other = secure
                    ? server("http", endpoint.host(), target.httpPort())
                    : server("https", endpoint.host(), LoadTarget.HTTPS);
            aliases.putIfAbsent(other, alias);
        });
    }

    private static Server server(String scheme, String host, int port) {
        return new Server(scheme, HostName.normal(host), port);
    }

    /** URL of a path at a host of the scenario. */
    WebUrl url(String alias, String path) {
        LoadTarget.Endpoint endpoint = target.endpoint(alias);
        return new WebUrl(endpoint.scheme(), HostName.normal(endpoint.host()), endpoint.port(), path);
    }

    /** The same as somebody types it who begins with {@code http://}. */
    WebUrl plainUrl(String alias, String path) {
        LoadTarget.Endpoint endpoint = target.endpoint(alias);
        return endpoint.scheme().equals("http")
                ? url(alias, path)
                : new WebUrl("http", HostName.normal(endpoint.host()), target.httpPort(), path);
    }

    /** The host alias that a URL belongs to; empty: load may not go there. */
    Optional<String> alias(WebUrl url) {
        return Optional.ofNullable(aliases.get(new Server(url.scheme(), url.host(), url.port())));
    }
}
