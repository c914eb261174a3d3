package org.headroom.probes.check;

/**
 * How long this program's threads waited for a CPU, and how long they had one.
 *
 * @param waitedSeconds runnable and not running, summed over threads
 * @param hadSeconds running
 */
record CpuWait(double waitedSeconds, double hadSeconds) {
    /** Nothing is known, so nothing is excused. */
    static final CpuWait UNKNOWN = new CpuWait(0, 0);

    private static final double LEAST_SECONDS = 2;
    private static final double LEAST_RATIO = 3;

    CpuWait since(CpuWait before) {
        return new CpuWait(
                Math.max(0, waitedSeconds - before.waitedSeconds), Math.max(0, hadSeconds - before.hadSeconds));
    }

    /**
     * Whether what took long may have taken long here. A check has a CPU for a good second; on two cores that are busy with
     * the hosts it asks its threads were seen to wait for half as long again.
     */
    boolean starved() {
        return waitedSeconds >= LEAST_SECONDS && waitedSeconds >= LEAST_RATIO * hadSeconds;
    }
}
