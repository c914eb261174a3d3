package org.headroom.lab.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/** Waiting until a fault, or its end, can be seen. */
final class Symptom {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Symptom() {}

    /**
     * Looks until what it looks for is seen.
     *
     * @param expected what that is, for people who wait in vain
     * @return what was seen
     */
    static <T> T await(LabHost host, String expected, Supplier<T> look, Predicate<T> seen) {
        AtomicReference<T> last = new AtomicReference<>(look.get());
        boolean good = Waiting.until(PATIENCE, () -> {
            if (!seen.test(last.get())) {
                last.set(look.get());
            }
            return seen.test(last.get());
        });
        if (!good) {
            throw new LabException(
                    "not seen within " + PATIENCE.toSeconds() + " s: " + expected + "; last seen: " + last.get(),
                    "host " + host.name(),
                    "see \"headroom lab status\", then \"headroom lab fault clear\", or \"headroom lab up\" to start anew");
        }
        return last.get();
    }
}
