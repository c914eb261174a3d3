package org.headroom.cli.demo.origin;

/**
 * How much the origin does at once, and how much may wait.
 *
 * @param apacheWorkers Apache's MaxRequestWorkers
 * @param listenBacklog requests that may wait for an Apache worker (ListenBackLog)
 * @param fpmChildren children of the one FPM pool (pm = static, pm.max_children)
 * @param fpmBacklog requests that may wait for a child (listen.backlog)
 */
public record OriginLimits(int apacheWorkers, int listenBacklog, int fpmChildren, int fpmBacklog) {
    public OriginLimits {
        if (apacheWorkers < 1 || fpmChildren < 1 || listenBacklog < 0 || fpmBacklog < 0) {
            throw new IllegalArgumentException(
                    "at least one worker and one child, no negative backlog: workers %d, backlog %d, children %d, backlog %d"
                            .formatted(apacheWorkers, listenBacklog, fpmChildren, fpmBacklog));
        }
    }
}
