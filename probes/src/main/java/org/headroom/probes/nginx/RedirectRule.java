package org.headroom.probes.nginx;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;

/** Port 80: everything is sent to https for good, but for what proves to a certificate authority that the name is ours. */
final class RedirectRule implements HealthRule {
    private static final String CHECK = "redirect";
    private static final Set<Integer> FOR_GOOD = Set.of(301, 308);
    private static final Set<Integer> FOR_NOW = Set.of(302, 303, 307);

    @Override
    public List<Verdict> judge(Health health) {
        SiteView view = new SiteView(health);
        List<Verdict> verdicts = new ArrayList<>();
        if (!view.sites().isEmpty()) {
            view.up().forEach(proxy -> verdicts.add(judge(view, proxy)));
        }
        return verdicts;
    }

    private static Verdict judge(SiteView view, Proxy proxy) {
        List<String> problems = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        List<Site> closed = view.sites().stream()
                .filter(site -> !view.shook(proxy, site, "plain"))
                .toList();
        if (!closed.isEmpty()) {
            problems.add("port " + proxy.httpPort() + " at " + proxy.name() + " cannot be reached ("
                    + SiteView.words(
                            view.fact(proxy, closed.getFirst(), "plain_trouble").orElse("unknown"))
                    + "): who types the name alone sees nothing, and certificates are not renewed over HTTP");
            advice.add("`listen " + proxy.httpPort() + "` in a server that answers 301 to https");
        } else {
            front(view, proxy, problems, advice);
            challenge(view, proxy, problems, advice);
        }
        return problems.isEmpty()
                ? Verdict.ok(
                        SiteView.PROBE,
                        proxy.name(),
                        CHECK,
                        "port " + proxy.httpPort() + " sends to https for good, ACME challenges are spared")
                : Verdict.of(
                        SiteView.PROBE,
                        proxy.name(),
                        CHECK,
                        Level.WARNING,
                        String.join("; ", problems),
                        String.join("; ", advice));
    }

    private static void front(SiteView view, Proxy proxy, List<String> problems, List<String> advice) {
        for (Site site : view.sites()) {
            int status = view.status(proxy, site, "plain_status");
            if (status == 0) {
                // It connects and does not answer: what else is wrong with it says the page.
                continue;
            }
            String where = "http://" + SiteView.host(site) + "/ at " + proxy.name();
            Optional<URI> to = view.fact(proxy, site, "redirect").flatMap(RedirectRule::uri);
            if (!FOR_GOOD.contains(status) && !FOR_NOW.contains(status)) {
                problems.add(where + " answers " + status + " instead of 301 to https");
                advice.add("`return 301 https://$host$request_uri;` in the server of port " + proxy.httpPort());
            } else if (to.filter(uri -> "https".equals(uri.getScheme())).isEmpty()) {
                problems.add(where + " redirects to "
                        + view.fact(proxy, site, "redirect").orElse("nowhere") + ", which is not https");
                advice.add("`return 301 https://$host$request_uri;`");
            } else if (to.filter(uri -> mayLead(site, uri.getHost())).isEmpty()) {
                problems.add(where + " redirects to another name: " + to.orElseThrow());
                advice.add("use `$host` in the redirect");
            } else if (FOR_NOW.contains(status)) {
                problems.add(where + " answers " + status + ": browsers ask again each time");
                advice.add("answer 301");
            }
        }
    }

    /** To one of its own names, or below one (from the bare name to www and back). */
    private static boolean mayLead(Site site, String host) {
        String to = String.valueOf(host).toLowerCase(Locale.ROOT);
        return site.hosts().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(to) || to.endsWith("." + name) || name.endsWith("." + to));
    }

    private static void challenge(SiteView view, Proxy proxy, List<String> problems, List<String> advice) {
        List<Site> sent = view.sites().stream()
                .filter(site -> view.fact(proxy, site, "challenge_redirect").isPresent())
                .toList();
        if (!sent.isEmpty()) {
            problems.add("ACME challenges for " + SiteView.hosts(sent) + " at " + proxy.name()
                    + " are redirected, too: a renewal over HTTP depends on the certificate that it is to replace");
            advice.add("`location ^~ /.well-known/acme-challenge/ { root …; }` beside the redirect");
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
