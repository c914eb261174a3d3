package org.headroom.tuner.model;

import java.util.List;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;

/** Origins to tune in tests. */
public final class Origins {
    public static final double MEBIBYTE = 1024 * 1024;
    private static final String MEASURED = "test";

    private Origins() {}

    /** Two cores and one pool of plain WordPress: children of 20 MiB (28 at the worst), 10 requests a second of 180 ms. */
    public static OriginMeasurements wordPress(double budgetMebibytes) {
        return origin(budgetMebibytes, 2, List.of(pool("www", 10, 0.18, 0.7)));
    }

    public static OriginMeasurements origin(double budgetMebibytes, double cores, List<OriginMeasurements.Pool> pools) {
        return new OriginMeasurements(
                "origin1",
                new OriginMeasurements.Host(mebibytes(budgetMebibytes), mebibytes(40), mebibytes(16), figure(cores)),
                new OriginMeasurements.Apache(mebibytes(6), mebibytes(4), mebibytes(0.2)),
                new OriginMeasurements.Fpm(mebibytes(10), mebibytes(40), figure(0)),
                pools,
                new OriginMeasurements.StaticTraffic(figure(50), figure(0.004)),
                new OriginMeasurements.Proxies(figure(2), figure(2), figure(16)),
                new OriginMeasurements.Database(figure(0), figure(0)));
    }

    public static OriginMeasurements.Pool pool(String name, double perSecond, double seconds, double computeShare) {
        return new OriginMeasurements.Pool(
                name, mebibytes(20), mebibytes(28), figure(perSecond), figure(seconds), figure(computeShare), 2);
    }

    public static Figure figure(double value) {
        return new Figure(value, MEASURED);
    }

    public static Figure mebibytes(double value) {
        return figure(value * MEBIBYTE);
    }

    public static Plan planned(OriginMeasurements origin) {
        return switch (TuningModel.tune(origin, TuningOptions.DEFAULTS)) {
            case TuningOutcome.Planned(Plan plan) -> plan;
            case TuningOutcome.CannotFit(String explanation, var memory) ->
                throw new AssertionError(explanation + memory);
        };
    }

    public static String value(Plan plan, String name) {
        return plan.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + plan.settings()))
                .value();
    }
}
