package org.headroom.tuner;

import org.headroom.tuner.files.HostTree;
import org.headroom.tuner.files.PlanFiles;
import org.headroom.tuner.model.OriginMeasurements;
import org.headroom.tuner.model.TuningModel;
import org.headroom.tuner.model.TuningOptions;
import org.headroom.tuner.plan.TuningOutcome;

/** From measurements to a plan with its files. */
public final class Tuner {
    private Tuner() {}

    /** Computes the settings, and renders them for that host. */
    public static TuningOutcome tune(OriginMeasurements measurements, TuningOptions options, HostTree host) {
        return switch (TuningModel.tune(measurements, options)) {
            case TuningOutcome.Planned(var plan) -> new TuningOutcome.Planned(PlanFiles.addTo(plan, host));
            case TuningOutcome.CannotFit refused -> refused;
        };
    }
}
