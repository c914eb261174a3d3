package org.headroom.tuner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;

/** What must hold whatever was measured. */
class TuningLawsTest {
    private static final TuningOptions OPTIONS = TuningOptions.DEFAULTS;

    @Property(tries = 400)
    void theMemorySumNeverExceedsTheBudget(@ForAll("origins") OriginMeasurements origin) {
        switch (TuningModel.tune(origin, OPTIONS)) {
            case TuningOutcome.Planned(Plan plan) -> {
                Plan.MemoryTable memory = plan.memory();
                long sum = memory.lines().stream()
                        .mapToLong(line -> line.count() * line.bytesEach())
                        .sum();
                assertThat(memory.totalBytes()).isEqualTo(sum).isLessThanOrEqualTo(memory.budgetBytes());
                assertThat(memory.budgetBytes())
                        .isEqualTo((long) origin.host().budgetBytes().value());
                assertThat(childrenBytes(origin, plan)).isLessThanOrEqualTo(memory.totalBytes());
            }
            case TuningOutcome.CannotFit(String explanation, var memory) -> {
                assertThat(memory.totalBytes()).isGreaterThan(memory.budgetBytes());
                assertThat(explanation).contains("MiB are missing");
            }
        }
    }

    @Property(tries = 300)
    void moreBudgetNeverGivesAPoolFewerChildren(
            @ForAll("origins") OriginMeasurements origin, @ForAll @DoubleRange(min = 1, max = 3) double factor) {
        OriginMeasurements richer =
                withBudget(origin, origin.host().budgetBytes().value() * factor);
        SharedChildren.of(origin, OPTIONS).ifPresent(layout -> {
            List<Integer> more =
                    SharedChildren.of(richer, OPTIONS).orElseThrow().children();
            for (int i = 0; i < more.size(); i++) {
                assertThat(more.get(i)).isGreaterThanOrEqualTo(layout.children().get(i));
            }
        });
    }

    @Property(tries = 300)
    void aWishIsMetAsFarAsTheMemoryAllows(
            @ForAll("origins") OriginMeasurements origin,
            @ForAll @IntRange(min = 1, max = 300) int children,
            @ForAll @DoubleRange(min = 0.1, max = 10) double workers) {
        TuningOptions asking = OPTIONS.withWish(Wish.NONE.withChildren(children).withWorkers(workers));
        int least = origin.pools().stream()
                .mapToInt(OriginMeasurements.Pool::guaranteedChildren)
                .sum();
        SharedChildren.of(origin, asking).ifPresent(layout -> {
            assertThat(layout.fits()).isTrue();
            assertThat(layout.totalChildren()).isBetween(least, Math.max(least, children));
            assertThat(layout.processes().maxRequestWorkers()).isGreaterThan(layout.totalChildren());
        });
    }

    @Property(tries = 200)
    void aWishForTheModelsOwnChoiceChangesNothing(@ForAll("origins") OriginMeasurements origin) {
        SharedChildren.of(origin, OPTIONS).ifPresent(layout -> {
            TuningOptions asking = OPTIONS.withWish(Wish.NONE.withChildren(layout.totalChildren()));
            assertThat(SharedChildren.of(origin, asking)).contains(layout);
        });
    }

    @Property(tries = 300)
    void moreDemandOfOnePoolNeverTakesAnothersGuarantee(
            @ForAll("origins") OriginMeasurements origin, @ForAll @DoubleRange(min = 1, max = 1000) double factor) {
        OriginMeasurements hungry = withDemandOfFirstPool(origin, factor);
        SharedChildren.of(hungry, OPTIONS).ifPresent(layout -> {
            for (OriginMeasurements.Pool pool : hungry.pools()) {
                assertThat(layout.childrenOf(pool)).isGreaterThanOrEqualTo(pool.guaranteedChildren());
            }
        });
    }

    @Property(tries = 400)
    void apachesRelationsHold(@ForAll("origins") OriginMeasurements origin) {
        forPlan(origin, plan -> {
            int limit = number(plan, "ServerLimit");
            int threads = number(plan, "ThreadsPerChild");
            int workers = number(plan, "MaxRequestWorkers");
            int minSpare = number(plan, "MinSpareThreads");
            assertThat(limit * threads).isGreaterThanOrEqualTo(workers);
            assertThat(workers % threads).isZero();
            assertThat(number(plan, "ThreadLimit")).isGreaterThanOrEqualTo(threads);
            assertThat(minSpare).isBetween(1, workers);
            assertThat(number(plan, "MaxSpareThreads")).isGreaterThanOrEqualTo(minSpare + threads);
            assertThat(number(plan, "StartServers")).isBetween(1, limit);
            assertThat(workers).isGreaterThanOrEqualTo(allChildren(origin, plan));
            double idle = origin.proxies().idleConnections().value();
            assertThat((number(plan, "AsyncRequestWorkerFactor") + 1.0) * workers)
                    .isGreaterThanOrEqualTo(Math.min(workers + idle, 1_001.0 * workers));
        });
    }

    @Property(tries = 400)
    void fpmsRelationsHold(@ForAll("origins") OriginMeasurements origin) {
        forPlan(origin, plan -> {
            for (OriginMeasurements.Pool pool : origin.pools()) {
                String of = "[" + pool.name() + "] ";
                int max = number(plan, of + "pm.max_children");
                assertThat(max).isPositive();
                assertThat(number(plan, of + "pm.max_requests")).isBetween(500, 10_000);
                assertThat(number(plan, of + "listen.backlog"))
                        .isGreaterThanOrEqualTo(number(plan, "MaxRequestWorkers"));
                if (Origins.value(plan, of + "pm").equals("dynamic")) {
                    int min = number(plan, of + "pm.min_spare_servers");
                    int start = number(plan, of + "pm.start_servers");
                    int maxSpare = number(plan, of + "pm.max_spare_servers");
                    assertThat(List.of(1, min, start, maxSpare, max)).isSorted();
                }
            }
        });
    }

    @Property(tries = 400)
    void timeoutsAndConnectionsAreInOrder(@ForAll("origins") OriginMeasurements origin) {
        forPlan(origin, plan -> {
            int apache = number(plan, "ProxyTimeout");
            for (OriginMeasurements.Pool pool : origin.pools()) {
                assertThat(number(plan, "[" + pool.name() + "] request_terminate_timeout"))
                        .isLessThan(apache);
            }
            assertThat(number(plan, "proxy_read_timeout")).isGreaterThan(apache);
            double others = origin.database().connectionsOfOthers().value();
            assertThat((double) number(plan, "max_connections"))
                    .isGreaterThanOrEqualTo(allChildren(origin, plan) + Math.floor(others) + 10);
            assertThat(number(plan, "upstream keepalive")).isPositive();
            assertThat(number(plan, "upstream max_conns")).isPositive();
        });
    }

    @Provide
    Arbitrary<OriginMeasurements> origins() {
        Arbitrary<List<OriginMeasurements.Pool>> pools =
                pool().list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(
                        figures(64, 8_000, Origins.MEBIBYTE),
                        figures(0, 600, Origins.MEBIBYTE),
                        figures(0.1, 32, 1),
                        apache(),
                        pools,
                        statics(),
                        proxies(),
                        figures(0, 500, 1))
                .as((budget, reserved, cores, apache, some, statics, proxies, others) -> new OriginMeasurements(
                        "origin1",
                        new OriginMeasurements.Host(budget, reserved, Origins.mebibytes(16), cores),
                        apache,
                        new OriginMeasurements.Fpm(Origins.mebibytes(10), Origins.mebibytes(40), Origins.figure(0)),
                        named(some),
                        statics,
                        proxies,
                        // Half of the origins have a MariaDB of their own.
                        new OriginMeasurements.Database(others, Origins.figure(others.value() < 250 ? 2_900_000 : 0))));
    }

    private static Arbitrary<OriginMeasurements.Pool> pool() {
        return Combinators.combine(
                        figures(1, 200, Origins.MEBIBYTE),
                        figures(0, 300, Origins.MEBIBYTE),
                        figures(0, 300, 1),
                        figures(0, 5, 1),
                        figures(0.05, 1, 1),
                        Arbitraries.integers().between(1, 5))
                .as((child, worst, rate, seconds, share, guaranteed) ->
                        new OriginMeasurements.Pool("p", child, worst, rate, seconds, share, guaranteed));
    }

    private static Arbitrary<OriginMeasurements.Apache> apache() {
        return Combinators.combine(
                        figures(0, 20, Origins.MEBIBYTE),
                        figures(0, 30, Origins.MEBIBYTE),
                        figures(0, 2, Origins.MEBIBYTE))
                .as(OriginMeasurements.Apache::new);
    }

    private static Arbitrary<OriginMeasurements.StaticTraffic> statics() {
        return Combinators.combine(figures(0, 2_000, 1), figures(0, 0.2, 1)).as(OriginMeasurements.StaticTraffic::new);
    }

    private static Arbitrary<OriginMeasurements.Proxies> proxies() {
        return Combinators.combine(figures(0, 6, 1), figures(0, 16, 1), figures(0, 5_000, 1))
                .as(OriginMeasurements.Proxies::new);
    }

    private static Arbitrary<Figure> figures(double from, double to, double unit) {
        return Arbitraries.doubles().between(from, to).map(value -> Origins.figure(value * unit));
    }

    private static List<OriginMeasurements.Pool> named(List<OriginMeasurements.Pool> pools) {
        List<OriginMeasurements.Pool> named = new ArrayList<>();
        for (OriginMeasurements.Pool pool : pools) {
            named.add(rated("pool" + named.size(), pool, 1));
        }
        return named;
    }

    private static OriginMeasurements.Pool rated(String name, OriginMeasurements.Pool pool, double factor) {
        return new OriginMeasurements.Pool(
                name,
                pool.childBytes(),
                pool.worstChildBytes(),
                Origins.figure(pool.requestsPerSecond().value() * factor),
                pool.serviceSeconds(),
                pool.computeShare(),
                pool.guaranteedChildren());
    }

    private static OriginMeasurements withBudget(OriginMeasurements origin, double bytes) {
        OriginMeasurements.Host host = origin.host();
        return with(
                origin,
                new OriginMeasurements.Host(
                        Origins.figure(bytes), host.reservedBytes(), host.pageCacheBytes(), host.cores()),
                origin.pools());
    }

    private static OriginMeasurements withDemandOfFirstPool(OriginMeasurements origin, double factor) {
        List<OriginMeasurements.Pool> pools = new ArrayList<>(origin.pools());
        pools.set(0, rated(pools.getFirst().name(), pools.getFirst(), factor));
        return with(origin, origin.host(), pools);
    }

    private static OriginMeasurements with(
            OriginMeasurements origin, OriginMeasurements.Host host, List<OriginMeasurements.Pool> pools) {
        return new OriginMeasurements(
                origin.origin(),
                host,
                origin.apache(),
                origin.fpm(),
                pools,
                origin.staticTraffic(),
                origin.proxies(),
                origin.database());
    }

    private static void forPlan(OriginMeasurements origin, Consumer<Plan> law) {
        if (TuningModel.tune(origin, OPTIONS) instanceof TuningOutcome.Planned(Plan plan)) {
            law.accept(plan);
        }
    }

    private static long childrenBytes(OriginMeasurements origin, Plan plan) {
        long bytes = 0;
        for (OriginMeasurements.Pool pool : origin.pools()) {
            double worst =
                    Math.max(pool.childBytes().value(), pool.worstChildBytes().value());
            bytes += number(plan, "[" + pool.name() + "] pm.max_children") * (long) Math.ceil(worst);
        }
        return bytes;
    }

    private static int allChildren(OriginMeasurements origin, Plan plan) {
        return origin.pools().stream()
                .mapToInt(pool -> number(plan, "[" + pool.name() + "] pm.max_children"))
                .sum();
    }

    private static int number(Plan plan, String name) {
        return Integer.parseInt(Origins.value(plan, name).replaceAll("s$", ""));
    }
}
