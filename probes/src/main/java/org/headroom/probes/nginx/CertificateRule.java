package org.headroom.probes.nginx;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.health.HealthRule;
import org.headroom.probes.health.Level;
import org.headroom.probes.health.Perf;
import org.headroom.probes.health.Verdict;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.ThresholdName;

/**
 * A site's certificate at all proxies that can be reached: in its time, for its name, trusted, the same everywhere. One
 * verdict a site, about the worst of it: a proxy that was not reloaded shows another certificate and soon one that ran
 * out, and that is one cause.
 */
final class CertificateRule implements HealthRule {
    private static final String CHECK = "certificate";
    private static final double DAY = 86_400;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String RENEW = "see why it was not renewed (`certbot renew --dry-run`), renew it, then"
            + " `nginx -s reload` on every proxy";

    @Override
    public List<Verdict> judge(Health health) {
        SiteView view = new SiteView(health);
        List<Verdict> verdicts = new ArrayList<>();
        for (Site site : view.sites()) {
            List<Proxy> showing = view.up().stream()
                    .filter(proxy -> view.fact(proxy, site, "certificate").isPresent())
                    .toList();
            if (!showing.isEmpty()) {
                verdicts.add(judge(view, site, showing));
            }
        }
        return verdicts;
    }

    private static Verdict judge(SiteView view, Site site, List<Proxy> showing) {
        double now = view.health().now().time().getEpochSecond();
        double life = showing.stream()
                        .mapToDouble(proxy -> until(view, site, proxy))
                        .min()
                        .orElse(now)
                - now;
        Verdict verdict = verdict(view, site, showing, now, life);
        return verdict.with(Perf.of(
                "certificate_life_" + site.name(),
                Math.max(0, Math.rint(life)),
                "s",
                view.health().stack().threshold(ThresholdName.CERTIFICATE_LIFE)));
    }

    private static Verdict verdict(SiteView view, Site site, List<Proxy> showing, double now, double life) {
        String host = SiteView.host(site);
        List<Proxy> expired = showing.stream()
                .filter(proxy -> until(view, site, proxy) <= now)
                .toList();
        if (!expired.isEmpty()) {
            double worst = expired.stream()
                    .mapToDouble(proxy -> until(view, site, proxy))
                    .min()
                    .orElse(now);
            return bad(
                    site,
                    Level.CRITICAL,
                    "the certificate of " + host + " ran out on " + date(worst) + " at " + at(expired, showing)
                            + ": browsers refuse the site there",
                    expired.size() == showing.size() ? RENEW : reload(expired));
        }
        List<Proxy> wrong = with(view, site, showing, "certificate_wrong_names");
        if (!wrong.isEmpty()) {
            return bad(
                    site,
                    Level.CRITICAL,
                    "the certificate for " + host + " at " + at(wrong, showing) + " is for "
                            + view.fact(wrong.getFirst(), site, "certificate_wrong_names")
                                    .orElse("others"),
                    "see `ssl_certificate` and `server_name` of that server block: a name that no block has is answered"
                            + " by the default server");
        }
        List<Proxy> distrusted = with(view, site, showing, "certificate_distrust");
        if (!distrusted.isEmpty()) {
            return distrust(view, site, showing, distrusted, now);
        }
        Level level = view.health().level(ThresholdName.CERTIFICATE_LIFE, life);
        Map<String, List<Proxy>> kinds = kinds(view, site, showing);
        if (kinds.size() > 1) {
            return differs(view, site, kinds, level.worse(Level.WARNING));
        }
        String message = String.format(
                Locale.ROOT,
                "the certificate of %s is good for another %.0f days, until %s, at %s",
                host,
                Math.floor(life / DAY),
                date(now + life),
                at(showing, showing));
        return level == Level.OK
                ? Verdict.ok(SiteView.PROBE, site.name(), CHECK, message)
                : bad(site, level, message.replace("is good for another", "is only good for another"), RENEW);
    }

    private static Verdict distrust(SiteView view, Site site, List<Proxy> showing, List<Proxy> distrusted, double now) {
        Proxy one = distrusted.getFirst();
        String why = view.fact(one, site, "certificate_distrust").orElse("");
        boolean alone = view.status(one, site, "certificate_chain") == 1;
        boolean early = view.value(one, site, "certificate_from").orElse(0) > now;
        return bad(
                site,
                Level.CRITICAL,
                "browsers do not trust the certificate of " + SiteView.host(site) + " at " + at(distrusted, showing)
                        + ": "
                        + (early ? "it is not valid yet" : why)
                        + (alone ? " (nginx shows it alone, without an intermediate certificate)" : ""),
                alone
                        ? "`ssl_certificate` must name fullchain.pem, not cert.pem; for a CA of your own set"
                                + " certificates.ca-file in the stack file"
                        : "for a CA of your own set certificates.ca-file in the stack file; else see the chain with"
                                + " `openssl s_client -showcerts`");
    }

    private static Verdict differs(SiteView view, Site site, Map<String, List<Proxy>> kinds, Level level) {
        List<String> each = new ArrayList<>();
        kinds.forEach((fingerprint, proxies) -> each.add(SiteView.names(proxies) + " show " + fingerprint + " until "
                + date(until(view, site, proxies.getFirst()))));
        List<Proxy> old = kinds.values().stream()
                .min(Comparator.comparingDouble(proxies -> until(view, site, proxies.getFirst())))
                .orElseThrow();
        return bad(
                site,
                level,
                "the certificate of " + SiteView.host(site) + " is not the same at all proxies: "
                        + String.join("; ", each),
                reload(old));
    }

    private static String reload(List<Proxy> proxies) {
        return "`nginx -s reload` on " + SiteView.names(proxies)
                + ": it was not reloaded since the renewal, or reads another file (is /etc/letsencrypt linked and mounted"
                + " there?)";
    }

    private static Map<String, List<Proxy>> kinds(SiteView view, Site site, List<Proxy> showing) {
        Map<String, List<Proxy>> kinds = new LinkedHashMap<>();
        for (Proxy proxy : showing) {
            String fingerprint = view.fact(proxy, site, "certificate").orElse("");
            Objects.requireNonNull(kinds.computeIfAbsent(fingerprint, _ -> new ArrayList<>()))
                    .add(proxy);
        }
        return kinds;
    }

    private static List<Proxy> with(SiteView view, Site site, List<Proxy> showing, String fact) {
        return showing.stream()
                .filter(proxy -> view.fact(proxy, site, fact).isPresent())
                .toList();
    }

    private static double until(SiteView view, Site site, Proxy proxy) {
        OptionalDouble until = view.value(proxy, site, "certificate_until");
        return until.orElse(0);
    }

    private static String at(List<Proxy> some, List<Proxy> all) {
        return some.size() == all.size() && all.size() > 1
                ? "every proxy (" + SiteView.names(some) + ")"
                : SiteView.names(some);
    }

    private static String date(double epochSeconds) {
        return DATE.format(Instant.ofEpochSecond((long) epochSeconds));
    }

    private static Verdict bad(Site site, Level level, String message, String advice) {
        return Verdict.of(SiteView.PROBE, site.name(), CHECK, level, message, advice);
    }
}
