package org.headroom.probes.nginx;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.probes.reading.Fact;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.reading.Sample;
import org.headroom.probes.site.SiteFetcher;
import org.headroom.probes.site.SiteFetcher.Answer;
import org.headroom.probes.site.SiteFetcher.Handshake;
import org.headroom.probes.site.SiteFetcher.Trouble;
import org.headroom.probes.site.SiteFetcher.Visited;
import org.headroom.scenarios.stack.Site;

/** Readings and facts of one round of visits, under {@code proxy} and {@code proxy/site}. */
final class SiteSample {
    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,200})", Pattern.CASE_INSENSITIVE);

    private final Instant time;
    private final String proxy;
    private final SiteFetcher fetcher;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    SiteSample(Instant time, String proxy, SiteFetcher fetcher) {
        this.time = time;
        this.proxy = proxy;
        this.fetcher = fetcher;
    }

    /** Connections over h3 in all. */
    void proxy(int h3Tried, int h3Lost) {
        add(proxy, "h3_connections", h3Tried, "count");
        add(proxy, "h3_connections_lost", h3Lost, "count");
    }

    void site(Site site, SiteVisits visits, Map<Site, SiteVisits> all) {
        String subject = proxy + "/" + site.name();
        protocol(subject, "plain", visits.plain());
        protocol(subject, "h1", visits.h1());
        protocol(subject, "h2", visits.h2());
        protocol(subject, "h3", visits.h3());
        redirects(subject, visits.plain());
        page(subject, visits);
        certificate(subject, site, visits);
        visits.shared().ifPresent(shared -> shared(subject, site, shared, all));
    }

    private void protocol(String subject, String protocol, Visited visited) {
        switch (visited.handshake()) {
            case Handshake.Done(Duration took, var _) ->
                add(subject, protocol + "_handshake_seconds", seconds(took), "seconds");
            case Handshake.Failed(Trouble trouble) -> fact(subject, protocol + "_trouble", text(trouble));
        }
        SiteVisits.answer(visited, 0).ifPresent(answer -> add(subject, protocol + "_status", answer.status(), "count"));
        answerTrouble(subject, protocol, visited);
    }

    private void answerTrouble(String subject, String what, Visited visited) {
        for (Answer answer : visited.answers()) {
            if (answer instanceof Answer.Failed(Trouble trouble, Duration after)) {
                fact(subject, what + "_answer_trouble", text(trouble));
                if (trouble.kind() == Trouble.Kind.TIMEOUT) {
                    add(subject, what + "_waited_seconds", seconds(after), "seconds");
                }
            }
        }
    }

    private void redirects(String subject, Visited plain) {
        SiteVisits.answer(plain, 0)
                .map(answer -> answer.headers().get("location"))
                .ifPresent(to -> fact(subject, "redirect", to));
        SiteVisits.answer(plain, 1).ifPresent(answer -> {
            add(subject, "challenge_status", answer.status(), "count");
            Optional.ofNullable(answer.headers().get("location"))
                    .ifPresent(to -> fact(subject, "challenge_redirect", to));
        });
    }

    private void page(String subject, SiteVisits visits) {
        answerTrouble(subject, "page", visits.page());
        visits.firstTry().ifPresent(status -> add(subject, "page_first_status", status, "count"));
        SiteVisits.answer(visits.page(), 0).ifPresent(answer -> {
            add(subject, "page_status", answer.status(), "count");
            // Without the handshake, which in a JVM that has just begun is mostly our own time.
            add(subject, "page_seconds", seconds(answer.took()), "seconds");
            fact(subject, "alt_svc", answer.headers().getOrDefault("alt-svc", ""));
        });
    }

    private void certificate(String subject, Site site, SiteVisits visits) {
        String host = site.hosts().getFirst();
        List<X509Certificate> chain = visits.chain();
        if (!chain.isEmpty()) {
            X509Certificate own = chain.getFirst();
            add(
                    subject,
                    "certificate_until",
                    (double) own.getNotAfter().toInstant().getEpochSecond(),
                    "seconds");
            add(
                    subject,
                    "certificate_from",
                    (double) own.getNotBefore().toInstant().getEpochSecond(),
                    "seconds");
            add(subject, "certificate_chain", chain.size(), "count");
            fact(subject, "certificate", CertificateNames.fingerprint(own));
            if (!CertificateNames.match(chain, host)) {
                fact(subject, "certificate_wrong_names", names(own));
            }
            fetcher.distrust(chain).ifPresent(why -> fact(subject, "certificate_distrust", why));
        }
        List<X509Certificate> overH3 = SiteVisits.chain(visits.h3());
        if (!overH3.isEmpty() && !chain.isEmpty() && !overH3.getFirst().equals(chain.getFirst())) {
            fact(subject, "h3_certificate", CertificateNames.fingerprint(overH3.getFirst()));
            if (!CertificateNames.match(overH3, host)) {
                fact(subject, "h3_wrong_names", names(overH3.getFirst()));
            }
        }
    }

    private static String names(X509Certificate certificate) {
        List<String> names = CertificateNames.of(certificate);
        return names.isEmpty() ? "no name at all" : String.join(", ", names);
    }

    /** A page is taken for another site's only if it has that site's title and not its own. */
    private void shared(String subject, Site site, SiteVisits.Shared shared, Map<Site, SiteVisits> all) {
        fact(subject, "h3_shared_with", shared.otherSite());
        page(shared.visited(), 0, site.name(), all).ifPresent(whose -> fact(subject, "h3_page_of", whose));
        page(shared.visited(), 1, shared.otherSite(), all)
                .ifPresent(whose -> fact(subject, "h3_coalesced_page_of", whose));
    }

    /** Whose page came instead of the wanted one. */
    private static Optional<String> page(Visited visited, int index, String wanted, Map<Site, SiteVisits> all) {
        Optional<String> came = SiteVisits.answer(visited, index).flatMap(SiteSample::title);
        Optional<String> own = title(wanted, all);
        if (came.isEmpty() || own.isEmpty() || came.equals(own)) {
            return Optional.empty();
        }
        return all.keySet().stream()
                .map(Site::name)
                .filter(name -> !name.equals(wanted) && title(name, all).equals(came))
                .findFirst();
    }

    private static Optional<String> title(String site, Map<Site, SiteVisits> all) {
        return all.entrySet().stream()
                .filter(one -> one.getKey().name().equals(site))
                .findFirst()
                .flatMap(one -> SiteVisits.answer(one.getValue().page(), 0))
                .flatMap(SiteSample::title);
    }

    private static Optional<String> title(Answer.Answered answer) {
        Matcher title = TITLE.matcher(answer.bodyStart());
        return title.find() ? Optional.of(Objects.requireNonNull(title.group(1)).strip()) : Optional.empty();
    }

    /** {@code kind: detail}, the kind in lower case. */
    private static String text(Trouble trouble) {
        return trouble.kind().name().toLowerCase(Locale.ROOT) + ": " + trouble.detail();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private void add(String subject, String name, double value, String unit) {
        readings.add(new Reading(time, SiteProbe.NAME, subject, name, value, unit));
    }

    private void fact(String subject, String name, String text) {
        facts.add(new Fact(SiteProbe.NAME, subject, name, text));
    }

    Sample toSample() {
        return new Sample.Readings(readings, facts);
    }
}
