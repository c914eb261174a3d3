package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.headroom.tuner.plan.Plan;
import org.headroom.tuner.plan.TuningOutcome;

/**
 * The model: measurements in, settings out, without I/O.
 *
 * <p>{@link SharedChildren} finds the children of each pool that the memory holds, {@link Layout} what Apache needs for
 * them; all other settings follow from these two.
 */
public final class TuningModel {
    private static final int SCHEMA = 1;

    private TuningModel() {}

    /** Settings that fit the budget, or why there are none. The plan has no files yet. */
    public static TuningOutcome tune(OriginMeasurements origin, TuningOptions options) {
        return SharedChildren.of(origin, options)
                .<TuningOutcome>map(layout -> new TuningOutcome.Planned(plan(layout, options)))
                .orElseGet(() -> cannotFit(origin, options));
    }

    private static Plan plan(Layout layout, TuningOptions options) {
        OriginMeasurements origin = layout.origin();
        List<Plan.Input> inputs = PlanInputs.of(origin, options);
        return new Plan(
                SCHEMA,
                origin.origin(),
                inputs,
                settings(layout, options),
                layout.memory(),
                warnings(layout, options, inputs),
                List.of());
    }

    private static List<Plan.Setting> settings(Layout layout, TuningOptions options) {
        Timeouts timeouts = Timeouts.of(options);
        List<Plan.Setting> settings = new ArrayList<>();
        new ApacheSettings(layout, options).choices().forEach(choice -> add(settings, "apache", "", choice, options));
        add(settings, "apache", "", timeouts.proxyTimeout(), options);
        for (OriginMeasurements.Pool pool : layout.origin().pools()) {
            new PoolSettings(pool, layout, options)
                    .choices()
                    .forEach(choice -> add(settings, "php-fpm", "[" + pool.name() + "] ", choice, options));
        }
        OpcacheSettings.choices(layout.origin(), options).forEach(choice -> add(settings, "php", "", choice, options));
        Upstream.choices(layout).forEach(choice -> add(settings, "nginx", "", choice, options));
        add(settings, "nginx", "", timeouts.readTimeout(), options);
        add(settings, "mariadb", "", DatabaseConnections.choice(layout), options);
        return settings;
    }

    private static void add(
            List<Plan.Setting> settings, String daemon, String prefix, Choice choice, TuningOptions options) {
        String name = prefix + choice.name();
        String before = options.current().getOrDefault(daemon + " " + name, "");
        settings.add(new Plan.Setting(daemon, name, before, choice.value(), choice.formula(), choice.reason()));
    }

    private static List<String> warnings(Layout layout, TuningOptions options, List<Plan.Input> inputs) {
        List<String> warnings = new ArrayList<>();
        List<String> assumed = PlanInputs.assumed(inputs);
        if (!assumed.isEmpty()) {
            warnings.add("not measured but assumed: " + String.join(", ", assumed)
                    + ". Tune again on the origin, after a load run, for figures of your own");
        }
        double cores = layout.origin().host().cores().value();
        for (OriginMeasurements.Pool pool : layout.origin().pools()) {
            int needed = NeededChildren.of(
                    pool.requestsPerSecond().value(), pool.serviceSeconds().value(), options);
            int children = layout.childrenOf(pool);
            int useful = UsefulChildren.of(cores, pool.computeShare().value());
            if (children < Math.min(needed, useful)) {
                warnings.add("pool " + pool.name() + " could use " + Math.min(needed, useful)
                        + " children at its peak, the memory holds " + children
                        + ": more memory or smaller children would help");
            } else if (useful < needed) {
                warnings.add("pool " + pool.name() + " would need " + needed + " children at its peak, but from "
                        + useful + " on the CPU is full: more cores or faster pages would help");
            }
        }
        if (layout.origin().pools().stream()
                .noneMatch(pool -> pool.requestsPerSecond().isAssumed())) {
            WhatHelps.of(layout, options).forEach(line -> warnings.add("what would help next: " + line));
        }
        OpcacheSettings.stamps(layout.origin(), options).ifPresent(warnings::add);
        warnings.add("Apache takes a changed ServerLimit or ThreadLimit at a stop and start only, not at a reload");
        return warnings;
    }

    private static TuningOutcome cannotFit(OriginMeasurements origin, TuningOptions options) {
        List<Integer> guaranteed = origin.pools().stream()
                .map(OriginMeasurements.Pool::guaranteedChildren)
                .toList();
        Plan.MemoryTable memory = Layout.of(origin, guaranteed, options).memory();
        String rows = memory.lines().stream()
                .map(line -> line.component() + " " + mebibytes(line.sumBytes()))
                .collect(Collectors.joining(", "));
        String explanation = "Origin " + origin.origin() + " cannot hold even the least (" + guaranteed
                + " PHP children and the Apache for them): it takes " + mebibytes(memory.totalBytes())
                + ", the budget is " + mebibytes(memory.budgetBytes()) + ", so "
                + mebibytes(memory.totalBytes() - memory.budgetBytes()) + " are missing. It would go to: " + rows
                + ". Give the host more memory, reserve less for others, or move a pool elsewhere.";
        return new TuningOutcome.CannotFit(explanation, memory);
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / 1048576.0);
    }
}
