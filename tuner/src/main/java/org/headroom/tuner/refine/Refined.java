package org.headroom.tuner.refine;

import java.util.List;

/**
 * How a search ended.
 *
 * @param start the model's own choice
 * @param best what did best; the start, if nothing did better
 * @param steps all trials in order
 * @param ending why it ended, in words
 */
public record Refined(Step start, Step best, List<Step> steps, String ending) {
    public Refined {
        steps = List.copyOf(steps);
    }

    /** Gain over the start as a share; 0 if the start did nothing at all. */
    public double gain() {
        double before = start.trial().mean();
        return before > 0 ? best.trial().mean() / before - 1 : 0;
    }
}
