package org.headroom.loadgen.result;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A run directory on disk: the names of its files, writing and reading them. */
public final class RunDirectory {
    private static final String TIMELINE_HEADER =
            "time,protocol,offered,started,done,failed,requests,bytes,open_connections,generator_cpu";

    private final Path path;
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public RunDirectory(Path path) {
        this.path = path;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Interval log of page times. */
    public Path pagesLog() {
        return path.resolve("pages.hlog");
    }

    /** Interval log of request times. */
    public Path requestsLog() {
        return path.resolve("requests.hlog");
    }

    /** Probe readings. */
    public Path probeLog() {
        return path.resolve("probes.jsonl");
    }

    /** The HTML report. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** Where the tuner puts its files. */
    public Path tuning() {
        return path.resolve("tuning");
    }

    public void writeInfo(RunInfo info) throws IOException {
        writeWhole(path.resolve("run.json"), mapper.writeValueAsString(info));
    }

    public void writeSummary(Summary summary) throws IOException {
        writeWhole(path.resolve("summary.json"), mapper.writeValueAsString(summary));
    }

    public void writeTimeline(List<TimelineSecond> rows) throws IOException {
        StringBuilder text = new StringBuilder(TIMELINE_HEADER).append('\n');
        for (TimelineSecond row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%d,%d,%d,%d,%d,%.3f%n",
                    row.time(),
                    row.protocol(),
                    row.offered(),
                    row.started(),
                    row.done(),
                    row.failed(),
                    row.requests(),
                    row.bytes(),
                    row.openConnections(),
                    row.generatorCpu()));
        }
        writeWhole(path.resolve("timeline.csv"), text.toString());
    }

    /**
     * Reads a finished run.
     *
     * @throws IOException when it is no run directory or a file in it cannot be read; the message names the file
     */
    public RunResult read() throws IOException {
        return new RunResult(
                readJson("run.json", RunInfo.class),
                readJson("summary.json", Summary.class),
                readTimeline(),
                PercentileCurves.read(pagesLog()));
    }

    private <T> T readJson(String name, Class<T> type) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException(path + " is not a finished run: it has no " + name);
        }
        try {
            return mapper.readValue(Files.readString(file), type);
        } catch (JacksonException e) {
            throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private List<TimelineSecond> readTimeline() throws IOException {
        List<TimelineSecond> rows = new ArrayList<>();
        Path file = path.resolve("timeline.csv");
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.split(",", -1);
            try {
                rows.add(row(cells));
            } catch (RuntimeException e) {
                throw new IOException(file + ": line " + (rows.size() + 2) + " is not a timeline row", e);
            }
        }
        return rows;
    }

    private static TimelineSecond row(String[] cells) {
        return new TimelineSecond(
                Instant.parse(cells[0]),
                cells[1],
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                Long.parseLong(cells[5]),
                Long.parseLong(cells[6]),
                Long.parseLong(cells[7]),
                Long.parseLong(cells[8]),
                Double.parseDouble(cells[9]));
    }

    private static void writeWhole(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
            writer.write(text);
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
