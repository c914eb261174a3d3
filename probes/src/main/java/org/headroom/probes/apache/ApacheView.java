package org.headroom.probes.apache;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.probes.health.Health;
import org.headroom.probes.reading.ProbeFailure;

/** What is known of the Apache of one origin: by its status page, and by its host. */
record ApacheView(Health health, String host) {
    private static final String PAGE = "apache";

    /** Every origin whose Apache was asked. */
    static List<ApacheView> all(Health health) {
        return health.now().hosts(PAGE).stream()
                .map(host -> new ApacheView(health, host))
                .toList();
    }

    /** Why the status page did not come; empty if it did. */
    Optional<ProbeFailure> failure() {
        return health.now().failure(PAGE, host);
    }

    boolean answers() {
        return failure().isEmpty();
    }

    /** A number of the status page. */
    OptionalDouble page(String name) {
        return health.now().value(PAGE, host, name);
    }

    Optional<String> pageFact(String name) {
        return health.now().fact(PAGE, host, name);
    }

    /** A number that the host told. */
    OptionalDouble seen(String name) {
        return health.now().value(ApacheHostProbe.NAME, host, name);
    }

    /** Words that the host told, split at white space. */
    List<String> words(String name) {
        return health.now().fact(ApacheHostProbe.NAME, host, name).stream()
                .flatMap(text -> Arrays.stream(text.split("\\s+", -1)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A text that the host told; empty if it is. */
    Optional<String> seenFact(String name) {
        return health.now().fact(ApacheHostProbe.NAME, host, name).filter(text -> !text.isBlank());
    }

    /** Whether the host was looked at from within. */
    boolean looked() {
        return seen("looked").orElse(0) > 0;
    }

    /** Whether the host itself seems to be away, and the host's own probe is there to say so. */
    boolean away() {
        return seen("reached").orElse(1) == 0
                && failure()
                        .filter(why -> why.cause() == ProbeFailure.Cause.SILENT)
                        .isPresent()
                && health.now().hosts("host").contains(host);
    }

    /** Which multi-processing module: event, worker or prefork; event if nobody says. */
    String mpm() {
        return pageFact("mpm")
                .or(() -> words("modules").stream()
                        .filter(name -> name.startsWith("mpm_"))
                        .map(name -> name.substring(4))
                        .findFirst())
                .orElse("event");
    }

    /** The limits of the configuration; empty if the host was not looked at. */
    Optional<WorkerLimits> limits() {
        return looked() && seenFact("config").isPresent()
                ? Optional.of(WorkerLimits.of(mpm(), this::seen))
                : Optional.empty();
    }

    /**
     * How many requests can be worked at at once: the scoreboard's slots.
     *
     * <p>Apache before 2.4.71 may print slots that it does not use, ServerLimit × ThreadLimit of them: then it is
     * MaxRequestWorkers of the configuration. A configuration that was changed since the start says nothing.
     */
    OptionalDouble workers() {
        OptionalDouble slots = page("worker_slots");
        Optional<WorkerLimits> limits = limits();
        if (limits.isPresent()
                && (slots.isEmpty() || slots.getAsDouble() == limits.get().widestScoreboard())) {
            return OptionalDouble.of(limits.get().workers());
        }
        return slots;
    }
}
