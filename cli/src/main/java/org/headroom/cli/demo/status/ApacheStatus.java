package org.headroom.cli.demo.status;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.headroom.cli.demo.origin.OriginSnapshot;
import org.headroom.cli.demo.origin.PoolSnapshot;

/**
 * Writes {@code server-status?auto} as mpm_event does. What the model has none of is 0: CPU time, connections in
 * keep-alive (the proxy opens a connection a request). A request that still waits in the listen backlog is not shown,
 * as with the real one.
 */
final class ApacheStatus {
    private static final int THREADS_PER_CHILD = 25;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yyyy HH:mm:ss 'UTC'", Locale.ENGLISH);

    private final Instant started;
    private final String name;

    ApacheStatus(Instant started, String name) {
        this.started = started;
        this.name = name;
    }

    String render(OriginSnapshot origin, Instant now) {
        var lines = new StringJoiner("\n", "", "\n");
        identity(lines, now);
        totals(lines, origin, Duration.between(started, now).toSeconds());
        workers(lines, origin.apache());
        return lines.toString();
    }

    private void identity(StringJoiner lines, Instant now) {
        long uptime = Duration.between(started, now).toSeconds();
        lines.add(name)
                .add("ServerVersion: Apache/2.4 (Headroom demo, a model)")
                .add("ServerMPM: event")
                .add("Server Built: not")
                .add("CurrentTime: " + TIME.format(now.atOffset(ZoneOffset.UTC)))
                .add("RestartTime: " + TIME.format(started.atOffset(ZoneOffset.UTC)))
                .add("ParentServerConfigGeneration: 1")
                .add("ParentServerMPMGeneration: 0")
                .add("ServerUptimeSeconds: " + uptime)
                .add("ServerUptime:" + period(uptime));
        List<String> load = load();
        lines.add("Load1: " + load.get(0)).add("Load5: " + load.get(1)).add("Load15: " + load.get(2));
    }

    private static void totals(StringJoiner lines, OriginSnapshot origin, long uptime) {
        PoolSnapshot apache = origin.apache();
        long accesses = apache.completed();
        long durationMillis = apache.heldTime().toMillis();
        lines.add("Total Accesses: " + accesses)
                .add("Total kBytes: " + origin.sentBytes() / 1024)
                .add("Total Duration: " + durationMillis)
                .add("CPUUser: 0")
                .add("CPUSystem: 0")
                .add("CPUChildrenUser: 0")
                .add("CPUChildrenSystem: 0")
                .add("Uptime: " + uptime);
        if (uptime > 0) {
            lines.add("ReqPerSec: " + shortest((double) accesses / uptime))
                    .add("BytesPerSec: " + shortest((double) origin.sentBytes() / uptime));
        }
        if (accesses > 0) {
            lines.add("BytesPerReq: " + shortest((double) origin.sentBytes() / accesses))
                    .add("DurationPerReq: " + shortest((double) durationMillis / accesses));
        }
    }

    private static void workers(StringJoiner lines, PoolSnapshot apache) {
        lines.add("BusyWorkers: " + apache.active())
                .add("GracefulWorkers: 0")
                .add("IdleWorkers: " + apache.idle())
                .add("Processes: " + Math.ceilDiv(apache.workers(), THREADS_PER_CHILD))
                .add("Stopping: 0")
                .add("ConnsTotal: " + apache.active())
                .add("ConnsAsyncWaitIO: 0")
                .add("ConnsAsyncWriting: 0")
                .add("ConnsAsyncKeepAlive: 0")
                .add("ConnsAsyncClosing: 0");
        var scoreboard = new StringBuilder(apache.workers());
        apache.states().forEach(worker -> scoreboard.append(worker.busyWith().isPresent() ? 'W' : '_'));
        lines.add("Scoreboard: " + scoreboard);
    }

    /** As Apache's %g: six digits, no zero before the point. */
    static String shortest(double value) {
        String text =
                new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
        return text.startsWith("0.") ? text.substring(1) : text;
    }

    /** As Apache's show_time: parts that are 0 are left out. */
    static String period(long seconds) {
        return part(seconds / 86_400, "day")
                + part(seconds / 3_600 % 24, "hour")
                + part(seconds / 60 % 60, "minute")
                + part(seconds % 60, "second");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : " " + count + " " + unit + (count == 1 ? "" : "s");
    }

    private static List<String> load() {
        try {
            return List.of(Files.readString(Path.of("/proc/loadavg")).split(" "))
                    .subList(0, 3);
        } catch (IOException _) {
            return List.of("-1.00", "-1.00", "-1.00"); // as Apache where the system has no load average
        }
    }
}
