package org.headroom.tuner.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.headroom.probes.hosts.HostAnswer.Unreachable;
import org.headroom.probes.hosts.LastWords;
import org.headroom.probes.hosts.PerlHost;
import org.headroom.probes.hosts.PerlLine;

/** A running installer. Only threads that may wait for ever read and write its pipes: an ssh that hangs holds them open. */
final class InstallerSession implements AutoCloseable {
    private static final int MOST_LINE = 8 << 10;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final PerlHost host;
    private final Process process;
    private final BlockingQueue<Optional<String>> toTell = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<List<String>>> lines = new LinkedBlockingQueue<>();
    private final LastWords said;

    private InstallerSession(PerlHost host, Process process) {
        this.host = host;
        this.process = process;
        this.said = LastWords.of(process);
    }

    static InstallerSession start(PerlHost host, String opening) throws IOException {
        InstallerSession session = new InstallerSession(host, host.start());
        session.toTell.add(Optional.of(opening));
        Thread.ofPlatform().daemon().name("installer-tell").start(session::write);
        Thread.ofPlatform().daemon().name("installer-listen").start(session::listen);
        return session;
    }

    /** Its next line; empty when there will be none, or none came in that time. */
    Optional<List<String>> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS))
                .flatMap(line -> line);
    }

    void confirm() {
        toTell.add(Optional.of(PerlLine.of(List.of("confirm"))));
    }

    /** Tells it to put back what was there, and that nothing more will be said. */
    void undo(String why) {
        toTell.add(Optional.of(PerlLine.of(List.of("undo", why))));
        toTell.add(Optional.empty());
    }

    /** Why it ended before it was done. */
    Unreachable ended() throws InterruptedException {
        Optional<Integer> exit = process.waitFor(LAST_WORDS) ? Optional.of(process.exitValue()) : Optional.empty();
        return host.ended(exit, said.within(LAST_WORDS));
    }

    /** It ends by itself: one that was armed puts back what was there. */
    @Override
    public void close() {
        toTell.add(Optional.empty());
    }

    private void write() {
        try (OutputStream out = process.getOutputStream()) {
            for (Optional<String> text = toTell.take(); text.isPresent(); text = toTell.take()) {
                out.write(text.get().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException _) {
            // It has ended; who listens to it says why.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.length() <= MOST_LINE) {
                    lines.add(Optional.of(PerlLine.fields(line)));
                }
            }
        } catch (IOException _) {
            // As good as its end.
        }
        lines.add(Optional.empty());
    }
}
