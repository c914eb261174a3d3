package org.headroom.probes.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a process says on its error stream, read by a thread that may wait for ever: an ssh that hangs holds it open. */
public final class LastWords {
    private static final int MOST = 16 << 10;

    private final CompletableFuture<String> said = new CompletableFuture<>();

    private LastWords() {}

    /** Begins to listen. */
    public static LastWords of(Process process) {
        LastWords words = new LastWords();
        Thread.ofPlatform().daemon().name("errors").start(() -> words.listen(process));
        return words;
    }

    private void listen(Process process) {
        StringBuilder text = new StringBuilder();
        try (InputStream in = process.getErrorStream()) {
            byte[] chunk = new byte[4096];
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                if (text.length() < MOST) {
                    text.append(new String(chunk, 0, got, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException _) {
            // What was said until now is enough.
        }
        said.complete(text.toString());
    }

    /** All of it, if the stream ends within that time; else nothing. */
    public String within(Duration patience) throws InterruptedException {
        try {
            return said.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return "";
        }
    }
}
