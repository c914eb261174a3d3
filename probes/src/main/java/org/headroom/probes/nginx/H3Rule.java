package org.headroom.probes.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;

/**
 * h3 at a proxy that can be reached over TCP: whether it answers, to every name, on every connection, with the same as the
 * other protocols, and whether visitors are told of it. Visitors fall back to h2 when h3 does not come about, so that is
 * to be looked at soon; what they are served over h3 they are served, so a wrong answer there is trouble at once.
 */
final class H3Rule implements HealthRule {
    private static final String CHECK = "h3";
    /** A reload can lose a connection; two of nine it does not. */
    private static final int LEAST_LOST = 2;

    private static final double LEAST_SHARE = 0.2;
    private static final int BAD_REQUEST = 400;
    /** Where servers put headers of add_header without {@code always}, too. */
    private static final Set<Integer> WITH_HEADERS = Set.of(200, 201, 204, 206, 301, 302, 303, 304, 307, 308);

    @Override
    public List<Verdict> judge(Health health) {
        SiteView view = new SiteView(health);
        List<Verdict> verdicts = new ArrayList<>();
        if (!view.sites().isEmpty()) {
            for (Proxy proxy : view.up()) {
                boolean none =
                        having(view, site -> view.shook(proxy, site, "h3")).isEmpty();
                verdicts.add(none ? none(view, proxy) : some(view, proxy));
            }
        }
        return verdicts;
    }

    private static Verdict none(SiteView view, Proxy proxy) {
        boolean promised = !having(view, site -> announced(view, proxy, site)).isEmpty();
        boolean elsewhere = view.up().stream()
                .anyMatch(other ->
                        !having(view, site -> view.shook(other, site, "h3")).isEmpty());
        Site first = view.sites().getFirst();
        String words = SiteView.words(view.fact(proxy, first, "h3_trouble").orElse("unknown"));
        String kind = view.kind(proxy, first, "h3");
        if (kind.equals("own")) {
            return verdict(
                    proxy, Level.UNKNOWN, "h3 could not be tried from here: " + words, "see docs/probes/nginx.md");
        }
        if (!promised && !elsewhere) {
            return Verdict.ok(
                    SiteView.PROBE, proxy.name(), CHECK, "no h3 at " + proxy.name() + ", and none is announced");
        }
        boolean silent = kind.equals("timeout");
        String message = "h3 does not answer at " + proxy.name()
                + (silent ? " (UDP " + proxy.httpsPort() + " dropped?)" : " (" + words + ")") + ", h2 is fine"
                + (promised ? "; Alt-Svc promises h3: browsers that believe it lose time before they fall back" : "")
                + (elsewhere ? "; other proxies have h3" : "");
        return verdict(
                proxy,
                Level.WARNING,
                message,
                silent
                        ? "see firewalls on the host and before it for UDP " + proxy.httpsPort()
                                + " (`nft list ruleset`)," + " and `ss -ulnp` on " + proxy.name()
                                + " for a `listen … quic`"
                        : "`listen " + proxy.httpsPort() + " quic` and `http3 on;` are missing in " + proxy.name()
                                + "'s servers, or nginx there has no HTTP/3 (nginx -V: 1.25 or newer,"
                                + " --with-http_v3_module); else take Alt-Svc away");
    }

    private static Verdict some(SiteView view, Proxy proxy) {
        List<Problem> problems = new ArrayList<>();
        boolean share = share(view, proxy, problems);
        if (!share) {
            names(view, proxy, problems);
        }
        certificates(view, proxy, problems);
        pages(view, proxy, problems);
        statuses(view, proxy, problems);
        announcements(view, proxy, problems);
        double tried = tried(view, proxy);
        double lost = lost(view, proxy);
        Verdict verdict = problems.isEmpty()
                ? Verdict.ok(
                        SiteView.PROBE,
                        proxy.name(),
                        CHECK,
                        String.format(
                                Locale.ROOT,
                                "h3 for all %d sites, %.0f of %.0f connections",
                                view.sites().size(),
                                tried - lost,
                                tried))
                : verdict(proxy, Problem.worst(problems), Problem.messages(problems), Problem.advice(problems));
        boolean perhaps = share && !oneSocket(view, proxy) && Problem.worst(problems) == Level.WARNING;
        return (perhaps ? verdict.asMomentary() : verdict)
                .with(Perf.of("h3_lost_" + proxy.name(), lost, "").upTo(tried));
    }

    /** Connections that are lost by chance: seen by trying, and known to happen when workers share one UDP socket. */
    private static boolean share(SiteView view, Proxy proxy, List<Problem> problems) {
        double tried = tried(view, proxy);
        double lost = lost(view, proxy);
        boolean severalNames =
                having(view, site -> !view.shook(proxy, site, "h3")).size() >= lost;
        // All of them, and then the sites at the second try: that was this JVM, busy with its own start.
        boolean seen = lost >= LEAST_LOST && lost >= tried * LEAST_SHARE && lost < tried && !severalNames;
        String reuseport = "`listen " + proxy.httpsPort() + " quic reuseport` in one server (only one) on that address";
        if (oneSocket(view, proxy)) {
            problems.add(new Problem(
                    Level.WARNING,
                    String.format(
                            Locale.ROOT,
                            "the %.0f workers of nginx at %s share one UDP socket: packets of one h3 connection reach"
                                    + " different workers, and a share of connections is lost (here %.0f of %.0f)",
                            view.workers(proxy).orElse(0),
                            proxy.name(),
                            lost,
                            tried),
                    reuseport));
        } else if (seen) {
            problems.add(new Problem(
                    Level.WARNING,
                    String.format(
                            Locale.ROOT,
                            "%.0f of %.0f h3 connections to %s fail (%.0f %%), h2 is fine",
                            lost,
                            tried,
                            proxy.name(),
                            100 * lost / tried),
                    "if nginx has several workers: " + reuseport + "; else look for lost UDP packets"));
        }
        return seen || oneSocket(view, proxy);
    }

    private static boolean oneSocket(SiteView view, Proxy proxy) {
        return view.workers(proxy).orElse(0) > 1 && view.udpSockets(proxy).orElse(0) == 1;
    }

    private static void names(SiteView view, Proxy proxy, List<Problem> problems) {
        List<Site> failing = having(view, site -> !view.shook(proxy, site, "h3"));
        if (!failing.isEmpty()) {
            problems.add(new Problem(
                    Level.WARNING,
                    "h3 fails for " + SiteView.hosts(failing) + " at " + proxy.name() + " ("
                            + SiteView.words(view.fact(proxy, failing.getFirst(), "h3_trouble")
                                    .orElse("unknown"))
                            + "), while other names have it there",
                    "`listen " + proxy.httpsPort() + " quic` and `http3 on;` in the server of each name"));
        }
    }

    private static void certificates(SiteView view, Proxy proxy, List<Problem> problems) {
        for (Site site : view.sites()) {
            view.fact(proxy, site, "h3_wrong_names")
                    .ifPresent(names -> problems.add(new Problem(
                            Level.WARNING,
                            "h3 for " + SiteView.host(site) + " at " + proxy.name() + " shows the certificate of "
                                    + names + ": browsers refuse it and fall back to h2",
                            noListen(proxy, site))));
        }
    }

    private static String noListen(Proxy proxy, Site site) {
        return "the server block of " + SiteView.host(site) + " has no `listen " + proxy.httpsPort()
                + " quic` of its own (without reuseport; that belongs into one server only), so another one answers";
    }

    private static void pages(SiteView view, Proxy proxy, List<Problem> problems) {
        for (Site site : view.sites()) {
            view.fact(proxy, site, "h3_page_of")
                    .ifPresent(whose -> problems.add(new Problem(
                            Level.CRITICAL,
                            "h3 for " + SiteView.host(site) + " at " + proxy.name() + " serves the page of " + whose
                                    + ": visitors see the wrong site",
                            noListen(proxy, site))));
            view.fact(proxy, site, "h3_coalesced_page_of").ifPresent(whose -> {
                String other = view.fact(proxy, site, "h3_shared_with").orElse("another site");
                problems.add(new Problem(
                        Level.CRITICAL,
                        "on a h3 connection for " + SiteView.host(site) + " at " + proxy.name() + ", requests for "
                                + other + " get the page of " + whose
                                + ": browsers use one connection for both, since one certificate is good for both",
                        "the server block of " + other + " has no `listen " + proxy.httpsPort()
                                + " quic` of its own; or give each site a certificate of its own"));
            });
        }
    }

    private static void statuses(SiteView view, Proxy proxy, List<Problem> problems) {
        List<Site> emptyHost = having(
                view, site -> differs(view, proxy, site) && view.status(proxy, site, "h3_status") == BAD_REQUEST);
        if (!emptyHost.isEmpty()) {
            problems.add(new Problem(
                    Level.CRITICAL,
                    "h3 answers 400 for " + SiteView.hosts(emptyHost) + " at " + proxy.name()
                            + ", h1 and h2 are fine: visitors over h3 see an error",
                    "`proxy_set_header Host $host`: over h3 $http_host is empty, and Apache refuses an empty Host"));
        }
        List<Site> others = having(
                view, site -> differs(view, proxy, site) && view.status(proxy, site, "h3_status") != BAD_REQUEST);
        for (Site site : others) {
            problems.add(new Problem(
                    Level.WARNING,
                    "h3 for " + SiteView.host(site) + " at " + proxy.name() + " answers "
                            + view.status(proxy, site, "h3_status") + " where h1 answers "
                            + view.status(proxy, site, "h1_status") + " (" + SiteRound.CHEAP + ")",
                    "compare what `nginx -T` has for h3 and for TCP in that server"));
        }
    }

    /** An error of the request over h3 that h1 does not get. Errors of an origin come and go. */
    private static boolean differs(SiteView view, Proxy proxy, Site site) {
        int h3 = view.status(proxy, site, "h3_status");
        int h1 = view.status(proxy, site, "h1_status");
        return h3 >= 400 && h3 < 500 && h3 != 429 && h1 > 0 && h1 < 500 && h1 != h3;
    }

    private static void announcements(SiteView view, Proxy proxy, List<Problem> problems) {
        List<Site> silent = having(
                view,
                site -> view.shook(proxy, site, "h3")
                        && view.fact(proxy, site, "h3_wrong_names").isEmpty()
                        && WITH_HEADERS.contains(view.status(proxy, site, "page_status"))
                        && !announced(view, proxy, site));
        if (!silent.isEmpty()) {
            problems.add(
                    new Problem(
                            Level.WARNING,
                            "h3 works for " + SiteView.hosts(silent) + " at " + proxy.name()
                                    + ", but no Alt-Svc header tells browsers so",
                            "`add_header Alt-Svc 'h3=\":" + proxy.httpsPort()
                                    + "\"; ma=86400' always;` in the server, and in each location that has an add_header of its own"));
        }
    }

    private static boolean announced(SiteView view, Proxy proxy, Site site) {
        Optional<String> header = view.fact(proxy, site, "alt_svc");
        return header.filter(text -> text.matches("(?:.*[,\\s])?h3=\"[^\"]*\".*"))
                .isPresent();
    }

    private static List<Site> having(SiteView view, Predicate<Site> predicate) {
        return view.sites().stream().filter(predicate).toList();
    }

    private static double tried(SiteView view, Proxy proxy) {
        return view.health()
                .now()
                .value(SiteView.PROBE, proxy.name(), "h3_connections")
                .orElse(0);
    }

    private static double lost(SiteView view, Proxy proxy) {
        return view.health()
                .now()
                .value(SiteView.PROBE, proxy.name(), "h3_connections_lost")
                .orElse(0);
    }

    private static Verdict verdict(Proxy proxy, Level level, String message, String advice) {
        return Verdict.of(SiteView.PROBE, proxy.name(), CHECK, level, message, advice);
    }
}
