package org.headroom.tuner.refine;

import java.util.Optional;
import org.headroom.tuner.model.Wish;
import org.headroom.tuner.plan.Plan;

/** Makes settings for a wish. */
public interface Planner {
    /**
     * As near to the wish as the memory allows; empty: not even the least fits.
     *
     * @throws TrialException if what the origin has could not be read
     */
    Optional<Plan> plan(Wish wish) throws TrialException;
}
