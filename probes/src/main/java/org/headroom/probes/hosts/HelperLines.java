package org.headroom.probes.hosts;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts what arrives into lines, and knows when it is too much for one look. */
final class HelperLines {
    private final int most;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long taken;

    HelperLines(int most) {
        this.most = most;
    }

    /** The lines that are complete with these bytes. */
    List<String> take(byte[] bytes, int count) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (bytes[at] == '\n') {
                begun.write(bytes, from, at - from);
                String line = begun.toString(StandardCharsets.UTF_8);
                lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
                begun.reset();
                from = at + 1;
            }
        }
        begun.write(bytes, from, count - from);
        taken += count;
        return lines;
    }

    boolean tooMany() {
        return taken > most;
    }

    /** The next line is the first of another look. */
    void restart() {
        taken = 0;
    }
}
