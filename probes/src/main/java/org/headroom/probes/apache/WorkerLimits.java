package org.headroom.probes.apache;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Apache's limits as it makes them of its configuration.
 *
 * <p>Threads (event, worker): ThreadsPerChild ≤ ThreadLimit; MaxRequestWorkers ≤ ServerLimit × ThreadsPerChild, in whole
 * processes. Processes (prefork): MaxRequestWorkers ≤ ServerLimit. Apache lowers what is over and says so in its log only.
 *
 * @param wanted MaxRequestWorkers as it is written, or as it follows from the others
 */
record WorkerLimits(int servers, int threads, int threadLimit, int workers, int wanted) {
    private static final int THREADS = 25;
    private static final int THREAD_LIMIT = 64;
    private static final int SERVERS = 16;
    private static final int PREFORK = 256;
    private static final int MOST = 200_000;

    /** By names of readings: server_limit, threads_per_child, thread_limit, max_request_workers. */
    static WorkerLimits of(String mpm, Function<String, OptionalDouble> directive) {
        if (mpm.equals("prefork")) {
            int servers = value(directive, "server_limit", PREFORK);
            int wanted = value(directive, "max_request_workers", PREFORK);
            return new WorkerLimits(servers, 1, 1, Math.min(wanted, servers), wanted);
        }
        int limit = value(directive, "thread_limit", THREAD_LIMIT);
        int threads = Math.min(value(directive, "threads_per_child", THREADS), limit);
        int servers = value(directive, "server_limit", SERVERS);
        int wanted = value(directive, "max_request_workers", servers * threads);
        int workers = Math.max(threads, Math.min(wanted, servers * threads) / threads * threads);
        return new WorkerLimits(servers, threads, limit, workers, wanted);
    }

    /** The most slots that any Apache prints. */
    int widestScoreboard() {
        return servers * threadLimit;
    }

    private static int value(Function<String, OptionalDouble> directive, String name, int standard) {
        return (int) Math.clamp(directive.apply(name).orElse(standard), 1, MOST);
    }
}
