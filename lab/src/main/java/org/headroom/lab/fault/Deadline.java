package org.headroom.lab.fault;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/**
 * Waits for what a cluster is to say, and tells what was still lacking if it does not in time.
 *
 * @param where for people: which daemon, which log
 */
record Deadline(Duration patience, String where, String remedy) {
    /**
     * Returns as soon as nothing is lacking.
     *
     * @param what for people: what is waited for
     * @param lacking what is lacking now; an empty text when nothing is
     */
    void require(String what, Supplier<String> lacking) {
        AtomicReference<String> last = new AtomicReference<>("nobody has been asked");
        boolean come = Waiting.until(patience, () -> {
            last.set(lacking.get());
            return last.get().isEmpty();
        });
        if (!come) {
            throw new LabException(
                    "no " + what + " within " + patience.toSeconds() + " s: " + last.get(), where, remedy);
        }
    }
}
