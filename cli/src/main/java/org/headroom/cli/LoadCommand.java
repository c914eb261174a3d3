package org.headroom.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.headroom.loadgen.distributed.DistributedRun;
import org.headroom.loadgen.distributed.Injectors;
import org.headroom.loadgen.distributed.TransportSettings;
import org.headroom.loadgen.page.Destinations;
import org.headroom.loadgen.page.Families;
import org.headroom.loadgen.page.PageTree;
import org.headroom.loadgen.result.RunDirectory;
import org.headroom.loadgen.result.RunInfo;
import org.headroom.loadgen.run.Arrivals;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.loadgen.run.LoadRun;
import org.headroom.loadgen.transport.Carriers;
import org.headroom.loadgen.transport.H3Choice;
import org.headroom.loadgen.transport.Protocol;
import org.headroom.loadgen.transport.Transports;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.endpoint.TrustPolicy;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.stack.Stack;
import org.headroom.scenarios.stack.StackFile;
import org.headroom.scenarios.yaml.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `headroom load`: replays a scenario against a real server. */
@Command(
        name = "load",
        header = "Replay a scenario over h1, h2 and h3, watch the stack, judge the goals, report.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replay a scenario's pages like browsers over h1, h2 and h3, watch the stack meanwhile, judge the goals,",
            "write a run directory with a report.",
            "Load goes only to loopback, to hosts in the stack file, and to hosts named by --allow."
        },
        footer = {
            "",
            "Examples:",
            "  headroom load site.yaml --target https://www.example.org --allow www.example.org --rate 10/s",
            "  headroom load site.yaml --target https://www.example.org --stack stack.yaml --protocol h2,h3 \\",
            "        --slo 'page.p95<2s,errors<0.1%%' --duration 5m",
            "  headroom load site.yaml --target https://localhost --listen 9100 \\",
            "        --arrivals 'ramp 0..50/s 30s, hold 50/s 5m, spike 200/s 10s, hold 50/s 1m'",
            "  headroom load site.yaml --target https://localhost --arrivals 'profile day.csv 24h in 30m'",
            "  headroom load site.yaml --target https://www.example.org --allow www.example.org --rate 500/s \\",
            "        --injectors 10.0.0.7,10.0.0.8 --key-file headroom.key      (see headroom injector --help)",
            "  headroom load site.yaml --target https://localhost --roam 20%%",
            "  headroom load site.yaml --target https://localhost --protocol h3 --h3-discovery --returning 30%%",
            "  headroom load wordpress-front --target https://localhost:8443 --cacert ca.pem   (a shipped scenario)",
            "",
            "Exit codes: 0 every goal met; 1 a goal missed; 2 wrong usage; 3 could not run, or interrupted (Ctrl-C",
            "keeps what there is)."
        })
final class LoadCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "A scenario file, or the name of a shipped one: wordpress-front, inclusion-heavy,"
                    + " wordpress-visitors.")
    private String scenario = "";

    @Option(
            names = "--target",
            required = true,
            paramLabel = "URL",
            description = "The server that takes the place of the scenario's host `site`.")
    private String target = "";

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--stack",
            paramLabel = "FILE",
            description = "The stack file: its proxies carry the load of its sites, its origins are probed and tuned.")
    private @Nullable Path stackFile;

    @Option(names = "--allow", paramLabel = "HOST", description = "Load may go to this host; its owner agrees.")
    private List<String> allow = new ArrayList<>();

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private TransportOptions transport = new TransportOptions();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private RoamOption roam = new RoamOption();

    @Mixin
    private LookupOption lookup = new LookupOption();

    @Option(
            names = "--listen",
            paramLabel = "[ADDR:]PORT",
            description =
                    "Serve the live figures at http://ADDR:PORT/metrics for Prometheus, from before the first page"
                            + " to the end. ADDR is loopback unless named.")
    private @Nullable String listen;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go; a new directory (default: headroom-run-DATE-TIME).")
    private @Nullable Path out;

    LoadCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        ScenarioSource source = ScenarioSource.open(session, scenario);
        Optional<Stack> stack = stack();
        Target site = TargetOptions.target("--target", target);
        List<Protocol> protocols = load.protocols(site.tls());
        TrustPolicy trust = targetOptions.trust(stack, session.workingDirectory());
        Carriers carriers = transport.carriers();
        transport.check(protocols.contains(Protocol.H3), roam.given());
        LoadRun.TransportFactory transports = roam.over(
                protocol -> Transports.forVisitors(protocol, carriers, trust, load.connectTimeout()),
                () -> Transports.forVisitors(Protocol.H3, carriers.by(H3Choice.KWIK), trust, load.connectTimeout()));
        Destinations.Found where = where(source, site, stack);
        Arrivals arrivals = load.arrivals(session.workingDirectory());
        LoadPlan plan = new LoadPlan(
                load.scenario(source.scenario()),
                where.target(),
                protocols,
                arrivals,
                load.when().ramp(arrivals),
                load.when().duration(arrivals),
                load.when().warmUp(),
                load.limits(),
                load.when().openVisits(),
                load.goals(source.scenario().pages().stream().map(Page::name).toList()),
                load.seed(),
                userAgent());
        remote.check(plan, roam.given(), lookup.given());
        try (LiveMetrics metrics = listen == null ? null : ListenAddress.open(listen);
                Injectors injectors =
                        remote.connect(session, plan, TransportSettings.of(carriers, trust, load.connectTimeout()))) {
            if (injectors == null) {
                checkSecrets(plan); // injectors read their own
            }
            RunDirectory directory = RunOutput.open(session, out);
            session.terminal()
                    .line("Headroom load: " + source.scenario().name() + " against " + site.base() + ", "
                            + LoadRun.planned(plan).toSeconds() + " s in all");
            lookups(where.lookups()).ifPresent(session.terminal()::line);
            if (metrics != null) {
                session.terminal().line("  metrics  " + metrics.url());
            }
            Optional<String> note = ArrivalOptions.note(arrivals);
            note.ifPresent(words -> session.terminal().line("  note: " + words));
            LoadJob job = new LoadJob(
                    session,
                    engine(
                            plan,
                            injectors,
                            lookup.over(transports, where.lookups().keySet())),
                    stack,
                    directory,
                    asked(source, site, plan, where.lookups(), injectors),
                    Optional.ofNullable(metrics));
            LoadJob.Done done = job.execute(source.text());
            return new RunReport(session, directory).finish(done.noting(note), stack.flatMap(StackTargets::tuning));
        }
    }

    private static void checkSecrets(LoadPlan plan) {
        Set<String> unreadable = PageTree.unreadableSecrets(plan.scenario());
        if (!unreadable.isEmpty()) {
            throw CliException.usage(
                    "no load was sent: secrets of the scenario cannot be read: " + String.join("; ", unreadable));
        }
    }

    private static LoadJob.EngineMaker engine(
            LoadPlan plan, @Nullable Injectors injectors, LoadRun.TransportFactory transports) {
        return injectors == null
                ? (directory, listener) -> new LoadRun(plan, transports, directory, listener)
                : (directory, listener) -> new DistributedRun(plan, injectors, directory, listener);
    }

    /** Where each host of a plan is, as run.json keeps it. */
    static Map<String, List<String>> addresses(LoadPlan plan) {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        plan.target()
                .endpoints()
                .values()
                .forEach(endpoint -> hosts.put(
                        endpoint.host(),
                        endpoint.addresses().stream()
                                .map(InetSocketAddress::getAddress)
                                .map(InetAddress::getHostAddress)
                                .toList()));
        return hosts;
    }

    static String userAgent() {
        return "Mozilla/5.0 (X11; Linux x86_64) Headroom/" + Headroom.VERSION;
    }

    private Optional<Stack> stack() throws ConfigException {
        return stackFile == null
                ? Optional.empty()
                : Optional.of(StackFile.read(session.workingDirectory().resolve(stackFile)));
    }

    /** Resolves every host of the scenario and refuses, before a packet is sent, those that may not be loaded. */
    private Destinations.Found where(ScenarioSource source, Target site, Optional<Stack> stack) {
        AddressBook book = AddressBook.system(StackTargets.resolutions(targetOptions.resolutions(), stack));
        LoadPermission permission = new LoadPermission(allow, StackTargets.loadable(stack), book);
        try {
            return switch (Destinations.of(
                    source.scenario().hosts(), site, load.httpPort(), book, permission, Families::listens)) {
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

    private Map<String, String> asPlan(Arrivals arrivals) {
        Map<String, String> asked = new LinkedHashMap<>(load.asPlan(arrivals));
        asked.putAll(roam.asPlan());
        asked.putAll(transport.asPlan());
        asked.putAll(lookup.asPlan());
        asked.putAll(targetOptions.asPlan());
        return asked;
    }

    private static Optional<String> lookups(Map<String, Duration> lookups) {
        return lookups.isEmpty()
                ? Optional.empty()
                : Optional.of(lookups.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> String.format(Locale.ROOT, "%s %.1f ms", one.getKey(), millis(one.getValue())))
                        .collect(Collectors.joining(", ", "  names    looked up once: ", "")));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private RunInfo asked(
            ScenarioSource source,
            Target site,
            LoadPlan plan,
            Map<String, Duration> lookups,
            @Nullable Injectors injectors) {
        Instant now = session.clock().instant();
        return new RunInfo(
                1,
                "load",
                source.scenario().name(),
                Digest.sha256(source.text()),
                site.base(),
                plan.protocols().stream().map(Protocol::label).toList(),
                asPlan(plan.arrivals()),
                Versions.all(),
                addresses(plan),
                false,
                now,
                now,
                true,
                lookups.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, one -> millis(one.getValue()))),
                injectors == null ? List.of() : injectors.names());
    }
}
