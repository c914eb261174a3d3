package org.headroom.probes.reading;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * probes.jsonl: one reading a line.
 *
 * <p>Every line is flushed as it is written, so a run that is cut off keeps what it saw; a killed process can tear the
 * last line at most, and {@link #read} passes over that one. Values that JSON cannot say (NaN, infinite) are no
 * measurements and are left out.
 */
public final class ProbeLog implements Consumer<Reading>, AutoCloseable {
    private final BufferedWriter out;
    private final ReentrantLock lock = new ReentrantLock();

    private ProbeLog(BufferedWriter out) {
        this.out = out;
    }

    /** Starts a log, replacing a file of that name. */
    public static ProbeLog create(Path file) throws IOException {
        return new ProbeLog(Files.newBufferedWriter(file));
    }

    /** Writes one reading; may be called from any thread. */
    @Override
    public void accept(Reading reading) {
        if (!Double.isFinite(reading.value())) {
            return;
        }
        lock.lock();
        try {
            out.write(ReadingFormat.toLine(reading));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write probes.jsonl", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            out.close();
        } finally {
            lock.unlock();
        }
    }

    /**
     * All readings of a log, in the order written.
     *
     * @throws IOException if the file cannot be read, or a line other than the last is no reading
     */
    public static List<Reading> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Reading> readings = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            try {
                readings.add(ReadingFormat.fromLine(lines.get(i)));
            } catch (JacksonException e) {
                if (i < lines.size() - 1) {
                    throw new IOException(file + " line " + (i + 1) + ": not a reading: " + e.getOriginalMessage(), e);
                }
            }
        }
        return readings;
    }
}
