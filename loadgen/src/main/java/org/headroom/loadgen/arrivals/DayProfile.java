package org.headroom.loadgen.arrivals;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.RateLine;

/**
 * The rate over a day, from a file: 24 values, the rate at each full hour, or lines {@code HH:MM RATE}. Between them the
 * rate is interpolated linearly, over midnight too.
 */
public final class DayProfile {
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    private static final int HOURS = 24;
    /** Up to so many hours of profile are told apart in the results. */
    private static final int MOST_HOURS_NAMED = 48;

    private static final String RATE = "[0-9.]+(?:/[A-Za-z]+)?";
    /** A rate, after a time of day or a dash or nothing: lines of CSV, of plain columns and of YAML alike. */
    private static final Pattern LINE = Pattern.compile(
            "(?:-\\s+)?(?:[\"']?(?<time>\\d{1,2}:\\d{2})[\"']?\\s*[:,;\\s]\\s*)?[\"']?(?<rate>" + RATE + ")[\"']?");

    private static final Pattern ROW = Pattern.compile("\\[?\\s*(" + RATE + "(?:\\s*[,;]\\s*" + RATE + ")+)\\s*]?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})");

    private final NavigableMap<Long, Double> perSecond;

    private DayProfile(NavigableMap<Long, Double> perSecond) {
        this.perSecond = perSecond;
    }

    /** The file cannot be used; the message goes after its name. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }

    static DayProfile read(Path file) throws UnreadableException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableException("is not there");
        } catch (CharacterCodingException e) {
            throw new UnreadableException("is no text file");
        } catch (IOException e) {
            throw new UnreadableException("cannot be read: " + e.getMessage());
        }
        return of(lines);
    }

    static DayProfile of(List<String> lines) throws UnreadableException {
        NavigableMap<Long, Double> timed = new TreeMap<>();
        List<Double> plain = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            boolean heading =
                    timed.isEmpty() && plain.isEmpty() && line.matches("[^0-9].*") && !line.matches("[-\\[\"'].*");
            if (!line.isEmpty() && !heading && !line.equals("---")) {
                read(line, i + 1, timed, plain);
            }
        }
        if (!plain.isEmpty() && !timed.isEmpty()) {
            throw new UnreadableException("mixes lines with and without a time of day");
        }
        if (timed.isEmpty() && plain.size() != HOURS) {
            throw new UnreadableException(
                    "has " + plain.size() + " rates; it needs 24, one an hour, or lines like '08:30 12.5'");
        }
        for (int hour = 0; hour < plain.size(); hour++) {
            timed.put(hour * HOUR_NANOS, plain.get(hour));
        }
        return new DayProfile(timed);
    }

    private static void read(String line, int number, NavigableMap<Long, Double> timed, List<Double> plain)
            throws UnreadableException {
        Matcher row = ROW.matcher(line);
        Matcher one = LINE.matcher(line);
        if (one.matches() && one.group("time") != null) {
            LocalTime time = clock(one.group("time"))
                    .orElseThrow(() -> new UnreadableException("line " + number + ": no time of day"));
            if (timed.put(time.toNanoOfDay(), rate(one.group("rate"), number)) != null) {
                throw new UnreadableException("line " + number + ": " + one.group("time") + " is there twice");
            }
        } else if (one.matches()) {
            plain.add(rate(one.group("rate"), number));
        } else if (row.matches()) {
            for (String rate : row.group(1).split("\\s*[,;]\\s*", -1)) {
                plain.add(rate(rate, number));
            }
        } else {
            throw new UnreadableException(
                    "line " + number + ": '" + shortened(line) + "' is no rate; write 12.5 or 08:30 12.5");
        }
    }

    private static double rate(String text, int line) throws UnreadableException {
        return Rate.perSecond(text)
                .filter(rate -> rate <= Rate.HIGHEST_PER_SECOND)
                .orElseThrow(() -> new UnreadableException("line " + line + ": '" + shortened(text)
                        + "' is no rate; write 12.5 or 750/m, at most " + Rate.HIGHEST_PER_SECOND + " a second"));
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    static Optional<LocalTime> clock(String text) {
        Matcher matcher = CLOCK.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = Integer.parseInt(matcher.group(2));
        return hour < HOURS && minute < 60 ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
    }

    /** Pages a second at a time of day. */
    double perSecondAt(long nanoOfDay) {
        Map.Entry<Long, Double> before = perSecond.floorEntry(nanoOfDay);
        Map.Entry<Long, Double> after = perSecond.higherEntry(nanoOfDay);
        Map.Entry<Long, Double> left = before != null ? before : Objects.requireNonNull(perSecond.lastEntry());
        Map.Entry<Long, Double> right = after != null ? after : Objects.requireNonNull(perSecond.firstEntry());
        long span = Math.floorMod(right.getKey() - left.getKey(), DAY_NANOS);
        if (span == 0) {
            return left.getValue();
        }
        double share = (double) Math.floorMod(nanoOfDay - left.getKey(), DAY_NANOS) / span;
        return left.getValue() + share * (right.getValue() - left.getValue());
    }

    /**
     * Phases that play a part of it, a phase an hour of the profile when there are not too many.
     *
     * @param length of the profile's time, longer than a day: it begins again
     * @param played the time it takes in the run
     * @param factor on every rate
     */
    List<Phase> phases(String name, LocalTime from, Duration length, Duration played, double factor) {
        double speedUp = (double) length.toNanos() / played.toNanos();
        boolean hourly = length.toNanos() <= MOST_HOURS_NAMED * HOUR_NANOS;
        List<Phase> phases = new ArrayList<>();
        List<RateLine> lines = new ArrayList<>();
        long first = from.toNanoOfDay();
        long end = first + length.toNanos();
        long at = first;
        long phaseStart = first;
        long played0 = 0;
        while (at < end) {
            long next = Math.min(end, nextBend(at));
            long playedTo = Math.round((next - first) / speedUp);
            lines.add(new RateLine(Duration.ofNanos(playedTo - played0), factor * rateAt(at), factor * rateAt(next)));
            if (next == end || (hourly && next % HOUR_NANOS == 0)) {
                phases.add(new Phase(hourly ? name + " " + clockText(phaseStart) : name, lines));
                lines = new ArrayList<>();
                phaseStart = next;
            }
            at = next;
            played0 = playedTo;
        }
        return phases;
    }

    private double rateAt(long nanos) {
        return perSecondAt(Math.floorMod(nanos, DAY_NANOS));
    }

    /** The next point of the profile or full hour, whichever comes first. */
    private long nextBend(long at) {
        long day = at - Math.floorMod(at, DAY_NANOS);
        Long point = perSecond.higherKey(at - day);
        long hour = at - Math.floorMod(at, HOUR_NANOS) + HOUR_NANOS;
        return point == null ? hour : Math.min(hour, day + point);
    }

    private static String clockText(long nanos) {
        return LocalTime.ofNanoOfDay(Math.floorMod(nanos, DAY_NANOS)).toString();
    }
}
