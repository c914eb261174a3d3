package org.headroom.probes.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.headroom.probes.hosts.HostAnswer.Looked;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.jspecify.annotations.Nullable;

/**
 * A running helper: it looks whenever it is told to, and ends with its standard input.
 *
 * <p>Only threads that may wait for ever read and write its pipes. A process that it left behind in a frozen mount, or
 * an ssh that hangs, could hold them open.
 */
final class HelperSession {
    static final int MOST_BYTES = 16 << 20;
    private static final int MOST_SAID = 16 << 10;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final String CLOSE = "";

    private final Process process;
    private final Trouble trouble;
    private final Clock clock;
    private final BlockingQueue<String> toTell = new LinkedBlockingQueue<>();
    private final LastWords said;
    private volatile boolean heard;
    private boolean over;
    private boolean listening;
    private @Nullable Unreachable why;
    private @Nullable Look look;

    private record Look(Instant sent, CompletableFuture<HostAnswer> answer) {}

    private HelperSession(Process process, Trouble trouble, Clock clock) {
        this.process = process;
        this.said = LastWords.of(process);
        this.trouble = trouble;
        this.clock = clock;
    }

    /** Starts the helper. {@link #look} then makes it work. */
    static HelperSession start(Way way, Collection<Order> orders, Duration patience, Clock clock) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(way.command(patience));
        builder.environment().put("LC_ALL", "C");
        HelperSession session = new HelperSession(builder.start(), new Trouble(way), clock);
        session.toTell.add(HelperOrders.opening(orders));
        return session;
    }

    /** Whether it can still be told to look. */
    synchronized boolean usable() {
        return !over;
    }

    /** Whether anything came from there so far. */
    boolean heard() {
        return heard;
    }

    /** Makes it look, once the look before is over. */
    CompletableFuture<HostAnswer> look(Duration patience) {
        CompletableFuture<HostAnswer> answer = new CompletableFuture<>();
        synchronized (this) {
            if (over) {
                answer.complete(why == null ? trouble.ended(Optional.empty(), "", false) : why);
                return answer;
            }
            look = new Look(clock.instant(), answer);
            toTell.add(HelperOrders.look(patience));
            if (!listening) {
                // Not before there is somebody to tell why it ended: an ssh that is refused ends at once.
                listening = true;
                // Not virtual: reading a pipe blocks in native code, and would hold one of the few carriers of all.
                Thread.ofPlatform().daemon().name("tell").start(this::tell);
                Thread.ofPlatform().daemon().name("listen").start(this::listen);
            }
        }
        return answer;
    }

    /** Ends it, whatever it is doing. */
    void end() {
        synchronized (this) {
            over = true;
        }
        toTell.add(CLOSE);
        // Not Process.destroy: that waits for a stream that another thread writes to.
        process.toHandle().destroy();
    }

    /** Ends it and does not ask. */
    void kill() {
        end();
        process.toHandle().destroyForcibly();
    }

    private void tell() {
        try (OutputStream out = process.getOutputStream()) {
            for (String text = toTell.take(); !text.equals(CLOSE); text = toTell.take()) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException _) {
            // It has ended; who listens to it says why.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        HelperLines lines = new HelperLines(MOST_BYTES);
        HelperAnswer answer = new HelperAnswer();
        StringBuilder strange = new StringBuilder();
        boolean any = false;
        try (InputStream in = process.getInputStream()) {
            byte[] chunk = new byte[32 << 10];
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                heard = true;
                for (String line : lines.take(chunk, got)) {
                    if (line.equals(HelperAnswer.END)) {
                        finish(answer);
                        answer = new HelperAnswer();
                        lines.restart();
                        any = false;
                    } else {
                        boolean understood = answer.line(line);
                        any |= understood;
                        if (!understood && strange.length() < MOST_SAID) {
                            strange.append(line, 0, Math.min(line.length(), 200))
                                    .append('\n');
                        }
                    }
                }
                if (lines.tooMany()) {
                    finish(trouble.tooMuch(MOST_BYTES));
                    kill();
                    return;
                }
            }
        } catch (IOException _) {
            // As good as its end.
        }
        finish(trouble.ended(exit(), strange + lastWords(), any));
        end();
    }

    private void finish(HelperAnswer answer) {
        Look asked = taken(false);
        if (asked != null) {
            answer.add("helper", "-", "sent", seconds(asked.sent()));
            answer.add("helper", "-", "received", seconds(clock.instant()));
            asked.answer().complete(new Looked(answer.facts()));
        }
    }

    private void finish(Unreachable reason) {
        Look asked;
        synchronized (this) {
            why = reason;
            asked = taken(true);
        }
        if (asked != null) {
            asked.answer().complete(reason);
        }
    }

    private synchronized @Nullable Look taken(boolean last) {
        over |= last;
        Look asked = look;
        look = null;
        return asked;
    }

    private Optional<Integer> exit() {
        try {
            return process.waitFor(LAST_WORDS) ? Optional.of(process.exitValue()) : Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String lastWords() {
        try {
            return said.within(LAST_WORDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String seconds(Instant time) {
        return time.getEpochSecond() + "." + String.format(Locale.ROOT, "%09d", time.getNano());
    }
}
