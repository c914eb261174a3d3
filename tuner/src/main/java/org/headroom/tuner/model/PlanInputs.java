package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.List;
import org.headroom.tuner.plan.Plan;

/** The figures of the measurements as a plan lists them. */
final class PlanInputs {
    private static final String BYTES = "bytes";
    private static final String COUNT = "count";
    private static final String SECONDS = "seconds";
    private static final String PER_SECOND = "per_second";
    private static final String RATIO = "ratio";

    private final List<Plan.Input> inputs = new ArrayList<>();

    private PlanInputs() {}

    static List<Plan.Input> of(OriginMeasurements origin, TuningOptions options) {
        PlanInputs inputs = new PlanInputs();
        inputs.addHost(origin);
        origin.pools().forEach(inputs::addPool);
        inputs.addTraffic(origin);
        inputs.addOptions(options);
        return List.copyOf(inputs.inputs);
    }

    /** Names of the inputs that were not measured. */
    static List<String> assumed(List<Plan.Input> inputs) {
        return inputs.stream()
                .filter(input -> input.source().startsWith(Figure.ASSUMED))
                .map(Plan.Input::name)
                .toList();
    }

    private void addHost(OriginMeasurements origin) {
        add("memory budget", origin.host().budgetBytes(), BYTES);
        add("reserved for others on the host", origin.host().reservedBytes(), BYTES);
        add("page cache floor", origin.host().pageCacheBytes(), BYTES);
        add("cores", origin.host().cores(), COUNT);
        add("apache parent", origin.apache().parentBytes(), BYTES);
        add("apache process without threads (a0)", origin.apache().processBytes(), BYTES);
        add("apache thread (a1)", origin.apache().threadBytes(), BYTES);
        add("php-fpm master", origin.fpm().masterBytes(), BYTES);
        add("opcache", origin.fpm().opcacheBytes(), BYTES);
        add("PHP files of the sites", origin.fpm().phpFiles(), COUNT);
        if (origin.fpm().stringsMegabytes().value() > 0) {
            add("interned strings of the opcache, MB", origin.fpm().stringsMegabytes(), COUNT);
        }
    }

    private void addPool(OriginMeasurements.Pool pool) {
        String of = "[" + pool.name() + "] ";
        add(of + "child, p95", pool.childBytes(), BYTES);
        add(of + "child, worst", pool.worstChildBytes(), BYTES);
        add(of + "PHP requests", pool.requestsPerSecond(), PER_SECOND);
        add(of + "service time", pool.serviceSeconds(), SECONDS);
        add(of + "compute share", pool.computeShare(), RATIO);
        inputs.add(new Plan.Input(of + "guaranteed children", pool.guaranteedChildren(), COUNT, "option"));
    }

    private void addTraffic(OriginMeasurements origin) {
        add("static requests", origin.staticTraffic().requestsPerSecond(), PER_SECOND);
        add("static service time", origin.staticTraffic().serviceSeconds(), SECONDS);
        add("proxies", origin.proxies().count(), COUNT);
        add("NGINX workers of a proxy", origin.proxies().workersEach(), COUNT);
        add("idle connections of the proxies", origin.proxies().idleConnections(), COUNT);
        add("database connections of other origins", origin.database().connectionsOfOthers(), COUNT);
        add("memory of a database connection here", origin.database().connectionBytes(), BYTES);
    }

    private void addOptions(TuningOptions options) {
        inputs.add(new Plan.Input("peak factor", options.peakFactor(), RATIO, "option"));
        inputs.add(new Plan.Input("burst deviations", options.burstDeviations(), COUNT, "option"));
        double wait = options.longestQueueWait().toMillis() / 1e3;
        inputs.add(new Plan.Input("longest wait for a child", wait, SECONDS, "option"));
        double timeout = options.requestTimeout().toMillis() / 1e3;
        inputs.add(new Plan.Input("longest PHP request", timeout, SECONDS, "option"));
    }

    private void add(String name, Figure figure, String unit) {
        inputs.add(new Plan.Input(name, figure.value(), unit, figure.source()));
    }
}
