package org.headroom.probes.nginx;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.headroom.probes.site.SiteFetcher;

/** Sites that are well but for what a test sets. What was set last counts. */
final class FakeSites implements SiteFetcher {
    static final String ALT_SVC = "h3=\":443\"; ma=86400";

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final Map<String, TestAuthority.Issued> CERTIFICATES = Map.of(
            "www.one.test",
            AUTHORITY.issue(days(300), "www.one.test", "one.test"),
            "www.two.test",
            AUTHORITY.issue(days(300), "www.two.test"));

    private record Case(Predicate<Visit> when, Function<Visit, Visited> then) {}

    private final List<Case> cases = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();

    static Instant days(int days) {
        return Instant.now().plus(Duration.ofDays(days)).plusSeconds(60);
    }

    static TestAuthority.Issued issue(int days, String... names) {
        return AUTHORITY.issue(days(days), names);
    }

    static List<X509Certificate> chainOf(String host) {
        return Objects.requireNonNull(CERTIFICATES.get(host)).chain();
    }

    void when(Predicate<Visit> when, Function<Visit, Visited> then) {
        cases.addFirst(new Case(when, then));
    }

    void fails(Predicate<Visit> when, Trouble.Kind kind) {
        when(when, _ -> new Visited(new Handshake.Failed(new Trouble(kind, kind.toString())), List.of()));
    }

    void shows(Predicate<Visit> when, List<X509Certificate> chain) {
        when(
                when.and(visit -> visit.protocol() != Protocol.PLAIN),
                visit -> new Visited(
                        new Handshake.Done(Duration.ofMillis(3), chain),
                        well(visit).answers()));
    }

    void answers(Predicate<Visit> when, int status) {
        when(when, visit -> answered(visit, status, Duration.ofMillis(50), ALT_SVC));
    }

    static Visited answered(Visit visit, int status, Duration took, String altSvc) {
        return new Visited(
                new Handshake.Done(Duration.ofMillis(3), chainOf(visit.name())),
                visit.requests().stream()
                        .map(request -> (Answer) new Answer.Answered(
                                status,
                                altSvc.isEmpty() ? Map.of() : Map.of("alt-svc", altSvc),
                                "<title>" + request.authority() + "</title>",
                                took))
                        .toList());
    }

    static Predicate<Visit> at(String address) {
        return visit -> visit.address().equals(address);
    }

    static Predicate<Visit> over(Protocol... protocols) {
        return visit -> List.of(protocols).contains(visit.protocol());
    }

    static Predicate<Visit> named(String host) {
        return visit -> visit.name().equals(host);
    }

    /** Every visit that was made. */
    List<Visit> visits() {
        return List.copyOf(visits);
    }

    private static Visited well(Visit visit) {
        if (visit.protocol() == Protocol.PLAIN) {
            return new Visited(
                    new Handshake.Done(Duration.ofMillis(1), List.of()),
                    List.of(
                            new Answer.Answered(
                                    301, Map.of("location", "https://" + visit.name() + "/"), "", Duration.ofMillis(1)),
                            new Answer.Answered(404, Map.of(), "", Duration.ofMillis(1))));
        }
        return answered(visit, 200, Duration.ofMillis(50), ALT_SVC);
    }

    @Override
    public synchronized CompletableFuture<Visited> visit(Visit visit, Patience patience) {
        visits.add(visit);
        Function<Visit, Visited> then = cases.stream()
                .filter(one -> one.when().test(visit))
                .findFirst()
                .map(Case::then)
                .orElse(FakeSites::well);
        return CompletableFuture.completedFuture(then.apply(visit));
    }

    @Override
    public Optional<String> distrust(List<X509Certificate> chain) {
        return chain.size() < 2 ? Optional.of("no path to a known authority") : Optional.empty();
    }

    @Override
    public void close() {}
}
