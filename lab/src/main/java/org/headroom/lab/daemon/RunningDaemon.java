package org.headroom.lab.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.lab.process.DaemonProcess;
import org.headroom.lab.process.LabException;
import org.headroom.lab.process.Waiting;

/** A daemon together with its process: start, wait until it serves, stop. */
public record RunningDaemon(Daemon daemon, DaemonProcess process) {
    private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
    private static final int SHOWN_LINES = 15;

    public static RunningDaemon of(Daemon daemon, Path pidDirectory) {
        return new RunningDaemon(
                daemon, new DaemonProcess(daemon.name(), pidDirectory.resolve(daemon.name() + ".pid")));
    }

    public void start() {
        process.start(daemon.command(), daemon.environment(), output());
    }

    /** Waits; a daemon that ends or takes too long is an exception that carries the end of its log. */
    public void awaitReady() {
        boolean[] ended = new boolean[1];
        boolean ready = Waiting.until(READY_PATIENCE, () -> {
            ended[0] = process.pid().isEmpty();
            return ended[0] || daemon.lacking().isEmpty();
        });
        if (ended[0] || !ready) {
            String why = ended[0] ? "it ended at once" : daemon.lacking().orElse("it was slow");
            throw new LabException(
                    daemon.name() + " does not serve: " + why,
                    daemon.place().dir() + "\n" + lastLines(),
                    "mend what its log says, then run \"headroom lab up\" again");
        }
    }

    public void stop() {
        process.stop(daemon.stopPatience());
    }

    private Path output() {
        return daemon.place().dir().resolve("output.log");
    }

    private String lastLines() {
        return tail(output()) + tail(daemon.errorLog());
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
            return last.isEmpty() ? "" : "    " + log.getFileName() + ": " + String.join("\n      ", last) + "\n";
        } catch (IOException _) {
            return "";
        }
    }
}
