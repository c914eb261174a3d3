package org.headroom.probes.nginx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * The front pages, at every proxy that can be reached. What fails everywhere is told once for the whole stack, what fails
 * for all sites of one proxy once for that proxy, and the rest by site.
 */
final class PageRule implements HealthRule {
    private static final String CHECK = "page";
    private static final String TIME = "page-time";
    private static final String EVERYWHERE = "sites";
    private static final String BUSY =
            "see what is busy: PHP-FPM's children, the database, the hosts' CPU and disks; the"
                    + " other checks of this run tell";

    /** Who waits longer does not come back. */
    private static final double PATIENT_SECONDS = 5;

    /** What is wrong with a page: the same words for what has the same cause. */
    private record Fault(Level level, String words, boolean slow) {}

    /** One page at one proxy. */
    private record Seen(Proxy proxy, Site site, Optional<Fault> fault, OptionalDouble seconds) {
        String words() {
            return fault.map(Fault::words).orElse("");
        }

        boolean broken() {
            return fault.filter(one -> !one.slow()).isPresent();
        }
    }

    @Override
    public List<Verdict> judge(Health health) {
        SiteView view = new SiteView(health);
        List<Seen> all = new ArrayList<>();
        for (Proxy proxy : view.up()) {
            for (Site site : view.sites()) {
                // A site that cannot even be reached over TLS is told of by that.
                if (view.shook(proxy, site, "h1") || view.shook(proxy, site, "h2")) {
                    all.add(new Seen(proxy, site, fault(view, proxy, site), view.value(proxy, site, "page_seconds")));
                }
            }
        }
        return all.isEmpty() ? List.of() : judge(view, all);
    }

    private static Optional<Fault> fault(SiteView view, Proxy proxy, Site site) {
        Optional<String> trouble = view.fact(proxy, site, "page_answer_trouble");
        int status = view.status(proxy, site, "page_status");
        int before = view.status(proxy, site, "page_first_status");
        double seconds = view.value(proxy, site, "page_seconds").orElse(0);
        double waited = view.value(proxy, site, "page_waited_seconds").orElse(0);
        if (waited > 0) {
            // How long we wait is ours to choose, and short when asked again at the end of a check.
            return Optional.of(new Fault(
                    waited >= PATIENT_SECONDS ? Level.CRITICAL : Level.WARNING,
                    String.format(Locale.ROOT, "more than %.1f s", waited),
                    true));
        }
        if (trouble.isPresent() || status == 0) {
            return Optional.of(
                    new Fault(Level.CRITICAL, "give no page: " + SiteView.words(trouble.orElse("no answer")), false));
        }
        if (status >= 400) {
            return Optional.of(new Fault(level(status), "answer " + status + meaning(status), false));
        }
        if (before >= 500) {
            return Optional.of(new Fault(
                    Level.WARNING,
                    "answered " + before + " and, asked again, " + status + ": a share of the visitors gets errors",
                    false));
        }
        Level slow = view.health().level(ThresholdName.PAGE_TIME, seconds);
        return slow == Level.OK
                ? Optional.empty()
                : Optional.of(new Fault(slow, String.format(Locale.ROOT, "%.1f s", seconds), true));
    }

    private static Level level(int status) {
        return switch (status) {
            // Perhaps meant for us alone: a password, a list of addresses, a limit of requests.
            case 401, 403, 429 -> Level.WARNING;
            default -> Level.CRITICAL;
        };
    }

    private static String meaning(int status) {
        return switch (status) {
            case 500 -> " (the application failed: PHP or its database)";
            case 502 -> " (the proxy reaches no origin)";
            case 503 -> " (the origin has no service: PHP-FPM down, or nothing free)";
            case 504 -> " (the origin takes too long)";
            case 429 -> " (too many requests: exempt the machine that checks)";
            default -> "";
        };
    }

    private static List<Verdict> judge(SiteView view, List<Seen> all) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Seen> left = new ArrayList<>(all);
        boolean everywhere = all.size() > 1 && all.stream().allMatch(Seen::broken);
        verdicts.add(
                everywhere
                        ? broken(EVERYWHERE, all, "every site at every proxy")
                        : Verdict.ok(
                                SiteView.PROBE,
                                EVERYWHERE,
                                CHECK,
                                all.stream().filter(seen -> !seen.broken()).count() + " of " + all.size()
                                        + " front pages come"));
        if (everywhere) {
            left.clear();
        }
        verdicts.add(slowPages(all));
        for (Proxy proxy : view.up()) {
            proxy(proxy, all, left).ifPresent(verdicts::add);
        }
        for (Site site : view.sites()) {
            List<Seen> own =
                    left.stream().filter(seen -> seen.site().equals(site)).toList();
            if (!own.isEmpty()) {
                verdicts.add(site(view, site, own));
            }
        }
        return verdicts;
    }

    /** Takes from what is left to be judged by site what is this proxy's fault. */
    private static Optional<Verdict> proxy(Proxy proxy, List<Seen> all, List<Seen> left) {
        List<Seen> here =
                left.stream().filter(seen -> seen.proxy().equals(proxy)).toList();
        boolean others = all.stream().anyMatch(seen -> !seen.proxy().equals(proxy) && !seen.broken());
        if (here.isEmpty()) {
            return Optional.empty();
        }
        if (here.size() > 1 && others && here.stream().allMatch(Seen::broken)) {
            left.removeAll(here);
            return Optional.of(broken(proxy.name(), here, "every site at " + proxy.name()));
        }
        return Optional.of(Verdict.ok(
                SiteView.PROBE,
                proxy.name(),
                CHECK,
                here.stream().filter(seen -> !seen.broken()).count() + " of " + here.size() + " front pages come"));
    }

    private static Verdict site(SiteView view, Site site, List<Seen> own) {
        double slowest =
                own.stream().mapToDouble(seen -> seen.seconds().orElse(0)).max().orElse(0);
        List<Seen> bad = own.stream().filter(seen -> seen.fault().isPresent()).toList();
        List<Seen> broken = bad.stream().filter(Seen::broken).toList();
        Verdict verdict;
        if (bad.isEmpty()) {
            verdict = Verdict.ok(
                    SiteView.PROBE,
                    site.name(),
                    CHECK,
                    String.format(
                            Locale.ROOT,
                            "https://%s/ comes in %.2f s or less at %s",
                            SiteView.host(site),
                            slowest,
                            SiteView.names(own.stream().map(Seen::proxy).toList())));
        } else if (broken.isEmpty()) {
            verdict = slow(site, bad, own).at(Level.OK);
        } else {
            verdict = broken(site.name(), broken, SiteView.host(site) + " " + where(broken, own));
        }
        return verdict.with(Perf.of(
                "page_seconds_" + site.name(),
                slowest,
                "s",
                view.health().stack().threshold(ThresholdName.PAGE_TIME)));
    }

    /**
     * Slow pages, of all sites and proxies together: of several origins behind a proxy one may be slow, and which page
     * meets it changes from look to look.
     */
    private static Verdict slowPages(List<Seen> all) {
        List<Seen> slow = all.stream()
                .filter(seen -> seen.fault().filter(Fault::slow).isPresent())
                .toList();
        if (slow.isEmpty()) {
            return Verdict.ok(SiteView.PROBE, EVERYWHERE, TIME, "no front page is slow");
        }
        String each = slow.stream()
                .map(seen -> SiteView.host(seen.site()) + " " + seen.words() + " at "
                        + seen.proxy().name())
                .collect(Collectors.joining(", "));
        return Verdict.of(
                        SiteView.PROBE,
                        EVERYWHERE,
                        TIME,
                        worst(slow),
                        slow.size() + " of " + all.size() + " front pages are slow: " + each,
                        slow.size() == all.size() ? BUSY : BUSY + "; if only some are slow, one of the origins may be")
                .asMomentary();
    }

    private static Verdict slow(Site site, List<Seen> bad, List<Seen> own) {
        String each = bad.stream()
                .map(seen -> seen.words() + " at " + seen.proxy().name())
                .collect(Collectors.joining(", "));
        return Verdict.of(
                SiteView.PROBE,
                site.name(),
                CHECK,
                worst(bad),
                "the front page of " + SiteView.host(site) + " takes " + each
                        + (bad.size() == own.size() ? "" : " (fine at the other proxies)"),
                BUSY);
    }

    private static Level worst(List<Seen> seen) {
        return seen.stream()
                .flatMap(one -> one.fault().stream())
                .map(Fault::level)
                .reduce(Level.OK, Level::worse);
    }

    private static String where(List<Seen> bad, List<Seen> own) {
        String at = "at " + SiteView.names(bad.stream().map(Seen::proxy).toList());
        return bad.size() == own.size() ? at : at + " (fine at the other proxies)";
    }

    private static Verdict broken(String host, List<Seen> seen, String who) {
        String first = seen.getFirst().fault().map(Fault::words).orElse("");
        String advice = first.contains("502") || first.contains("504")
                ? "see which origins answer: Apache on them, and nginx's error log at the proxy for the upstream's address"
                : first.contains("503")
                        ? "see PHP-FPM and Apache on the origins (which one answers 503 is in the proxy's access log as"
                                + " upstream)"
                        : "see nginx's error log at the proxy, then Apache's and PHP's on the origins";
        return verdict(host, seen, who, advice);
    }

    private static Verdict verdict(String host, List<Seen> seen, String who, String advice) {
        Map<String, List<Seen>> byWords = seen.stream()
                .collect(Collectors.groupingBy(
                        one -> one.fault().map(Fault::words).orElse(""), TreeMap::new, Collectors.toList()));
        List<String> each = new ArrayList<>();
        byWords.forEach((words, ones) -> each.add(
                byWords.size() == 1
                        ? words
                        : words + " ("
                                + ones.stream()
                                        .map(one -> SiteView.host(one.site()) + " at "
                                                + one.proxy().name())
                                        .collect(Collectors.joining(", "))
                                + ")"));
        return Verdict.of(
                SiteView.PROBE, host, CHECK, worst(seen), "pages: " + who + " " + String.join("; ", each), advice);
    }
}
