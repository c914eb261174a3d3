package org.headroom.probes;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.headroom.probes.site.SiteFetcher;

/** For tiers that visit no site. */
final class NoSites implements SiteFetcher {
    @Override
    public CompletableFuture<Visited> visit(Visit visit, Patience patience) {
        throw new AssertionError("visits a site");
    }

    @Override
    public Optional<String> distrust(List<X509Certificate> chain) {
        throw new AssertionError("visits a site");
    }

    @Override
    public void close() {}
}
