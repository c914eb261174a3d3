package org.headroom.cli.demo.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.headroom.cli.demo.origin.PoolSnapshot;

/**
 * Writes PHP-FPM's status page, text or JSON, of a pool with {@code pm = static}: it never starts a child more, so
 * {@code max children reached} stays 0 as it does there, and no slow log is set.
 */
final class FpmStatus {
    private static final int FIRST_PID = 101;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private final Instant started;

    FpmStatus(Instant started) {
        this.started = started;
    }

    String text(PoolSnapshot pool, Instant now, boolean full) {
        var text = new StringBuilder();
        pool(pool, now).forEach((key, value) -> line(text, key, value));
        for (int child = 0; full && child < pool.workers(); child++) {
            text.append("\n************************\n");
            child(pool, child, now).forEach((key, value) -> line(text, key, value));
        }
        return text.toString();
    }

    String json(PoolSnapshot pool, Instant now, boolean full) {
        String fields = fields(pool(pool, now));
        if (!full) {
            return "{" + fields + "}";
        }
        var children = new StringJoiner(",", "[", "]");
        for (int child = 0; child < pool.workers(); child++) {
            children.add("{" + fields(child(pool, child, now)) + "}");
        }
        return "{" + fields + ", \"processes\":" + children + "}";
    }

    private Map<String, Object> pool(PoolSnapshot pool, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pool", "www");
        fields.put("process manager", "static");
        startFields(fields, now);
        fields.put("accepted conn", pool.accepted());
        fields.put("listen queue", pool.queued());
        fields.put("max listen queue", pool.mostQueued());
        fields.put("listen queue len", pool.backlog());
        fields.put("idle processes", pool.idle());
        fields.put("active processes", pool.active());
        fields.put("total processes", pool.workers());
        fields.put("max active processes", pool.mostActive());
        fields.put("max children reached", 0);
        fields.put("slow requests", 0);
        return fields;
    }

    private Map<String, Object> child(PoolSnapshot pool, int index, Instant now) {
        PoolSnapshot.Worker child = pool.states().get(index);
        boolean worked = child.jobs() > 0;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", FIRST_PID + index);
        fields.put("state", child.busyWith().isPresent() ? "Running" : "Idle");
        startFields(fields, now);
        fields.put("requests", child.jobs());
        fields.put(
                "request duration",
                TimeUnit.NANOSECONDS.toMicros(child.duration().toNanos()));
        fields.put("request method", worked ? "GET" : "-");
        fields.put("request uri", child.busyWith().orElse("-"));
        fields.put("content length", 0);
        fields.put("user", "-");
        fields.put("script", worked ? "/var/www/html/index.php" : "-");
        fields.put("last request cpu", 0);
        fields.put("last request memory", 0);
        return fields;
    }

    private void startFields(Map<String, Object> fields, Instant now) {
        fields.put("start time", started);
        fields.put("start since", Duration.between(started, now).toSeconds());
    }

    private static void line(StringBuilder text, String key, Object value) {
        Object shown = value instanceof Instant time ? TIME.format(time.atOffset(ZoneOffset.UTC)) : value;
        // The text form alone writes URI in capitals and pads every name to the same column.
        text.append(String.format(Locale.ROOT, "%-22s", key.replace(" uri", " URI") + ":"))
                .append(shown)
                .append('\n');
    }

    private static String fields(Map<String, Object> fields) {
        var text = new StringJoiner(",");
        fields.forEach((key, value) -> text.add("\"" + key + "\":" + json(value)));
        return text.toString();
    }

    private static String json(Object value) {
        if (value instanceof Instant time) {
            return Long.toString(time.getEpochSecond());
        }
        return value instanceof Number number ? number.toString() : "\"" + escaped(value.toString()) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    }
}
