package org.headroom.tuner.refine;

import org.headroom.tuner.plan.Plan;

/** Where settings are tried. */
public interface TrialGround {
    /**
     * Makes the settings be in force, and loads the origin.
     *
     * @throws TrialException if they could not be made to be in force, or the load could not run
     */
    Trial tryOut(Plan plan) throws TrialException, InterruptedException;
}
