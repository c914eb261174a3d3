package org.headroom.probes.fpm;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.reading.ProbeFailure;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Origin;

/** What is known of PHP-FPM on one origin: by its pools' status pages, and by the host. */
record FpmView(Health health, Origin origin) {
    static final String PAGE = "fpm";

    /** Every origin whose pools were asked. */
    static List<FpmView> all(Health health) {
        return health.stack().origins().stream()
                .filter(origin -> !origin.fpm().isEmpty())
                .map(origin -> new FpmView(health, origin))
                .filter(FpmView::asked)
                .toList();
    }

    private boolean asked() {
        return health.now().hosts(PAGE).contains(host()) || pools().stream().anyMatch(PoolView::asked);
    }

    String host() {
        return origin.name();
    }

    List<PoolView> pools() {
        return origin.fpm().stream().map(pool -> new PoolView(this, pool)).toList();
    }

    /** A number of FPM as a whole that the host told. */
    OptionalDouble seen(String name) {
        return health.now().value(FpmHostProbe.NAME, host(), name);
    }

    Optional<String> seenFact(String name) {
        return health.now().fact(FpmHostProbe.NAME, host(), name);
    }

    /** Whether the host was looked at from within. */
    boolean looked() {
        return seen("looked").orElse(0) > 0;
    }

    /** Whether a master runs; true if nobody knows. */
    boolean mayRun() {
        return !looked() || seen("masters").orElse(0) > 0;
    }

    /** Whether the host itself seems to be away, and the host's own probe is there to say so. */
    boolean away() {
        return seen("reached").orElse(1) == 0
                && health.now().hosts("host").contains(host())
                && pools().stream()
                        .allMatch(pool -> pool.failure()
                                .filter(why -> why.cause() == ProbeFailure.Cause.SILENT)
                                .isPresent());
    }

    /** Whether Apache's own verdict says that it does not answer: then pages that go through it say nothing of FPM. */
    boolean apacheDown() {
        return health.now().failure("apache", host()).isPresent();
    }

    /** One pool. */
    record PoolView(FpmView fpm, FpmPool pool) {
        String host() {
            return fpm.host() + "/" + pool.pool();
        }

        private Health health() {
            return fpm.health();
        }

        /** Whether its page was asked. */
        boolean asked() {
            return health().now().hosts(PAGE).contains(host());
        }

        /** Why the page did not come; empty if it did, or was not asked. */
        Optional<ProbeFailure> failure() {
            return health().now().failure(PAGE, host());
        }

        boolean answers() {
            return asked() && failure().isEmpty();
        }

        /** Whether its page failed, and no wonder: Apache, which it goes through, does not answer. */
        boolean hiddenByApache() {
            return failure().isPresent()
                    && fpm.apacheDown()
                    && pool.statusUrl().isPresent()
                    && pool.statusListen().isEmpty()
                    && pool.listen().isEmpty();
        }

        OptionalDouble page(String name) {
            return health().now().value(PAGE, host(), name);
        }

        OptionalDouble seen(String name) {
            return health().now().value(FpmHostProbe.NAME, host(), name);
        }

        Optional<String> seenFact(String name) {
            return health().now().fact(FpmHostProbe.NAME, host(), name);
        }

        /** A number of one of the pages that its children serve. */
        OptionalDouble extra(String probe, String name) {
            return health().now().value(probe, host(), name);
        }

        Optional<String> extraFact(String probe, String name) {
            return health().now().fact(probe, host(), name);
        }

        /** Why a page that its children serve does not come, if another verdict says so already. */
        Optional<String> excuse() {
            if (fpm.away()) {
                return Optional.of("the host is away");
            }
            if (!fpm.mayRun()) {
                return Optional.of("PHP-FPM is not running");
            }
            if (fpm.apacheDown()) {
                return Optional.of("Apache is down");
            }
            boolean full = limit().isPresent() && active().orElse(0) >= limit().getAsDouble();
            if (full || queue().orElse(0) > 0) {
                return Optional.of("all children are busy");
            }
            return asked() && failure().isPresent() ? Optional.of("the status page does not come") : Optional.empty();
        }

        /** Children at a request, by the page, else by the host. */
        OptionalDouble active() {
            return answers() && page("active_processes").isPresent() ? page("active_processes") : seen("busy");
        }

        /** Children there are. */
        OptionalDouble children() {
            return seen("children").isPresent() ? seen("children") : page("total_processes");
        }

        boolean onDemand() {
            return seenFact("pm")
                    .or(() -> health().now().fact(PAGE, host(), "process_manager"))
                    .filter("ondemand"::equals)
                    .isPresent();
        }

        /** pm.max_children; without a look at the host what the page knows of it: a static pool's children. */
        OptionalDouble limit() {
            if (seen("max_children").orElse(0) > 0) {
                return seen("max_children");
            }
            return onDemand() ? OptionalDouble.empty() : page("total_processes");
        }

        /** Requests that wait, by the kernel of the host, else by a page that can know; empty if nobody can. */
        OptionalDouble queue() {
            OptionalDouble queue = seen("queue");
            return queue.isPresent()
                    ? OptionalDouble.of(Math.max(0, queue.getAsDouble() - own()))
                    : page("listen_queue");
        }

        /** Our own request for the page, when it was given up: it still waits with the visitors'. */
        private int own() {
            boolean waits = failure()
                    .filter(why -> why.cause() == ProbeFailure.Cause.SILENT)
                    .isPresent();
            return waits && !fpm.apacheDown() ? 1 : 0;
        }

        OptionalDouble backlog() {
            return seen("backlog").isPresent() ? seen("backlog") : page("listen_queue_len");
        }
    }
}
