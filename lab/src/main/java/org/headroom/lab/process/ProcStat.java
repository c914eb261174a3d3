package org.headroom.lab.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line of {@code /proc/PID/stat}: as much of it as tells one process from a later one with the same pid. */
public record ProcStat(long pid, char state, long session, long startTicks) {
    private static final Path PROC = Path.of("/proc");

    // Positions after the name, which stands in parentheses and may itself hold blanks and parentheses.
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int START_TICKS = 19;

    static ProcStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 0 || close < open) {
            throw new IllegalArgumentException("not a line of /proc/PID/stat: " + line);
        }
        String[] fields = line.substring(close + 1).trim().split(" ", -1);
        return new ProcStat(
                Long.parseLong(line.substring(0, open).trim()),
                fields[STATE].charAt(0),
                Long.parseLong(fields[SESSION]),
                Long.parseLong(fields[START_TICKS]));
    }

    /** Empty when there is no such process (any more). */
    public static Optional<ProcStat> of(long pid) {
        try {
            return Optional.of(
                    parse(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static List<ProcStat> all() {
        List<ProcStat> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                of(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new LabException("cannot list processes", PROC.toString(), "mount /proc", e);
        }
        return all;
    }

    /** Frozen by SIGSTOP: it has its memory and its sockets, and does nothing. */
    public boolean stopped() {
        return state == 'T';
    }

    /** A zombie has ended; only its parent has not noticed. */
    public boolean ended() {
        return state == 'Z' || state == 'X';
    }
}
