package org.headroom.probes.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Handshake;
import org.headroom.probes.site.SiteFetcher.Patience;
import org.headroom.probes.site.SiteFetcher.Protocol;
import org.headroom.probes.site.SiteFetcher.Request;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.headroom.probes.site.SiteFetcher.Visit;
import org.headroom.probes.site.SiteFetcher.Visited;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;

/**
 * One round of visits at one proxy, all at the same time: of each site the front page over h2, something cheap over h1
 * and h3, the redirect over plain HTTP; and some handshakes more over h3. What fails is tried once more, because a reload
 * can lose a connection. Where one certificate is good for several sites, what browsers then do is tried as well: to ask
 * for one site on the other's connection.
 */
final class SiteRound {
    /**
     * On every WordPress, an empty script: it goes through proxy, Apache and PHP-FPM and loads nothing of WordPress.
     * Where it is forbidden, the answer is cheaper still.
     */
    static final String CHEAP = "/wp-content/index.php";

    static final String CHALLENGE = "/.well-known/acme-challenge/headroom-check";

    /**
     * Handshakes over h3 besides those with each site. Two workers without reuseport lose half of all connections or
     * more; one of six is lost then with a chance of 98.4 % or better.
     */
    static final int HANDSHAKES = 6;

    private static final Duration HANDSHAKE = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Proxy proxy;
    private final List<Site> sites;
    private final SiteFetcher fetcher;
    private final long endNanos;
    private final List<CompletableFuture<Visited>> h3 = new ArrayList<>();

    SiteRound(Proxy proxy, List<Site> sites, SiteFetcher fetcher, Duration deadline) {
        this.proxy = proxy;
        this.sites = List.copyOf(sites);
        this.fetcher = fetcher;
        this.endNanos = System.nanoTime() + deadline.minus(MARGIN).toNanos();
    }

    /** Connections over h3 that were tried, repetitions for failures not among them. */
    int h3Tried() {
        return h3.size();
    }

    /** Those of {@link #h3Tried} that did not come about. */
    int h3Lost() {
        return (int) h3.stream().filter(one -> lost(one.join())).count();
    }

    Map<Site, SiteVisits> go() {
        Map<Site, CompletableFuture<Visited>> firstH3 = new LinkedHashMap<>();
        sites.forEach(site -> firstH3.put(site, overH3(site, cheap(site))));
        for (int i = 0; i < HANDSHAKES && !sites.isEmpty(); i++) {
            var _ = overH3(sites.getFirst(), List.of());
        }
        Map<Site, CompletableFuture<SiteVisits>> visits = new LinkedHashMap<>();
        firstH3.forEach((site, first) -> visits.put(site, visits(site, first)));
        Map<Site, SiteVisits> seen = new LinkedHashMap<>();
        visits.forEach((site, all) -> seen.put(site, all.join()));
        return withShared(seen);
    }

    private CompletableFuture<Visited> overH3(Site site, List<Request> requests) {
        CompletableFuture<Visited> visit = visit(Protocol.H3, site, requests);
        h3.add(visit);
        return visit;
    }

    private CompletableFuture<SiteVisits> visits(Site site, CompletableFuture<Visited> firstH3) {
        List<Request> redirects = List.of(get(site, "/"), get(site, CHALLENGE));
        var plain = twice(() -> visit(Protocol.PLAIN, site, redirects));
        var h1 = twice(() -> visit(Protocol.H1, site, cheap(site)));
        var h2 = twice(() -> visit(Protocol.H2, site, List.of(get(site, "/"))));
        var settledH3 = firstH3.thenCompose(
                first -> failed(first) ? later(() -> visit(Protocol.H3, site, cheap(site))) : firstH3);
        var page = h2.thenCompose(first -> page(site, first));
        return CompletableFuture.allOf(plain, h1, settledH3, page)
                .thenApply(_ -> new SiteVisits(
                        plain.join(),
                        h1.join(),
                        h2.join(),
                        settledH3.join(),
                        page.join().visited(),
                        page.join().firstTry(),
                        Optional.empty()));
    }

    private record Page(Visited visited, OptionalInt firstTry) {}

    /** The front page, another time when an origin behind the proxy was in trouble. */
    private CompletableFuture<Page> page(Site site, Visited overH2) {
        boolean noH2 = lost(overH2);
        List<Request> front = List.of(get(site, "/"));
        Protocol protocol = noH2 ? Protocol.H1 : Protocol.H2;
        CompletableFuture<Visited> first =
                noH2 ? visit(protocol, site, front) : CompletableFuture.completedFuture(overH2);
        return first.thenCompose(visited -> {
            OptionalInt status = SiteVisits.answer(visited, 0).stream()
                    .mapToInt(Answer.Answered::status)
                    .filter(code -> code >= 500)
                    .findFirst();
            return status.isPresent()
                    ? later(() -> visit(protocol, site, front)).thenApply(again -> new Page(again, status))
                    : CompletableFuture.completedFuture(new Page(visited, status));
        });
    }

    /**
     * Which page a site really has can be seen by its certificate, unless it is good for other sites. Then the pages
     * themselves have to be compared.
     */
    private Map<Site, SiteVisits> withShared(Map<Site, SiteVisits> seen) {
        Map<Site, CompletableFuture<SiteVisits>> more = new LinkedHashMap<>();
        seen.forEach((site, visits) -> {
            Optional<Site> other = sites.stream()
                    .filter(one -> !one.equals(site) && CertificateNames.match(visits.chain(), name(one)))
                    .findFirst();
            if (other.isPresent() && !lost(visits.h3())) {
                List<Request> both = List.of(get(site, "/"), get(other.get(), "/"));
                more.put(
                        site,
                        twice(() -> visit(Protocol.H3, site, both))
                                .thenApply(visited -> new SiteVisits(
                                        visits.plain(),
                                        visits.h1(),
                                        visits.h2(),
                                        visits.h3(),
                                        visits.page(),
                                        visits.firstTry(),
                                        Optional.of(new SiteVisits.Shared(
                                                other.get().name(), visited)))));
            }
        });
        Map<Site, SiteVisits> all = new LinkedHashMap<>(seen);
        more.forEach((site, visits) -> all.put(site, visits.join()));
        return all;
    }

    /** Tries again when there is no connection, or it was lost. */
    private CompletableFuture<Visited> twice(Supplier<CompletableFuture<Visited>> attempt) {
        return attempt.get()
                .thenCompose(first -> failed(first) ? later(attempt) : CompletableFuture.completedFuture(first));
    }

    private static CompletableFuture<Visited> later(Supplier<CompletableFuture<Visited>> attempt) {
        return CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(_ -> attempt.get());
    }

    static boolean lost(Visited visited) {
        return visited.handshake() instanceof Handshake.Failed;
    }

    /** Whether it is worth another try: who was silent until the end will be again. */
    private static boolean failed(Visited visited) {
        return lost(visited)
                || visited.answers().stream()
                        .anyMatch(answer -> answer instanceof Answer.Failed(Trouble trouble, var _)
                                && trouble.kind() != Trouble.Kind.TIMEOUT);
    }

    private CompletableFuture<Visited> visit(Protocol protocol, Site site, List<Request> requests) {
        int port = protocol == Protocol.PLAIN ? proxy.httpPort() : proxy.httpsPort();
        Duration left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
        return fetcher.visit(
                new Visit(protocol, name(site), proxy.address(), port, requests),
                new Patience(left.compareTo(HANDSHAKE) < 0 ? left : HANDSHAKE, left));
    }

    private static List<Request> cheap(Site site) {
        return List.of(new Request("HEAD", name(site), CHEAP));
    }

    private static Request get(Site site, String path) {
        return new Request("GET", name(site), path);
    }

    private static String name(Site site) {
        return site.hosts().getFirst();
    }
}
