package org.headroom.probes.fpm;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A parsed FPM status page.
 *
 * @param pool the pool's name; empty if the page does not say
 * @param processManager static, dynamic or ondemand; empty if the page does not say
 * @param numbers by the names that FPM gives them ({@code active processes}, …)
 * @param computeShare CPU time as a share of the time that the children's last requests took, where they were told
 * @param requestMemory the most memory that one of those requests took at its peak, in bytes, where it was told
 * @param servedByPool whether a child of this pool was at the status page itself; empty if the page lists no children
 * @param running what children are at
 */
record PoolStatus(
        String pool,
        String processManager,
        Map<String, Double> numbers,
        OptionalDouble computeShare,
        OptionalDouble requestMemory,
        Optional<Boolean> servedByPool,
        RunningRequests running) {
    PoolStatus {
        numbers = Map.copyOf(numbers);
    }

    boolean onDemand() {
        return processManager.equals("ondemand");
    }

    /** The number of that name, if the page has it. */
    OptionalDouble number(String name) {
        Double value = numbers.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * Requests that wait for a child, if FPM can know.
     *
     * <p>FPM reads the queue from the kernel on TCP sockets only, about once a second, and then knows its limit too
     * ({@code listen queue len}). On a unix socket both stay 0 for ever, so a limit of 0 means: not known.
     */
    OptionalDouble trustedListenQueue() {
        return number("listen queue len").orElse(0) > 0 ? number("listen queue") : OptionalDouble.empty();
    }
}
