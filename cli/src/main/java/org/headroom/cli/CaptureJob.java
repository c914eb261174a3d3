package org.headroom.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.scenarios.capture.CaptureException;
import org.headroom.scenarios.capture.CaptureLimits;
import org.headroom.scenarios.capture.CaptureRequest;
import org.headroom.scenarios.capture.CaptureResult;
import org.headroom.scenarios.capture.SiteCapture;
import org.headroom.scenarios.endpoint.NameResolver;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.ScenarioFile;
import org.headroom.scenarios.yaml.SizeText;

/** Captures a site and says what was found. */
final class CaptureJob {
    private final Session session;
    private final TrustPolicy trust;
    private final List<Resolution> resolutions;
    private final Set<String> otherHosts;

    CaptureJob(Session session, TrustPolicy trust, List<Resolution> resolutions, Set<String> otherHosts) {
        this.session = session;
        this.trust = trust;
        this.resolutions = List.copyOf(resolutions);
        this.otherHosts = Set.copyOf(otherHosts);
    }

    ScenarioSource capture(String url, int pages) {
        CaptureResult result;
        try {
            result = SiteCapture.capture(
                    new CaptureRequest(
                            url,
                            pages,
                            otherHosts,
                            trust,
                            resolutions,
                            NameResolver.system(),
                            CaptureLimits.standard()),
                    (_, done, known) ->
                            session.terminal().progress("  capture  " + done + " of " + known + " requests"));
        } catch (CaptureException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
        Scenario scenario = result.scenario();
        scenario.pages().forEach(page -> session.terminal().line("  capture  " + describe(page)));
        result.warnings().forEach(warning -> session.terminal().line("  note     " + warning));
        result.skipped().forEach(one -> session.terminal().line("  skipped  " + one.url() + ": " + one.reason()));
        result.unseen().forEach(one -> session.terminal().line("  unseen   " + one));
        return new ScenarioSource(scenario, ScenarioFile.format(scenario, header(result)));
    }

    private List<String> header(CaptureResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("Captured by headroom " + Headroom.VERSION + " from " + withoutQuery(result.finalUrl()) + ".");
        lines.add("Edit it as you like: headroom load says what is wrong with it, all at once.");
        return lines;
    }

    private static String withoutQuery(String url) {
        return URI.create(url).getRawQuery() == null ? url : url.substring(0, url.indexOf('?'));
    }

    private static String describe(Page page) {
        Map<ResourceKind, Long> kinds = page.resources().stream()
                .collect(Collectors.groupingBy(
                        Resource::kind, () -> new EnumMap<>(ResourceKind.class), Collectors.counting()));
        String list = kinds.entrySet().stream()
                .map(entry -> entry.getValue() + " "
                        + (entry.getKey() == ResourceKind.DOCUMENT
                                ? "frame"
                                : entry.getKey().label()))
                .collect(Collectors.joining(", "));
        long bytes = page.sizeBytes().orElse(0)
                + page.resources().stream()
                        .mapToLong(resource -> resource.sizeBytes().orElse(0))
                        .sum();
        return String.format(
                Locale.ROOT,
                "%s %s: %d requests (1 document%s), %s decoded",
                page.name(),
                page.path(),
                page.requestCount(),
                list.isEmpty() ? "" : ", " + list,
                SizeText.rounded(bytes));
    }
}
