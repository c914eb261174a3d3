package org.headroom.lab.line;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.lab.process.LabException;

/** The text form of {@link LineSettings}. Reading goes on after a mistake, so that all are told at once. */
final class LineSettingsText {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,20})?)([a-z%]*)");
    private static final Map<String, Long> NANOS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);
    private static final Map<String, Long> BITS =
            Map.of("bit", 1L, "kbit", 1_000L, "mbit", 1_000_000L, "gbit", 1_000_000_000L);
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final String text;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private LineSettings settings = LineSettings.NONE;

    LineSettingsText(String text) {
        this.text = text;
    }

    LineSettings read() {
        List<String> words = Arrays.stream(text.trim().split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList();
        for (int i = 0; i < words.size(); i++) {
            word(words.get(i), i == 0);
        }
        if (!problems.isEmpty()) {
            String presets =
                    Arrays.stream(LinePreset.values()).map(LinePreset::label).collect(Collectors.joining(", "));
            throw new LabException(
                    "these are no settings of a line:\n    " + String.join("\n    ", problems),
                    "\"" + text + "\"",
                    "write settings such as \"delay=15ms jitter=2ms loss=1% rate=10mbit queue=100ms\", each at most "
                            + "once, perhaps after one of the presets " + presets);
        }
        return settings;
    }

    private void word(String word, boolean first) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            LinePreset.named(word)
                    .filter(_ -> first)
                    .ifPresentOrElse(
                            preset -> settings = preset.settings(),
                            () -> problems.add(word + ": neither NAME=VALUE nor, in the first place, a preset"));
            return;
        }
        String name = word.substring(0, equals);
        String value = word.substring(equals + 1);
        if (!seen.add(name)) {
            problems.add(word + ": " + name + " is set twice");
            return;
        }
        switch (name) {
            case "delay" -> settings = settings.withDelay(time(word, value, Duration.ZERO));
            case "jitter" -> settings = settings.withJitter(time(word, value, Duration.ZERO));
            case "queue" -> settings = settings.withQueue(time(word, value, MOMENT));
            case "loss" -> settings = settings.withLoss(loss(word, value));
            case "rate" -> settings = settings.withBitsPerSecond(rate(word, value));
            default -> problems.add(word + ": there are delay, jitter, loss, rate and queue");
        }
    }

    private Duration time(String word, String value, Duration least) {
        long nanos = amount(value, NANOS);
        if (nanos < least.toNanos() || nanos > LineSettings.LONGEST.toNanos()) {
            problems.add(word + ": allowed is " + (least.isZero() ? "0ms" : "1ns") + " to 10s, in ns, us, ms or s");
            return MOMENT;
        }
        return Duration.ofNanos(nanos);
    }

    private double loss(String word, String value) {
        Matcher matcher = NUMBER.matcher(value);
        if (matcher.matches() && matcher.group(2).equals("%")) {
            BigDecimal percent = new BigDecimal(matcher.group(1));
            if (percent.compareTo(BigDecimal.valueOf(100)) <= 0) {
                return percent.movePointLeft(2).doubleValue();
            }
        }
        problems.add(word + ": allowed is 0% to 100%");
        return 0;
    }

    private OptionalLong rate(String word, String value) {
        if (value.equals("none")) {
            return OptionalLong.empty();
        }
        long bits = amount(value, BITS);
        if (bits < LineSettings.SLOWEST_BITS || bits > LineSettings.FASTEST_BITS) {
            problems.add(word + ": allowed is 8kbit to 10gbit (bits per second, in bit, kbit, mbit or gbit), or none");
            return OptionalLong.empty();
        }
        return OptionalLong.of(bits);
    }

    /** Minus one for what is no number with one of the units. */
    private static long amount(String value, Map<String, Long> units) {
        Matcher matcher = NUMBER.matcher(value);
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            return -1;
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    static String write(LineSettings settings) {
        List<String> words = new ArrayList<>();
        words.add("delay=" + time(settings.delay()));
        words.add("jitter=" + time(settings.jitter()));
        words.add("loss="
                + new BigDecimal(Double.toString(settings.loss()))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%");
        words.add("rate="
                + (settings.bitsPerSecond().isEmpty()
                        ? "none"
                        : amount(settings.bitsPerSecond().getAsLong(), "gbit", "mbit", "kbit", "bit")));
        words.add("queue=" + time(settings.queue()));
        return String.join(" ", words);
    }

    private static String time(Duration time) {
        return time.isZero() ? "0ms" : amount(time.toNanos(), "s", "ms", "us", "ns");
    }

    /** In the largest unit that gives a whole number; the units fall by a factor of 1,000. */
    private static String amount(long value, String... units) {
        long unit = 1_000_000_000L;
        for (String name : units) {
            if (value % unit == 0) {
                return value / unit + name;
            }
            unit /= 1000;
        }
        throw new IllegalArgumentException("the smallest unit fits everything: " + value);
    }
}
