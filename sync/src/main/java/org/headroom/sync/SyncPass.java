package org.headroom.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.sync.SyncProblem.Kind;

/** One run of rsync, ended with all its processes when it takes too long. */
record SyncPass(List<String> command, Duration timeout) {
    private static final int VANISHED = 24;
    private static final int SHOWN = 600;
    private static final Duration POLITE = Duration.ofSeconds(5);

    /** What rsync said, and what kept it from its work. */
    record Outcome(String output, Optional<SyncProblem> problem) {}

    Outcome run() throws IOException {
        // A file, not a pipe: nothing waits for a reader, and a process that survives cannot hold us.
        Path log = Files.createTempFile("headroom-sync", ".log");
        try {
            Process process = start(log);
            boolean ended = await(process);
            String output = Files.readString(log, StandardCharsets.UTF_8);
            return new Outcome(output, ended ? problem(process.exitValue(), output) : Optional.of(tooLong()));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        // Whoever has set these must not change what a pass does.
        builder.environment().keySet().removeIf(name -> name.startsWith("RSYNC_"));
        return builder.start();
    }

    private boolean await(Process process) {
        boolean ended = false;
        try {
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                end(process);
            }
        }
        return ended;
    }

    /** Returns when it has ended, so that the lock outlives the pass; rsync clears up after a polite request. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            each.onExit()
                    .completeOnTimeout(each, POLITE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            each.destroyForcibly();
        }
    }

    private SyncProblem tooLong() {
        return new SyncProblem(
                Kind.TIMEOUT,
                "the pass was ended after " + timeout.toSeconds() + " s",
                "is a volume slow? The next pass goes on where this one was; give it more time if that is normal");
    }

    private static Optional<SyncProblem> problem(int exit, String output) {
        String told = output.strip();
        String end = told.substring(Math.max(0, told.length() - SHOWN));
        return switch (exit) {
            case 0 -> Optional.empty();
            case VANISHED ->
                Optional.of(new SyncProblem(
                        Kind.VANISHED, "files went away while they were copied", "nothing: the next pass is complete"));
            default ->
                Optional.of(new SyncProblem(Kind.RSYNC, "rsync ended with " + exit + ": " + end, "see its message"));
        };
    }
}
