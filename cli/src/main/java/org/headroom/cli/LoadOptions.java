package org.headroom.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Returning;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.yaml.DurationText;
import org.headroom.scenarios.yaml.PercentText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much load, for how long, over what, and what is good enough. */
final class LoadOptions {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    @Option(
            names = "--protocol",
            paramLabel = "h1|h2|h3|all",
            description = "What the visitors speak; several by commas; all: h1, h2, h3, one after the other."
                    + " Default: all for https, h1 for http.")
    private @Nullable String protocol;

    @Mixin
    private ArrivalOptions when = new ArrivalOptions();

    @Option(
            names = "--slo",
            paramLabel = "EXPR",
            description = "A goal: page.p95<2s, page[front].p95<1.5s, request.p99<500ms, ttfb.p90<300ms, errors<0.1%%;"
                    + " several by commas or repeated. Without one about errors, errors<1%% holds.")
    private List<String> slo = new ArrayList<>();

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "A request without complete answer has failed (default: ${DEFAULT-VALUE}).")
    private String requestTimeout = "30s";

    @Option(
            names = "--page-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "What a page has not loaded by then has failed (default: ${DEFAULT-VALUE}).")
    private String pageTimeout = "60s";

    @Option(
            names = "--returning",
            paramLabel = "PERCENT",
            description = "Share of visitors who were here before and come with a warm cache, e.g. 30%% (default: the"
                    + " scenario's `returning`). First and repeat views are reported apart.")
    private @Nullable String returning;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "80",
            description = "Where the hosts answer plain http, for pages that `start: http` and for redirects"
                    + " (default: ${DEFAULT-VALUE}).")
    private int httpPort = 80;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the visit mix and of random spacing; the same seed draws the same"
                    + " (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /** The scenario with the visitors that the user wants. */
    Scenario scenario(Scenario given) {
        if (returning == null) {
            return given;
        }
        try {
            return given.with(new Returning(
                    PercentText.parse(returning), given.returning().away()));
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--returning " + e.getMessage());
        }
    }

    /** Where the hosts answer plain http. */
    int httpPort() {
        if (httpPort < 1 || httpPort > 65_535) {
            throw CliException.usage("--http-port is from 1 to 65535");
        }
        return httpPort;
    }

    List<Protocol> protocols(boolean tls) {
        if (protocol == null) {
            return tls ? List.of(Protocol.values()) : List.of(Protocol.H1);
        }
        if (protocol.equalsIgnoreCase("all")) {
            if (!tls) {
                throw CliException.usage(
                        "--protocol all: a plain http:// target speaks h1 only; use an https:// target");
            }
            return List.of(Protocol.values());
        }
        List<Protocol> chosen = new ArrayList<>();
        for (String one : protocol.split(",", -1)) {
            Protocol next = protocol(one.strip(), tls);
            if (chosen.contains(next)) {
                throw CliException.usage("--protocol " + protocol + ": " + next.label() + " is there twice");
            }
            chosen.add(next);
        }
        return List.copyOf(chosen);
    }

    private static Protocol protocol(String text, boolean tls) {
        for (Protocol known : Protocol.values()) {
            if (known.label().equalsIgnoreCase(text)) {
                if (!tls && known != Protocol.H1) {
                    throw CliException.usage("--protocol " + text + ": a plain http:// target speaks h1 only");
                }
                return known;
            }
        }
        throw CliException.usage("--protocol '" + text + "': choose h1, h2, h3 or all");
    }

    /** How visitors come. */
    Arrivals arrivals(Path workingDirectory) {
        return when.arrivals(seed, workingDirectory);
    }

    ArrivalOptions when() {
        return when;
    }

    RequestLimits limits() {
        return new RequestLimits(
                positive("--request-timeout", requestTimeout), positive("--page-timeout", pageTimeout));
    }

    /** A connection that takes longer than this, or than a request may, is told as one that failed to connect. */
    Duration connectTimeout() {
        Duration request = limits().request();
        return request.compareTo(LONGEST_CONNECT) < 0 ? request : LONGEST_CONNECT;
    }

    long seed() {
        return seed;
    }

    static Duration positive(String option, String text) {
        Duration parsed = time(option, text);
        if (!parsed.isPositive()) {
            throw CliException.usage(option + " must be longer than nothing");
        }
        return parsed;
    }

    static Duration time(String option, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(option + " " + e.getMessage());
        }
    }

    /** The user's goals, and one about errors: fast failures must not pass as speed. */
    List<Slo> goals(List<String> pages) {
        List<Slo> goals = new ArrayList<>();
        try {
            for (String expression : slo) {
                goals.addAll(Slo.parse(expression));
            }
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--slo " + e.getMessage());
        }
        goals.forEach(goal -> checkQualifier(goal, pages));
        if (goals.stream().noneMatch(LoadOptions::aboutAllErrors)) {
            goals.addAll(Slo.parse(Slo.DEFAULT_ERRORS));
        }
        return List.copyOf(goals);
    }

    private static boolean aboutAllErrors(Slo goal) {
        return goal.metric() == Slo.Metric.ERRORS && goal.qualifier().isEmpty();
    }

    private static void checkQualifier(Slo goal, List<String> pages) {
        List<String> known = switch (goal.metric()) {
            case PAGE, ERRORS -> pages;
            case REQUEST, TTFB ->
                Arrays.stream(ResourceKind.values()).map(ResourceKind::label).toList();
        };
        goal.qualifier().filter(name -> !known.contains(name)).ifPresent(name -> {
            throw CliException.usage("--slo " + goal.expression() + ": there is no '" + name + "'; there are "
                    + String.join(", ", known));
        });
    }

    /** What run.json keeps of it. */
    Map<String, String> asPlan(Arrivals come) {
        Map<String, String> plan = new LinkedHashMap<>(when.asPlan(come));
        plan.put("requestTimeout", requestTimeout);
        plan.put("pageTimeout", pageTimeout);
        if (returning != null) {
            plan.put("returning", returning);
        }
        if (httpPort != 80) {
            plan.put("httpPort", Integer.toString(httpPort));
        }
        plan.put("seed", Long.toString(seed));
        return plan;
    }
}
