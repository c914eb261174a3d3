package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.tuner.model.OriginMeasurements.Pool;

/**
 * What would let the origin take more, each change tried by the model itself: more memory, another core, faster PHP, static
 * files served by the proxy. Best first; a change that gains less than {@value #WORTH_PERCENT} % is left out.
 */
final class WhatHelps {
    private static final double MORE_MEMORY = 0.25;
    private static final double FASTER = 0.8;
    private static final int WORTH_PERCENT = 5;

    private final OriginMeasurements origin;
    private final TuningOptions options;
    private final Room now;

    private record Gain(String words, double percent) {}

    private WhatHelps(OriginMeasurements origin, TuningOptions options, Room now) {
        this.origin = origin;
        this.options = options;
        this.now = now;
    }

    /** Sentences for an administrator: first what limits, then what helps. */
    static List<String> of(Layout layout, TuningOptions options) {
        Room now = Room.of(layout);
        return new WhatHelps(layout.origin(), options, now).sentences();
    }

    private List<String> sentences() {
        if (Double.isInfinite(now.factor())) {
            return List.of("no PHP demand was measured, so nothing can be said of what would help");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "with these settings %.1f times the measured demand fits; first in the way: %s",
                now.factor(),
                now.limit()));
        List<Gain> gains = new ArrayList<>();
        gain(gains, "a quarter more memory", withBudget());
        gain(gains, "one core more", withCores());
        gain(gains, "PHP that computes a fifth less (opcache, object cache, fewer plugins)", withPools(true));
        gain(gains, "database and remote calls that take a fifth less time", withPools(false));
        gain(gains, "static files served by the proxy from the shadow", withoutStatic());
        gains.sort(Comparator.comparingDouble(Gain::percent).reversed());
        gains.forEach(
                gain -> sentences.add(String.format(Locale.ROOT, "%s: %.0f %% more", gain.words(), gain.percent())));
        if (gains.isEmpty()) {
            sentences.add("no single change gains " + WORTH_PERCENT + " %: several would have to come together");
        }
        return sentences;
    }

    private void gain(List<Gain> gains, String words, OriginMeasurements changed) {
        Optional<Layout> layout = SharedChildren.of(changed, options);
        // Always in demand as it is now: a request that takes less time is still a request.
        layout.map(Room::of)
                .map(room -> 100 * (room.factor() / now.factor() - 1))
                .filter(percent -> percent >= WORTH_PERCENT && Double.isFinite(percent))
                .ifPresent(percent -> gains.add(new Gain(words, percent)));
    }

    private OriginMeasurements withBudget() {
        OriginMeasurements.Host host = origin.host();
        Figure more = new Figure(host.budgetBytes().value() * (1 + MORE_MEMORY), "tried");
        return with(new OriginMeasurements.Host(more, host.reservedBytes(), host.pageCacheBytes(), host.cores()));
    }

    private OriginMeasurements withCores() {
        OriginMeasurements.Host host = origin.host();
        Figure more = new Figure(host.cores().value() + 1, "tried");
        return with(new OriginMeasurements.Host(host.budgetBytes(), host.reservedBytes(), host.pageCacheBytes(), more));
    }

    private OriginMeasurements with(OriginMeasurements.Host host) {
        return new OriginMeasurements(
                origin.origin(),
                host,
                origin.apache(),
                origin.fpm(),
                origin.pools(),
                origin.staticTraffic(),
                origin.proxies(),
                origin.database());
    }

    private OriginMeasurements withPools(boolean compute) {
        List<Pool> pools =
                origin.pools().stream().map(pool -> faster(pool, compute)).toList();
        return new OriginMeasurements(
                origin.origin(),
                origin.host(),
                origin.apache(),
                origin.fpm(),
                pools,
                origin.staticTraffic(),
                origin.proxies(),
                origin.database());
    }

    private static Pool faster(Pool pool, boolean compute) {
        double seconds = pool.serviceSeconds().value();
        double computing = seconds * pool.computeShare().value() * (compute ? FASTER : 1);
        double waiting = seconds * (1 - pool.computeShare().value()) * (compute ? 1 : FASTER);
        double whole = computing + waiting;
        return new Pool(
                pool.name(),
                pool.childBytes(),
                pool.worstChildBytes(),
                pool.requestsPerSecond(),
                new Figure(whole, "tried"),
                whole > 0 ? new Figure(computing / whole, "tried") : pool.computeShare(),
                pool.guaranteedChildren());
    }

    private OriginMeasurements withoutStatic() {
        Figure none = new Figure(0, "tried");
        return new OriginMeasurements(
                origin.origin(),
                origin.host(),
                origin.apache(),
                origin.fpm(),
                origin.pools(),
                new OriginMeasurements.StaticTraffic(
                        none, origin.staticTraffic().serviceSeconds()),
                origin.proxies(),
                origin.database());
    }
}
