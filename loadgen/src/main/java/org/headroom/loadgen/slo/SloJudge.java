package org.headroom.loadgen.slo;

import java.util.ArrayList;
import java.util.List;
import org.headroom.loadgen.result.SloResult;

/** Holds goals against what was measured. */
public final class SloJudge {
    private SloJudge() {}

    /** What one protocol measured. */
    public interface Measured {
        /** h1, h2 or h3. */
        String protocol();

        /**
         * The observed value of a goal in the goal's unit, or NaN when there was nothing to observe.
         */
        double observe(Slo slo);
    }

    /**
     * One result a goal: that of the protocol that did worst. A goal about something that never happened is missed,
     * since nothing shows that it would be met.
     */
    public static List<SloResult> judge(List<Slo> goals, List<? extends Measured> protocols) {
        List<SloResult> results = new ArrayList<>();
        for (Slo goal : goals) {
            SloResult worst = null;
            for (Measured measured : protocols) {
                SloResult result = judge(goal, measured);
                if (worst == null || (worst.pass() && !result.pass()) || worseThan(result, worst)) {
                    worst = result;
                }
            }
            if (worst != null) {
                results.add(worst);
            }
        }
        return List.copyOf(results);
    }

    private static boolean worseThan(SloResult a, SloResult b) {
        return a.pass() == b.pass() && a.observed() > b.observed();
    }

    private static SloResult judge(Slo goal, Measured measured) {
        double observed = measured.observe(goal);
        boolean nothing = Double.isNaN(observed);
        return new SloResult(
                goal.expression(),
                nothing ? 0 : observed,
                !nothing && observed < goal.threshold(),
                measured.protocol());
    }
}
