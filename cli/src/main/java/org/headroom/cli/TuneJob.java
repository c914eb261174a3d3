package org.headroom.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.headroom.lab.LabPaths;
import org.headroom.lab.host.HostsHere;
import org.headroom.loadgen.result.RunResult;
import org.headroom.probes.reading.Reading;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.Tuner;
import org.headroom.tuner.config.HostConfig;
import org.headroom.tuner.config.tree.ConfigTree;
import org.headroom.tuner.config.tree.DirectoryTree;
import org.headroom.tuner.files.HostTree;
import org.headroom.tuner.files.PlanWriter;
import org.headroom.tuner.measure.DemandFromRun;
import org.headroom.tuner.measure.HostMemory;
import org.headroom.tuner.measure.OriginSurvey;
import org.headroom.tuner.measure.ProcessMemory;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;
import org.headroom.tuner.model.TuningOptions;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;

/** From a run and its readings to settings for one origin. */
final class TuneJob {
    private static final String DEFAULT_PHP = "8.2";

    private final String origin;
    private final String address;
    private final OptionalLong budgetBytes;
    private final OptionalLong reservedBytes;
    private final List<FpmPool> pools;
    private final int proxies;
    private final int otherOrigins;

    private TuneJob(
            String origin,
            String address,
            OptionalLong budgetBytes,
            OptionalLong reservedBytes,
            List<FpmPool> pools,
            int proxies,
            int otherOrigins) {
        this.origin = origin;
        this.address = address;
        this.budgetBytes = budgetBytes;
        this.reservedBytes = reservedBytes;
        this.pools = List.copyOf(pools);
        this.proxies = proxies;
        this.otherOrigins = otherOrigins;
    }

    /** For an origin of a stack file; a budget given by option wins over the file's. */
    static TuneJob of(Origin origin, OptionalLong budgetOption, Stack stack) {
        return new TuneJob(
                origin.name(),
                origin.address(),
                budgetOption.isPresent() ? budgetOption : origin.memory().budgetBytes(),
                origin.memory().reservedBytes(),
                origin.fpm(),
                Math.max(1, stack.proxies().size()),
                stack.origins().size() - 1);
    }

    /** For the embedded demo's origin, which has no processes: a machine of 2 GiB is imagined, and said to be. */
    static TuneJob ofDemo(String origin, String pool) {
        FpmPool only = new FpmPool(pool, Optional.empty(), Optional.empty(), "/fpm-status", Optional.empty());
        return new TuneJob(origin, "demo", OptionalLong.of(2L << 30), OptionalLong.of(512L << 20), List.of(only), 1, 0);
    }

    /** The outcome; with other origins, a second time when it is known what they will ask of the database. */
    TuningOutcome tune(Optional<RunResult> run, List<Reading> readings) {
        TuningOutcome alone = tune(run, readings, Figure.assumed(0, "no other origin in the stack file"));
        return switch (alone) {
            case TuningOutcome.Planned(Plan plan)
            when otherOrigins > 0 ->
                tune(
                        run,
                        readings,
                        Figure.assumed(
                                (double) otherOrigins * children(plan),
                                otherOrigins + " other origins of the stack file with as many children as this one"));
            case TuningOutcome.Planned _, TuningOutcome.CannotFit _ -> alone;
        };
    }

    private static long children(Plan plan) {
        return plan.settings().stream()
                .filter(setting -> setting.name().endsWith("pm.max_children"))
                .mapToLong(setting -> Long.parseLong(setting.value()))
                .sum();
    }

    private TuningOutcome tune(Optional<RunResult> run, List<Reading> readings, Figure othersConnections) {
        List<String> names = pools.stream().map(FpmPool::pool).toList();
        if (names.isEmpty()) {
            throw CliException.usage("origin " + origin + " names no PHP-FPM pool in the stack file: add fpm to it");
        }
        Optional<Path> root = root();
        boolean here = root.isPresent();
        if (!here && budgetBytes.isEmpty()) {
            throw CliException.usage("origin " + origin + " is another machine, whose memory cannot be read from here:"
                    + " give memory.budget in the stack file, or --budget");
        }
        OriginMeasurements measurements = OriginSurvey.of(
                subject(names, here, othersConnections),
                HostMemory.ofThisMachine(),
                root.map(path -> ProcessMemory.read(path.resolve("proc"))).orElseGet(ProcessMemory::unknown),
                new DemandFromRun(origin, run, readings));
        HostTree host = host(root);
        return tree().map(tree -> Tuner.tune(
                        measurements, TuningOptions.DEFAULTS, host, HostConfig.read(tree, host.originAddress())))
                .orElseGet(() -> Tuner.tune(measurements, TuningOptions.DEFAULTS, host));
    }

    /** The origin's files, if they are on this machine. */
    Optional<ConfigTree> tree() {
        return root().map(DirectoryTree::new);
    }

    /** The root of the origin's file system: this machine's, or that of a lab host on this machine. */
    private Optional<Path> root() {
        return isThisMachine(address)
                ? Optional.of(Path.of("/"))
                : new HostsHere(LabPaths.standard().base()).rootOf(address);
    }

    private OriginSurvey.Subject subject(List<String> names, boolean here, Figure othersConnections) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new OriginSurvey.Subject(
                origin,
                budgetBytes,
                reservedBytes,
                here
                        ? new Figure(cores, "cores of this machine")
                        : Figure.assumed(cores, "as many cores as the machine that runs Headroom"),
                names,
                2,
                new Figure(proxies, "proxies of the stack file"),
                Figure.assumed(cores, "one NGINX worker for each core of a machine like this one"),
                othersConnections);
    }

    private HostTree host(Optional<Path> root) {
        Map<String, HostTree.PoolHome> homes = new HashMap<>();
        for (FpmPool pool : pools) {
            pool.listen()
                    .map(StackTargets::text)
                    .ifPresent(listen -> homes.put(pool.pool(), new HostTree.PoolHome(listen, "www-data", "www-data")));
        }
        return new HostTree(root.map(TuneJob::phpVersion).orElse(DEFAULT_PHP), address, homes);
    }

    /** The newest PHP in Debian's layout. */
    private static String phpVersion(Path root) {
        Path tree = root.resolve("etc/php");
        if (!Files.isDirectory(tree)) {
            return DEFAULT_PHP;
        }
        try (Stream<Path> versions = Files.list(tree)) {
            return versions.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\.\\d+"))
                    .max(String::compareTo)
                    .orElse(DEFAULT_PHP);
        } catch (IOException e) {
            return DEFAULT_PHP;
        }
    }

    private static boolean isThisMachine(String address) {
        try {
            InetAddress ip = InetAddress.getByName(address);
            return ip.isLoopbackAddress() || NetworkInterface.getByInetAddress(ip) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes the plan beside the run, or says why there is none. */
    static Optional<Plan> write(Session session, TuningOutcome outcome, Path directory) throws IOException {
        return switch (outcome) {
            case TuningOutcome.Planned(Plan plan) -> {
                PlanWriter.write(plan, directory);
                session.terminal().line("Tuning:  " + directory);
                yield Optional.of(plan);
            }
            case TuningOutcome.CannotFit(String explanation, var _) -> {
                session.terminal().line("Tuning:  no settings fit: " + explanation);
                yield Optional.empty();
            }
        };
    }
}
