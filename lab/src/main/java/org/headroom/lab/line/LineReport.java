package org.headroom.lab.line;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** {@link LineStatistics} as text for the control socket: {@code name=value}, one a line. */
final class LineReport {
    private LineReport() {}

    static String write(LineStatistics line) {
        return "settings=" + line.settings() + "\nroaming="
                + line.roaming().map(Roaming::toString).orElse("none") + "\n" + write("outward", line.outward())
                + write("inward", line.inward());
    }

    private static String write(String name, DirectionStatistics direction) {
        StringBuilder text = new StringBuilder();
        String line = name + ".%s=%d%n";
        text.append(line.formatted("frames", direction.frames()));
        text.append(line.formatted("bytes", direction.bytes()));
        text.append(line.formatted("lost", direction.lost()));
        text.append(line.formatted("queue-full", direction.queueFull()));
        text.append(line.formatted("stray", direction.stray()));
        text.append(line.formatted("refused", direction.refused()));
        text.append(line.formatted("waiting", direction.waiting()));
        text.append(line.formatted("waiting-bytes", direction.waitingBytes()));
        return text.toString();
    }

    static LineStatistics read(String text) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] roaming = values.getProperty("roaming", "none").split(" ", -1);
        return new LineStatistics(
                LineSettings.parse(values.getProperty("settings", "")),
                roaming.length == 2 ? Optional.of(Roaming.of(roaming[0], roaming[1])) : Optional.empty(),
                read(values, "outward."),
                read(values, "inward."));
    }

    private static DirectionStatistics read(Properties values, String prefix) {
        return new DirectionStatistics(
                number(values, prefix + "frames"),
                number(values, prefix + "bytes"),
                number(values, prefix + "lost"),
                number(values, prefix + "queue-full"),
                number(values, prefix + "stray"),
                number(values, prefix + "refused"),
                number(values, prefix + "waiting"),
                number(values, prefix + "waiting-bytes"));
    }

    private static long number(Properties values, String name) {
        return Long.parseLong(values.getProperty(name, "0"));
    }
}
