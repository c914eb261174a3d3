package org.headroom.probes.watched;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.probes.apache.ApacheStatusProbe;
import org.headroom.probes.fetch.FastCgiAddress;
import org.headroom.probes.fetch.StatusClient;
import org.headroom.probes.fetch.StatusPage;
import org.headroom.probes.fpm.FpmStatusProbe;
import org.headroom.probes.sampling.Probe;

/** The probes of a stack, and the clients that they share: close it after the sampler. */
public final class StackProbes implements AutoCloseable {
    private static final String DEFAULT_STATUS_PATH = "/fpm-status";
    private static final String QUERY = "json&full";

    private final StatusClient client = new StatusClient();
    private final Clock clock;
    private final List<Probe> probes = new ArrayList<>();

    /**
     * Builds a probe for every target.
     *
     * @throws IllegalArgumentException if a pool names neither a listen address nor a URL, or one that is none
     */
    public StackProbes(List<ApacheTarget> apaches, List<FpmTarget> pools, Clock clock) {
        this.clock = clock;
        apaches.forEach(apache -> probes.add(apacheProbe(apache)));
        pools.forEach(pool -> probes.add(fpmProbe(pool)));
    }

    /** All of them. */
    public List<Probe> probes() {
        return List.copyOf(probes);
    }

    @Override
    public void close() {
        client.close();
    }

    private Probe apacheProbe(ApacheTarget target) {
        return new ApacheStatusProbe(target.host(), client.http(target.statusUrl()), clock, System::nanoTime);
    }

    /**
     * The way to the status page, best first: its own listener, which answers when every child is busy; the pool's
     * socket, which needs a child but no Apache worker; the URL, which needs both.
     */
    private Probe fpmProbe(FpmTarget target) {
        String path = target.statusPath().orElse(DEFAULT_STATUS_PATH);
        StatusPage page = target.statusListen()
                .or(target::listen)
                .map(address -> client.fastCgi(FastCgiAddress.parse(address), path, QUERY))
                .or(() -> target.statusUrl().map(url -> client.http(withQuery(url))))
                .orElseThrow(() -> new IllegalArgumentException(
                        "pool " + target.pool() + " of " + target.host() + " has neither a listen address nor a URL"));
        boolean takesChild = target.statusListen().isEmpty();
        boolean overHttp = takesChild && target.listen().isEmpty();
        // FPM lists its children's requests by the path that the web server was asked for.
        String ownPath = overHttp ? target.statusUrl().map(URI::getPath).orElse(path) : path;
        return new FpmStatusProbe(
                target.host(),
                new FpmStatusProbe.Pool(target.pool(), ownPath, takesChild, localSocket(target)),
                page,
                clock,
                System::nanoTime);
    }

    private static Optional<Path> localSocket(FpmTarget target) {
        return target.listen()
                .map(FastCgiAddress::parse)
                .flatMap(address -> switch (address) {
                    case FastCgiAddress.Unix(Path socket) -> Optional.of(socket);
                    case FastCgiAddress.Tcp _ -> Optional.empty();
                })
                .filter(Files::exists);
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
}
