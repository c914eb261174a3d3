package org.headroom.tuner.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shares the memory among the pools.
 *
 * <p>Every pool first gets its guarantee. Then one child at a time goes to the pool with the highest
 * needed / (children + 1), needed being its demand by {@link NeededChildren} (the divisor method of Jefferson and
 * D'Hondt), until every pool has all that the CPU can use ({@link UsefulChildren}) or the next child does not fit the
 * memory. Demand decides who gets memory first, not where to stop: the next burst may be larger than any measured, a
 * spare child costs only memory that is there, and beyond the CPU's limit nobody gains.
 *
 * <p>The order of the hand-out does not depend on the budget, and it ends at the first child that does not fit, even if
 * a smaller one of another pool would: so a larger budget continues the same hand-out, and never gives any pool fewer.
 *
 * <p>A {@link Wish} for a number of children ends the hand-out earlier, or lets it go on in the same way beyond what the
 * CPU is thought to use; the memory bounds it all the same.
 */
final class SharedChildren {
    private SharedChildren() {}

    /** The widest layout that fits; empty if the guarantees alone do not. */
    static Optional<Layout> of(OriginMeasurements origin, TuningOptions options) {
        List<Integer> children = new ArrayList<>();
        origin.pools().forEach(pool -> children.add(pool.guaranteedChildren()));
        Layout fitting = Layout.of(origin, children, options);
        if (!fitting.fits()) {
            return Optional.empty();
        }
        List<Integer> wanted = wanted(origin);
        List<Integer> needed = needed(origin, options);
        List<Integer> all = Collections.nCopies(wanted.size(), NeededChildren.MOST);
        int most = options.wish().children().orElse(Integer.MAX_VALUE);
        while (fitting.totalChildren() < most) {
            int next = next(children, wanted, needed);
            if (next < 0 && options.wish().children().isPresent()) {
                next = next(children, all, needed);
            }
            if (next < 0) {
                break;
            }
            children.set(next, children.get(next) + 1);
            Layout layout = Layout.of(origin, children, options);
            if (!layout.fits()) {
                break;
            }
            fitting = layout;
        }
        return Optional.of(fitting);
    }

    private static List<Integer> wanted(OriginMeasurements origin) {
        double cores = origin.host().cores().value();
        return origin.pools().stream()
                .map(pool -> UsefulChildren.of(cores, pool.computeShare().value()))
                .toList();
    }

    private static List<Integer> needed(OriginMeasurements origin, TuningOptions options) {
        return origin.pools().stream()
                .map(pool -> NeededChildren.of(
                        pool.requestsPerSecond().value(), pool.serviceSeconds().value(), options))
                .toList();
    }

    /** The pool whose turn it is; −1 when all have what they want. */
    private static int next(List<Integer> children, List<Integer> wanted, List<Integer> needed) {
        int next = -1;
        double highest = 0;
        for (int i = 0; i < children.size(); i++) {
            double claim = children.get(i) < wanted.get(i) ? needed.get(i) / (children.get(i) + 1.0) : 0;
            if (claim > highest) {
                highest = claim;
                next = i;
            }
        }
        return next;
    }
}
