package org.headroom.probes.nginx;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Handshake;
import org.headroom.probes.site.SiteFetcher.Visited;

/**
 * What became of the visits to one site at one proxy.
 *
 * @param plain two requests: the front page, and a path below {@code /.well-known/acme-challenge/}
 * @param h1 and {@code h3}: a cheap request
 * @param page the front page: over h2, or h1 where there is no h2
 * @param firstTry the page's first status, when it was an error and asked for again
 * @param shared over h3, when the certificate is good for other sites too: this site's front page, then the other's on
 *     the same connection
 */
record SiteVisits(
        Visited plain,
        Visited h1,
        Visited h2,
        Visited h3,
        Visited page,
        OptionalInt firstTry,
        Optional<Shared> shared) {
    /** A connection for one site on which another was asked for, too. */
    record Shared(String otherSite, Visited visited) {}

    static Optional<Handshake.Done> done(Visited visited) {
        return visited.handshake() instanceof Handshake.Done done ? Optional.of(done) : Optional.empty();
    }

    static Optional<Answer.Answered> answer(Visited visited, int index) {
        return visited.answers().size() > index && visited.answers().get(index) instanceof Answer.Answered answered
                ? Optional.of(answered)
                : Optional.empty();
    }

    static List<X509Certificate> chain(Visited visited) {
        return done(visited).map(Handshake.Done::chain).orElse(List.of());
    }

    /** The certificate that visitors meet first. */
    List<X509Certificate> chain() {
        List<X509Certificate> chain = chain(h2);
        return chain.isEmpty() ? chain(h1) : chain;
    }
}
