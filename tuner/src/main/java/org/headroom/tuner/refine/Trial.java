package org.headroom.tuner.refine;

import java.util.ArrayList;
import java.util.List;

/**
 * How an origin did with some settings.
 *
 * @param perSecond good pages a second, in each of the equal parts of the trial's time
 * @param goalsMet whether the trial's goals were met
 * @param kills processes that were killed for memory meanwhile
 * @param whole false: it was cut short, and tells nothing
 */
public record Trial(List<Double> perSecond, boolean goalsMet, long kills, boolean whole) {
    public Trial {
        perSecond = List.copyOf(perSecond);
    }

    /** One that was cut short. */
    public static Trial interrupted() {
        return new Trial(List.of(), false, 0, false);
    }

    /** Both together, of the same settings. */
    Trial and(Trial again) {
        List<Double> both = new ArrayList<>(perSecond);
        both.addAll(again.perSecond);
        return new Trial(both, goalsMet && again.goalsMet, kills + again.kills, whole && again.whole);
    }

    /** Good pages a second in the mean. */
    public double mean() {
        return perSecond.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Standard error of that mean; 0 if there are too few parts to tell. */
    public double error() {
        int parts = perSecond.size();
        if (parts < 2) {
            return 0;
        }
        double mean = mean();
        double squares = perSecond.stream()
                .mapToDouble(part -> (part - mean) * (part - mean))
                .sum();
        return Math.sqrt(squares / (parts - 1) / parts);
    }

    /**
     * Whether it did better, and not by chance: what was killed is never better, no kills before kills if it served anything, goals met before goals missed, else more pages by at
     * least that share and by two standard errors of the difference.
     */
    boolean betterThan(Trial other, double leastGain) {
        if (kills > 0 || other.kills > 0) {
            return kills == 0 && other.kills > 0 && mean() > 0;
        }
        if (goalsMet != other.goalsMet) {
            return goalsMet;
        }
        double gain = mean() - other.mean();
        double noise = 2 * Math.hypot(error(), other.error());
        return gain > leastGain * other.mean() && gain > noise;
    }
}
