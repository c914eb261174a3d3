package org.headroom.tuner;

import java.util.HashMap;
import java.util.Map;
import org.headroom.tuner.config.CurrentSettings;
import org.headroom.tuner.config.HostConfig;
import org.headroom.tuner.files.HostTree;
import org.headroom.tuner.files.PlanFiles;
import org.headroom.tuner.model.OriginMeasurements;
import org.headroom.tuner.model.TuningModel;
import org.headroom.tuner.model.TuningOptions;
import org.headroom.tuner.plan.TuningOutcome;

/** From measurements to a plan with its files. */
public final class Tuner {
    private Tuner() {}

    /** Computes the settings for a host that was read, with what is in force there, and makes its complete files. */
    public static TuningOutcome tune(
            OriginMeasurements measurements, TuningOptions options, HostTree host, HostConfig config) {
        Map<String, String> current = new HashMap<>(CurrentSettings.of(config).values());
        config.phpVersion().ifPresent(version -> current.put(TuningOptions.PHP_VERSION, version));
        TuningOptions known = options.withCurrent(current);
        return switch (TuningModel.tune(measurements, known)) {
            case TuningOutcome.Planned(var plan) -> new TuningOutcome.Planned(PlanFiles.addTo(plan, host, config));
            case TuningOutcome.CannotFit refused -> refused;
        };
    }

    /** Computes the settings, and renders them for a host of which nothing can be read. */
    public static TuningOutcome tune(OriginMeasurements measurements, TuningOptions options, HostTree host) {
        return switch (TuningModel.tune(measurements, options)) {
            case TuningOutcome.Planned(var plan) -> new TuningOutcome.Planned(PlanFiles.addTo(plan, host));
            case TuningOutcome.CannotFit refused -> refused;
        };
    }
}
