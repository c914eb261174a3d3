package org.headroom.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.headroom.cli.demo.DemoOptions;
import org.headroom.cli.demo.DemoStack;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Host;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `headroom demo`: the whole job on the embedded stack. */
@Command(
        name = "demo",
        header = "Show the whole job on an embedded stack.",
        mixinStandardHelpOptions = true,
        description = {
            "The whole job on an embedded stack, in this process and on loopback: capture a page, replay it over h1,",
            "h2 and h3, probe meanwhile, tune, report. It shows the work, and says nothing about your site."
        },
        footer = {
            "",
            "Examples:",
            "  headroom demo",
            "  headroom demo --seconds 15 --out /tmp/demo",
            "",
            "Exit codes: 0 every goal met; 1 a goal missed; 2 wrong usage; 3 could not run, or interrupted."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String POOL = "www";
    private static final String ORIGIN = "demo-origin";
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final String GOALS = "page.p95<2s,errors<0.1%";

    private final Session session;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Seconds of load, all protocols together (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "6",
            description = "Pages per second (default: ${DEFAULT-VALUE}).")
    private double rate = 6;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go; a new directory (default: headroom-run-DATE-TIME).")
    private @Nullable Path out;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (seconds < 3 || seconds > 3600 || !(rate > 0) || rate > 1000) {
            throw CliException.usage("--seconds is from 3 to 3600, --rate above 0 and at most 1000");
        }
        RunDirectory directory = RunOutput.open(session, out);
        Scenario shipped = ScenarioSource.shipped("wordpress-front").scenario();
        session.terminal().line("Headroom demo: an EMBEDDED stack in this process, not your site");
        try (DemoStack stack = DemoStack.start(shipped, demoOptions())) {
            session.terminal()
                    .line("  stack    " + stack.frontUri() + " on "
                            + stack.address().getAddress().getHostAddress()
                            + ", " + demoOptions().fpmChildren() + " PHP-FPM children, "
                            + demoOptions().apacheWorkers() + " Apache workers");
            stack.whyNoH3().ifPresent(why -> session.terminal().line("  stack    no h3 here: " + why));
            ScenarioSource captured = capture(stack);
            return load(stack, captured, directory);
        }
    }

    /** Small enough that the demo's load keeps its PHP-FPM visibly busy. */
    private static DemoOptions demoOptions() {
        DemoOptions usual = DemoOptions.defaults();
        return new DemoOptions(
                usual.apacheWorkers(),
                2,
                usual.fpmBacklog(),
                Duration.ofMillis(200),
                usual.staticServiceTime(),
                usual.seed());
    }

    private ScenarioSource capture(DemoStack stack) {
        CaptureJob job = new CaptureJob(
                session,
                new TrustPolicy.CaFile(stack.caFile()),
                List.of(new Resolution(
                        stack.frontUri().getHost(),
                        stack.port(),
                        stack.address().getAddress())),
                Set.of());
        return job.capture(stack.frontUri().toString(), 1);
    }

    private int load(DemoStack stack, ScenarioSource captured, RunDirectory directory)
            throws IOException, InterruptedException {
        List<Protocol> protocols = stack.h3Available() ? List.of(Protocol.values()) : List.of(Protocol.H1, Protocol.H2);
        TrustPolicy trust = new TrustPolicy.CaFile(stack.caFile());
        LoadTarget where = new LoadTarget(Map.of(
                Host.SITE,
                new LoadTarget.Endpoint(
                        "https",
                        stack.frontUri().getHost(),
                        stack.port(),
                        List.of(new InetSocketAddress(stack.address().getAddress(), stack.port())))));
        Duration each = Duration.ofMillis(seconds * 1000L / protocols.size());
        Duration ramp = each.dividedBy(5);
        LoadPlan plan = new LoadPlan(
                captured.scenario(),
                where,
                protocols,
                new Arrivals.OpenRate(rate),
                ramp,
                each.minus(ramp),
                WARM_UP,
                RequestLimits.DEFAULT,
                Slo.parse(GOALS),
                1,
                LoadCommand.userAgent());
        LoadJob job = new LoadJob(
                session,
                plan,
                protocol -> Transports.forVisitors(protocol, Carriers.USUAL, trust, Duration.ofSeconds(10)),
                Optional.of(watched(stack)),
                directory,
                asked(stack, captured, protocols));
        LoadJob.Done done = job.execute(captured.text());
        return new RunReport(session, directory).finish(done, Optional.of(TuneJob.ofDemo(ORIGIN, POOL)));
    }

    /** What a stack file would tell of it. */
    private static Stack watched(DemoStack stack) {
        FpmPool pool =
                new FpmPool(POOL, Optional.of(stack.fpmStatusUrl()), Optional.empty(), "/fpm-status", Optional.empty());
        return Stack.ofOrigin(new Origin(
                ORIGIN,
                stack.address().getAddress().getHostAddress(),
                Optional.of(stack.apacheStatusUrl()),
                List.of(pool),
                new Origin.Memory(OptionalLong.empty(), OptionalLong.empty())));
    }

    private RunInfo asked(DemoStack stack, ScenarioSource captured, List<Protocol> protocols) {
        Instant now = session.clock().instant();
        return new RunInfo(
                1,
                "demo",
                captured.scenario().name(),
                Digest.sha256(captured.text()),
                stack.frontUri().toString(),
                protocols.stream().map(Protocol::label).toList(),
                Map.of("rate", rate + "/s", "seconds", Integer.toString(seconds)),
                Versions.all(),
                Map.of(
                        stack.frontUri().getHost(),
                        List.of(stack.address().getAddress().getHostAddress())),
                true,
                now,
                now,
                true);
    }
}
