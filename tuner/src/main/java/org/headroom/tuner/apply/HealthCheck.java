package org.headroom.tuner.apply;

import java.util.List;

/** Looks at the host that files are applied to. */
@FunctionalInterface
public interface HealthCheck {
    /** Nothing is ever found. */
    HealthCheck NONE = List::of;

    /** What is not well now. */
    List<Finding> look() throws InterruptedException;
}
