package org.headroom.probes.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;

/**
 * Whether a proxy can be reached over TLS: h1 and h2 for every site. The verdict bears the name of the probe nginx, since
 * it speaks for the status page, too, which is gone with everything else.
 */
final class HttpsRule implements HealthRule {
    static final String CHECK = "https";

    @Override
    public List<Verdict> judge(Health health) {
        SiteView view = new SiteView(health);
        List<Verdict> verdicts = new ArrayList<>();
        if (view.sites().isEmpty()) {
            return verdicts;
        }
        for (Proxy proxy : view.proxies()) {
            verdicts.add(view.down(proxy) ? down(view, proxy) : bySite(view, proxy));
        }
        return verdicts;
    }

    private static Verdict down(SiteView view, Proxy proxy) {
        List<Site> sites = view.sites();
        String where = proxy.name() + " (" + proxy.address() + ")";
        int port = proxy.httpsPort();
        String message;
        String advice =
                "on " + proxy.name() + ": `nginx -t`, then start nginx, then read its error log for why it ended";
        if (all(view, proxy, sites, "refused")) {
            message = "nothing listens on port " + port + " at " + where + ": h1, h2 "
                    + (sites.stream()
                                    .allMatch(
                                            site -> view.kind(proxy, site, "h3").equals("refused"))
                            ? "and h3 are refused"
                            : "are refused, h3 fails");
        } else if (all(view, proxy, sites, "timeout")) {
            message = "port " + port + " at " + where + " does not answer: no connection within the time allowed";
            advice = "see whether the host is up and its line whole, and whether a firewall drops port " + port;
        } else {
            message = "no TLS handshake at " + where + ": "
                    + SiteView.words(
                            view.fact(proxy, sites.getFirst(), "h2_trouble").orElse("unknown"));
        }
        if (view.noMaster(proxy)) {
            message += "; no nginx runs there";
        }
        return Verdict.of(
                NginxStatusProbe.NAME,
                proxy.name(),
                CHECK,
                Level.CRITICAL,
                message + "; " + others(view, proxy),
                advice);
    }

    private static boolean all(SiteView view, Proxy proxy, List<Site> sites, String kind) {
        return sites.stream()
                .allMatch(site -> view.kind(proxy, site, "h1").equals(kind)
                        && view.kind(proxy, site, "h2").equals(kind));
    }

    private static String others(SiteView view, Proxy proxy) {
        List<Proxy> serving =
                view.up().stream().filter(other -> !other.equals(proxy)).toList();
        return serving.isEmpty()
                ? "no other proxy serves, the sites are away"
                : SiteView.names(serving) + (serving.size() == 1 ? " still serves" : " still serve")
                        + ", visitors whom DNS sends here wait or fail";
    }

    private static Verdict bySite(SiteView view, Proxy proxy) {
        List<Site> away = view.sites().stream()
                .filter(site -> !view.shook(proxy, site, "h1") && !view.shook(proxy, site, "h2"))
                .toList();
        if (!away.isEmpty()) {
            return Verdict.of(
                    NginxStatusProbe.NAME,
                    proxy.name(),
                    CHECK,
                    Level.CRITICAL,
                    "no TLS handshake for " + SiteView.hosts(away) + " at " + proxy.name() + ": "
                            + SiteView.words(view.fact(proxy, away.getFirst(), "h2_trouble")
                                    .orElse("unknown"))
                            + "; other sites there are reached",
                    "nginx on " + proxy.name() + " has no server block for that name, or one whose certificate cannot"
                            + " be read: see `nginx -T` and compare with the other proxies");
        }
        for (String protocol : List.of("h2", "h1")) {
            List<Site> without = view.sites().stream()
                    .filter(site -> !view.shook(proxy, site, protocol))
                    .toList();
            if (!without.isEmpty()) {
                return without(view, proxy, protocol, without);
            }
        }
        double slowest = view.sites().stream()
                .mapToDouble(
                        site -> view.value(proxy, site, "h2_handshake_seconds").orElse(0))
                .max()
                .orElse(0);
        return Verdict.ok(
                NginxStatusProbe.NAME,
                proxy.name(),
                CHECK,
                String.format(
                        Locale.ROOT,
                        "h1 and h2 for all %d sites, handshakes in %.0f ms or less",
                        view.sites().size(),
                        slowest * 1000));
    }

    private static Verdict without(SiteView view, Proxy proxy, String protocol, List<Site> without) {
        String words = SiteView.words(
                view.fact(proxy, without.getFirst(), protocol + "_trouble").orElse("unknown"));
        boolean h2 = protocol.equals("h2");
        return Verdict.of(
                NginxStatusProbe.NAME,
                proxy.name(),
                CHECK,
                Level.WARNING,
                "no " + protocol + " for " + SiteView.hosts(without) + " at " + proxy.name() + " (" + words
                        + "), while " + (h2 ? "h1" : "h2") + " works",
                h2
                        ? "`http2 on;` in that server block (nginx before 1.25.1: `listen 443 ssl http2`)"
                        : "see which protocols nginx offers for that name; crawlers and old programs need h1");
    }
}
