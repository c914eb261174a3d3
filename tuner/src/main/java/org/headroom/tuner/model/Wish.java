package org.headroom.tuner.model;

import java.util.OptionalInt;

/**
 * What is asked of the model beside its own choice: trials on the origin ({@link org.headroom.tuner.refine}) look for better
 * settings than measurements alone give. The memory holds it or it is not given.
 *
 * @param children of all pools together; empty: as many as are useful and fit
 * @param workers times the workers of Apache that the model would give, children apart: these always have theirs
 */
public record Wish(OptionalInt children, double workers) {
    /** Nothing beside the model's own choice. */
    public static final Wish NONE = new Wish(OptionalInt.empty(), 1);

    private static final double LARGEST = 100;

    public Wish {
        if (children.orElse(1) < 1 || !(workers > 0) || workers > LARGEST) {
            throw new IllegalArgumentException("at least a child, and workers times more than 0 up to " + LARGEST + ": "
                    + children + ", " + workers);
        }
    }

    /** With so many children in all. */
    public Wish withChildren(int count) {
        return new Wish(OptionalInt.of(count), workers);
    }

    /** With so many times the workers. */
    public Wish withWorkers(double times) {
        return new Wish(children, times);
    }
}
