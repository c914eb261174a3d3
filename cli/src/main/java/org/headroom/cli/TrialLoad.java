package org.headroom.cli;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.loadgen.page.Destinations;
import org.headroom.loadgen.page.Families;
import org.headroom.loadgen.page.RequestLimits;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.slo.Slo;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;

/** Short loads of a site of the stack that tune sends by itself: visitors who go on and start over at once, over h2 or plain h1. */
final class TrialLoad {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int PAGES = 3;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** A daemon that was just started has nothing compiled yet. */
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private static final RequestLimits LIMITS = new RequestLimits(Duration.ofSeconds(30), Duration.ofSeconds(60));

    private final Session session;
    private final Stack stack;
    private final Target site;
    private final ScenarioSource source;
    private final Destinations.Found where;
    private final LoadRun.TransportFactory transports;
    private final Path runs;

    private TrialLoad(
            Session session,
            Stack stack,
            Target site,
            ScenarioSource source,
            Destinations.Found where,
            LoadRun.TransportFactory transports,
            Path runs) {
        this.session = session;
        this.stack = stack;
        this.site = site;
        this.source = source;
        this.where = where;
        this.transports = transports;
        this.runs = runs;
    }

    /**
     * Finds the site, its pages and the way there; sends no load yet.
     *
     * @param out where the run directories go
     */
    static TrialLoad open(Session session, Stack stack, TrialOptions options, Path out) throws Exception {
        Target site = TargetOptions.target("--target", options.target().orElseGet(() -> first(stack)));
        if (stack.origins().size() > 1) {
            session.terminal()
                    .line("Note: the load goes through the proxies to all "
                            + stack.origins().size() + " origins, of which one is tuned: what it gains shows less");
        }
        TrustPolicy trust = options.reaching().trust(Optional.of(stack), session.workingDirectory());
        List<Resolution> resolutions =
                StackTargets.resolutions(options.reaching().resolutions(), Optional.of(stack));
        ScenarioSource source = options.scenario().isPresent()
                ? ScenarioSource.open(session, options.scenario().get())
                : new CaptureJob(session, trust, resolutions, Set.of()).capture(site.base() + "/", PAGES);
        Path runs = out.resolve("runs-" + LocalDateTime.now(session.clock()).format(STAMP));
        return new TrialLoad(
                session,
                stack,
                site,
                source,
                where(session, source, site, stack, resolutions, options.allow()),
                protocol -> Transports.forVisitors(protocol, Carriers.USUAL, trust, Duration.ofSeconds(10)),
                runs);
    }

    private static String first(Stack stack) {
        if (stack.proxies().isEmpty()) {
            throw CliException.usage(
                    "the stack file names no proxy, so nothing says that the site's name leads to this stack"
                            + " and not to a live one: give --target, and --resolve if DNS leads elsewhere");
        }
        Site site = stack.sites().stream()
                .filter(one -> !one.hosts().isEmpty())
                .findFirst()
                .orElseThrow(() -> CliException.usage("the stack file names no site to load: give --target"));
        int port = stack.proxies().stream().findFirst().map(Proxy::httpsPort).orElse(HTTPS);
        return "https://" + site.hosts().getFirst() + (port == HTTPS ? "" : ":" + port);
    }

    private static Destinations.Found where(
            Session session,
            ScenarioSource source,
            Target site,
            Stack stack,
            List<Resolution> resolutions,
            List<String> allow) {
        AddressBook book = AddressBook.system(resolutions);
        LoadPermission permission = new LoadPermission(allow, StackTargets.loadable(Optional.of(stack)), book);
        try {
            return switch (Destinations.of(
                    source.scenario().hosts(), site, HTTP, book, permission, Families::listens)) {
                case Destinations.Found found -> {
                    found.notes().forEach(note -> session.terminal().error("  note: " + note));
                    yield found;
                }
                case Destinations.Refused(List<String> reasons) ->
                    throw CliException.usage("no load was sent: " + String.join("; ", reasons));
            };
        } catch (UnknownHostException e) {
            throw CliException.failed(e.getMessage() + "; --resolve HOST:PORT:ADDRESS says where it is");
        }
    }

    /** Where its run directories are. */
    Path runs() {
        return runs;
    }

    /**
     * Loads, and leaves a run directory.
     *
     * @param probed whether probes read the stack meanwhile
     */
    Ran run(String name, int visitors, Duration time, List<Slo> goals, boolean probed)
            throws IOException, InterruptedException {
        LoadPlan plan = new LoadPlan(
                source.scenario().withoutThinking(),
                where.target(),
                List.of(site.tls() ? Protocol.H2 : Protocol.H1),
                new Arrivals.ClosedVisitors(visitors),
                Duration.ZERO,
                time,
                WARM_UP,
                LIMITS,
                goals,
                1,
                LoadCommand.userAgent());
        RunDirectory directory = new RunDirectory(Files.createDirectories(runs.resolve(name)));
        LoadJob.Done done = new LoadJob(
                        session,
                        plan,
                        transports,
                        probed ? Optional.of(stack) : Optional.empty(),
                        directory,
                        asked(plan, visitors, time))
                .execute(source.text());
        return new Ran(directory, done.problem());
    }

    /**
     * A load that was.
     *
     * @param problem why it ended early, if it did and nobody asked it to
     */
    record Ran(RunDirectory directory, Optional<String> problem) {}

    private RunInfo asked(LoadPlan plan, int visitors, Duration time) {
        Instant now = session.clock().instant();
        return new RunInfo(
                1,
                "load",
                source.scenario().name(),
                Digest.sha256(source.text()),
                site.base(),
                plan.protocols().stream().map(Protocol::label).toList(),
                Map.of("visitors", Integer.toString(visitors), "duration", time.toSeconds() + "s"),
                Versions.all(),
                LoadCommand.addresses(plan),
                false,
                now,
                now,
                true,
                Map.of(),
                List.of());
    }
}
