package org.headroom.tuner.plan;

/** What tuning comes to. */
public sealed interface TuningOutcome {
    /** Settings that fit. */
    record Planned(Plan plan) implements TuningOutcome {}

    /**
     * Not even the least fits the budget.
     *
     * @param explanation with the figures, for an administrator
     * @param memory of the least that there must be; its total is above the budget
     */
    record CannotFit(String explanation, Plan.MemoryTable memory) implements TuningOutcome {}
}
