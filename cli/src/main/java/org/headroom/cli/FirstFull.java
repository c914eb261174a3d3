package org.headroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.probes.reading.Reading;
import org.headroom.probes.sampling.Saturation;
import org.jspecify.annotations.Nullable;

/** What was full first while a run goes on: asked of the readings of the last seconds, and kept once there is one. */
final class FirstFull implements Consumer<Reading>, Supplier<Optional<String>> {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Deque<Reading> recent = new ArrayDeque<>();
    private @Nullable Instant begun;
    private @Nullable String found;

    @Override
    public synchronized void accept(Reading reading) {
        if (begun == null) {
            begun = reading.time();
        }
        recent.addLast(reading);
        while (recent.getFirst().time().isBefore(reading.time().minus(WINDOW))) {
            recent.removeFirst();
        }
    }

    @Override
    public synchronized Optional<String> get() {
        if (found == null && begun != null) {
            Duration since = Duration.between(begun, recent.getLast().time());
            found = Saturation.of(List.copyOf(recent))
                    .map(full -> full.component()
                            + (full.host().equals(full.component()) ? "" : " on " + full.host())
                            + " after " + since.toSeconds() + " s")
                    .orElse(null);
        }
        return Optional.ofNullable(found);
    }
}
