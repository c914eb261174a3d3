package org.headroom.lab.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/**
 * Waits for what a cluster is to say, and tells what was still lacking if it does not in time.
 *
 * @param where for people: which daemon, which log
 */
record Deadline(Duration patience, String where, String remedy) {
    /** What is lacking now; an empty text when nothing is. An answer that cannot be read lacks all. */
    @FunctionalInterface
    interface Question {
        String ask() throws IOException;
    }

    private static String answer(Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * Returns as soon as nothing is lacking.
     *
     * @param what for people: what is waited for
     */
    void require(String what, Question lacking) {
        AtomicReference<String> last = new AtomicReference<>("nobody has been asked");
        boolean come = Waiting.until(patience, () -> {
            last.set(answer(lacking));
            return last.get().isEmpty();
        });
        if (!come) {
            throw new LabException(
                    "no " + what + " within " + patience.toSeconds() + " s: " + last.get(), where, remedy);
        }
    }
}
