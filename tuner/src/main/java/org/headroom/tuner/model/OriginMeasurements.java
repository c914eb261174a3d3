package org.headroom.tuner.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All that the model knows of an origin.
 *
 * @param origin as the stack file names it
 * @param pools at least one, of different names
 */
public record OriginMeasurements(
        String origin,
        Host host,
        Apache apache,
        Fpm fpm,
        List<Pool> pools,
        StaticTraffic staticTraffic,
        Proxies proxies,
        Database database) {
    public OriginMeasurements {
        pools = List.copyOf(pools);
        Set<String> names = new HashSet<>();
        pools.forEach(pool -> names.add(pool.name()));
        if (pools.isEmpty() || names.size() < pools.size()) {
            throw new IllegalArgumentException("an origin needs pools of different names: " + pools);
        }
    }

    /**
     * The machine.
     *
     * @param budgetBytes its limit: what everything together may take
     * @param reservedBytes of that, what others need: MariaDB, Gluster, the system
     * @param pageCacheBytes of that, the floor for the page cache that keeps WordPress's files hot
     */
    public record Host(Figure budgetBytes, Figure reservedBytes, Figure pageCacheBytes, Figure cores) {}

    /**
     * Memory of Apache: parent + processes × (process + threads × thread).
     *
     * @param processBytes a₀, of a process without its threads
     * @param threadBytes a₁, of each worker thread
     */
    public record Apache(Figure parentBytes, Figure processBytes, Figure threadBytes) {}

    /**
     * Memory of PHP-FPM that does not grow with the children.
     *
     * @param opcacheBytes the shared segment, once for all children
     * @param phpFiles that may have a place in it; 0 if nobody counted
     * @param stringsMegabytes what its interned strings need, of opcacheBytes; 0 if they have enough, or nobody knows
     */
    public record Fpm(Figure masterBytes, Figure opcacheBytes, Figure phpFiles, Figure stringsMegabytes) {
        /** One of whose interned strings nothing is known. */
        public Fpm(Figure masterBytes, Figure opcacheBytes, Figure phpFiles) {
            this(masterBytes, opcacheBytes, phpFiles, new Figure(0, "not known"));
        }
    }

    /**
     * One pool: its demand and what a child of it costs.
     *
     * @param childBytes p95 of the private memory of a warm child
     * @param worstChildBytes private memory of the largest child that is to be expected
     * @param requestsPerSecond PHP requests that arrive in the mean
     * @param serviceSeconds mean time that a child spends on one
     * @param computeShare share of that time on a CPU of this host, above 0 and at most 1; the rest it waits
     * @param guaranteedChildren children that it gets whatever the other pools ask for; at least 1
     */
    public record Pool(
            String name,
            Figure childBytes,
            Figure worstChildBytes,
            Figure requestsPerSecond,
            Figure serviceSeconds,
            Figure computeShare,
            int guaranteedChildren) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

        public Pool {
            // It becomes part of file names and of configuration.
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not a name for a pool: '" + name + "'");
            }
            if (guaranteedChildren < 1) {
                throw new IllegalArgumentException("pool " + name + " must be guaranteed a child");
            }
            if (computeShare.value() <= 0 || computeShare.value() > 1) {
                throw new IllegalArgumentException("compute share of pool " + name + ": " + computeShare);
            }
        }

        /** L = λ × W, the children that are busy in the mean. */
        double meanBusy() {
            return requestsPerSecond.value() * serviceSeconds.value();
        }

        /** The memory that is set aside for each child. */
        long plannedBytes() {
            return Math.max(1, Math.max(childBytes.ceil(), worstChildBytes.ceil()));
        }
    }

    /**
     * The MariaDB node that the origin uses.
     *
     * @param connectionsOfOthers of the other origins that use it
     * @param connectionBytes memory of a connection at work; 0 if the node runs on another host
     */
    public record Database(Figure connectionsOfOthers, Figure connectionBytes) {}

    /** What Apache answers without PHP. */
    public record StaticTraffic(Figure requestsPerSecond, Figure serviceSeconds) {}

    /**
     * The NGINX proxies in front.
     *
     * @param count of proxies
     * @param workersEach worker processes of one
     * @param idleConnections kept open to this Apache, of all proxies together
     */
    public record Proxies(Figure count, Figure workersEach, Figure idleConnections) {}
}
