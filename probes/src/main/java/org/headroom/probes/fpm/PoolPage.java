package org.headroom.probes.fpm;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.probes.fetch.FastCgiAddress;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;

/**
 * The ways to a pool's status page, best first: its own listener, which answers when every child is busy; the pool's
 * socket, which needs a child but no Apache worker; the URL, which needs Apache, too.
 *
 * @param statusUrl over HTTP, with or without {@code ?json}
 * @param listen the pool's own address
 * @param statusPath its pm.status_path
 * @param statusListen its pm.status_listen
 */
public record PoolPage(
        Optional<URI> statusUrl,
        Optional<FastCgiAddress> listen,
        String statusPath,
        Optional<FastCgiAddress> statusListen) {
    private static final String QUERY = "json&full";

    /**
     * The ways that can work from this machine: a socket file, and a port of loopback, are those of another machine when
     * the origin is another one, and must not be taken for this machine's.
     */
    static PoolPage of(Origin origin, FpmPool pool) {
        return new PoolPage(
                pool.statusUrl(),
                pool.listen().flatMap(listen -> address(origin, listen)),
                pool.statusPath(),
                pool.statusListen().flatMap(listen -> address(origin, listen)));
    }

    /** The page by the best way, and over HTTP when that fails; empty if there is no way at all. */
    public Optional<StatusPage> open(StatusClient client) {
        List<StatusPage> ways = new ArrayList<>();
        Stream.concat(statusListen.stream(), listen.stream())
                .findFirst()
                .ifPresent(address -> ways.add(client.fastCgi(address, statusPath, QUERY)));
        statusUrl.ifPresent(url -> ways.add(client.http(withQuery(url))));
        return switch (ways.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(ways.getFirst());
            default -> Optional.of(new EitherPage(ways.getFirst(), ways.getLast()));
        };
    }

    /** Whether a child of the pool has to serve the page. */
    public boolean takesChild() {
        return statusListen.isEmpty();
    }

    /** The path that FPM lists the page's own requests by: that which the web server was asked for. */
    public String ownPath() {
        boolean overHttp = takesChild() && listen.isEmpty();
        return overHttp ? statusUrl.map(URI::getPath).orElse(statusPath) : statusPath;
    }

    /** The pool's socket, if it is a file of this machine. */
    public Optional<Path> localSocket() {
        return listen.flatMap(address -> switch (address) {
                    case FastCgiAddress.Unix(Path socket) -> Optional.of(socket);
                    case FastCgiAddress.Tcp _ -> Optional.empty();
                })
                .filter(Files::exists);
    }

    private static Optional<FastCgiAddress> address(Origin origin, FpmPool.Listen listen) {
        return switch (listen) {
            case FpmPool.Listen.UnixSocket(Path path) ->
                here(origin.address()) ? Optional.of(new FastCgiAddress.Unix(path)) : Optional.empty();
            case FpmPool.Listen.Tcp(String host, int port) -> {
                boolean wildcard = host.equals("0.0.0.0") || host.equals("::");
                String to = wildcard ? origin.address() : host;
                yield !loopback(to) || here(origin.address())
                        ? Optional.of(new FastCgiAddress.Tcp(to, port))
                        : Optional.empty();
            }
        };
    }

    private static boolean loopback(String host) {
        return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
    }

    private static boolean here(String address) {
        if (loopback(address)) {
            return true;
        }
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (UnknownHostException | SocketException _) {
            return false;
        }
    }

    /** The JSON form with the list of children, whatever form the URL itself asks for. */
    private static URI withQuery(URI url) {
        List<String> words = url.getRawQuery() == null
                ? List.of()
                : List.of(url.getRawQuery().split("&", -1));
        String missing =
                Stream.of("json", "full").filter(word -> !words.contains(word)).collect(Collectors.joining("&"));
        if (missing.isEmpty()) {
            return url;
        }
        return URI.create(url + (words.isEmpty() ? "?" : "&") + missing);
    }

    /** One way, and another when nothing can be had by the first; each gets half of the time. */
    private record EitherPage(StatusPage first, StatusPage second) implements StatusPage {
        @Override
        public Fetched fetch(Duration deadline) {
            Fetched fetched = first.fetch(deadline.dividedBy(2));
            return switch (fetched) {
                case Body body -> body;
                case Unavailable why ->
                    switch (second.fetch(deadline.dividedBy(2))) {
                        case Body body -> body;
                        case Unavailable too ->
                            new Unavailable(why.problem() + "; " + too.problem(), why.advice(), why.cause());
                    };
            };
        }

        @Override
        public String where() {
            return first.where();
        }
    }
}
