package org.headroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.headroom.loadgen.result.RunResult;
import org.headroom.probes.reading.Reading;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;
import org.headroom.scenarios.stack.Stack;
import org.headroom.tuner.Tuner;
import org.headroom.tuner.config.CurrentSettings;
import org.headroom.tuner.config.HostConfig;
import org.headroom.tuner.files.HostTree;
import org.headroom.tuner.files.PlanWriter;
import org.headroom.tuner.measure.DemandFromRun;
import org.headroom.tuner.measure.OriginLook;
import org.headroom.tuner.measure.OriginSurvey;
import org.headroom.tuner.measure.ProcessMemory;
import org.headroom.tuner.model.Figure;
import org.headroom.tuner.model.OriginMeasurements;
import org.headroom.tuner.model.TuningOptions;
import org.headroom.tuner.model.Wish;
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
    private final Supplier<OriginAccess> looking;

    private TuneJob(
            String origin,
            String address,
            OptionalLong budgetBytes,
            OptionalLong reservedBytes,
            List<FpmPool> pools,
            int proxies,
            int otherOrigins,
            Supplier<OriginAccess> looking) {
        this.origin = origin;
        this.address = address;
        this.budgetBytes = budgetBytes;
        this.reservedBytes = reservedBytes;
        this.pools = List.copyOf(pools);
        this.proxies = proxies;
        this.otherOrigins = otherOrigins;
        this.looking = looking;
    }

    /**
     * For an origin of a stack file; a budget given by option wins over the file's.
     *
     * @param looking looks at the origin when it is time to tune
     */
    static TuneJob of(Origin origin, OptionalLong budgetOption, Stack stack, Supplier<OriginAccess> looking) {
        return new TuneJob(
                origin.name(),
                origin.address(),
                budgetOption.isPresent() ? budgetOption : origin.memory().budgetBytes(),
                origin.memory().reservedBytes(),
                origin.fpm(),
                Math.max(1, stack.proxies().size()),
                stack.origins().size() - 1,
                looking);
    }

    /** For the embedded demo's origin, which has no processes: a machine of 2 GiB is imagined, and said to be. */
    static TuneJob ofDemo(String origin, String pool) {
        FpmPool only = new FpmPool(pool, Optional.empty(), Optional.empty(), "/fpm-status", Optional.empty());
        return new TuneJob(
                origin,
                "demo",
                OptionalLong.of(2L << 30),
                OptionalLong.of(512L << 20),
                List.of(only),
                1,
                0,
                () -> OriginAccess.NONE);
    }

    /** The outcome; with other origins, a second time when it is known what they will ask of the database. */
    TuningOutcome tune(Optional<RunResult> run, List<Reading> readings) {
        return tune(run, readings, Wish.NONE);
    }

    /** The outcome for what trials ask for. */
    TuningOutcome tune(Optional<RunResult> run, List<Reading> readings, Wish wish) {
        OriginAccess access = looking.get();
        TuningOptions options = TuningOptions.DEFAULTS.withWish(wish);
        TuningOutcome alone =
                tune(access, run, readings, Figure.assumed(0, "no other origin in the stack file"), options);
        return switch (alone) {
            case TuningOutcome.Planned(Plan plan)
            when otherOrigins > 0 ->
                tune(
                        access,
                        run,
                        readings,
                        Figure.assumed(
                                (double) otherOrigins * children(plan),
                                otherOrigins + " other origins of the stack file with as many children as this one"),
                        options);
            case TuningOutcome.Planned _, TuningOutcome.CannotFit _ -> alone;
        };
    }

    private static long children(Plan plan) {
        return plan.settings().stream()
                .filter(setting -> setting.name().endsWith("pm.max_children"))
                .mapToLong(setting -> Long.parseLong(setting.value()))
                .sum();
    }

    private TuningOutcome tune(
            OriginAccess access,
            Optional<RunResult> run,
            List<Reading> readings,
            Figure othersConnections,
            TuningOptions options) {
        List<String> names = pools.stream().map(FpmPool::pool).toList();
        if (names.isEmpty()) {
            throw CliException.usage("origin " + origin + " names no PHP-FPM pool in the stack file: add fpm to it");
        }
        Optional<Figure> limit = access.look().flatMap(OriginLook::limit);
        if (limit.isEmpty() && budgetBytes.isEmpty()) {
            throw CliException.usage("nothing tells how much memory origin " + origin
                    + " has: give memory.budget in the stack file, or --budget");
        }
        Optional<HostConfig> config = access.tree().map(tree -> HostConfig.read(tree, address));
        HostTree host = host(config);
        OriginMeasurements measurements = OriginSurvey.of(
                subject(access, names, othersConnections),
                limit,
                access.look().map(OriginLook::memory).orElseGet(ProcessMemory::unknown),
                config.map(CurrentSettings::of).map(CurrentSettings::values).orElse(Map.of()),
                access.look().flatMap(OriginLook::phpFiles),
                new DemandFromRun(origin, run, access.withOpcache(readings)));
        return access.advised(config.map(known -> Tuner.tune(measurements, options, host, known))
                .orElseGet(() -> Tuner.tune(measurements, options, host)));
    }

    private OriginSurvey.Subject subject(OriginAccess access, List<String> names, Figure othersConnections) {
        Figure cores = access.look().flatMap(OriginLook::cores).orElseGet(() -> {
            int here = Runtime.getRuntime().availableProcessors();
            return Figure.assumed(here, "as many cores as the machine that runs Headroom");
        });
        return new OriginSurvey.Subject(
                origin,
                budgetBytes,
                reservedBytes,
                cores,
                names,
                2,
                new Figure(proxies, "proxies of the stack file"),
                Figure.assumed(cores.value(), "one NGINX worker for each core, of a proxy like the origin"),
                othersConnections);
    }

    private HostTree host(Optional<HostConfig> config) {
        Map<String, HostTree.PoolHome> homes = new HashMap<>();
        for (FpmPool pool : pools) {
            pool.listen()
                    .map(StackTargets::text)
                    .ifPresent(listen -> homes.put(pool.pool(), new HostTree.PoolHome(listen, "www-data", "www-data")));
        }
        String php = config.flatMap(HostConfig::phpVersion)
                .filter(version -> !version.isEmpty())
                .orElse(DEFAULT_PHP);
        return new HostTree(php, address, homes);
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
