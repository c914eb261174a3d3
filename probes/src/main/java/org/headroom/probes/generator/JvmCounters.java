package org.headroom.probes.generator;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counters of this JVM at one moment.
 *
 * @param nanos of a monotonic clock
 * @param cpuNanos CPU time of the process since its start
 * @param gcMillis time in garbage collection since its start
 * @param threads live platform threads
 * @param openFiles open file descriptors, sockets included; −1 where the system does not tell
 * @param heapBytes used heap
 * @param cores processors that this JVM may use
 */
public record JvmCounters(
        long nanos, long cpuNanos, long gcMillis, int threads, long openFiles, long heapBytes, int cores) {
    /** Those of the JVM that runs this. */
    public static JvmCounters now() {
        long cpuNanos = 0;
        long openFiles = -1;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            cpuNanos = unix.getProcessCpuTime();
            openFiles = unix.getOpenFileDescriptorCount();
        }
        long gcMillis = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return new JvmCounters(
                System.nanoTime(),
                cpuNanos,
                gcMillis,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openFiles,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                Runtime.getRuntime().availableProcessors());
    }
}
