package org.headroom.loadgen.record;

import java.io.IOException;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The two interval logs of a run in the standard HdrHistogram format, values in nanoseconds. */
public final class IntervalLogs implements IntervalSink {
    private static final double MILLIS_PER_SECOND = 1000.0;
    private static final double MAX_VALUE_UNIT = 1e6;

    private final HistogramLogWriter pages;
    private final HistogramLogWriter requests;
    private final long startMillis;

    public IntervalLogs(Path pagesLog, Path requestsLog, long startMillis) throws IOException {
        this.startMillis = startMillis;
        this.pages = open(pagesLog);
        this.requests = open(requestsLog);
    }

    private HistogramLogWriter open(Path file) throws IOException {
        HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
        writer.outputComment("[Headroom interval log; values are nanoseconds, the maximum column is milliseconds]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(startMillis);
        writer.setBaseTime(startMillis);
        writer.outputLegend();
        return writer;
    }

    @Override
    public synchronized void append(ProtocolRecorder recorder) {
        recorder.cut(interval -> write(pages, interval), interval -> write(requests, interval));
    }

    private void write(HistogramLogWriter writer, Histogram interval) {
        if (interval.getTotalCount() > 0) {
            writer.outputIntervalHistogram(
                    (interval.getStartTimeStamp() - startMillis) / MILLIS_PER_SECOND,
                    (interval.getEndTimeStamp() - startMillis) / MILLIS_PER_SECOND,
                    interval,
                    MAX_VALUE_UNIT);
        }
    }

    @Override
    public synchronized void close() {
        pages.close();
        requests.close();
    }
}
