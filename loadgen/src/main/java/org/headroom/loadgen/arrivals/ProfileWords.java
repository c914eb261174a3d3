package org.headroom.loadgen.arrivals;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of a profile phase: {@code profile FILE [TIME] [from HH:MM] [in TIME | xN] [at N%]}. */
final class ProfileWords {
    private static final String SHAPE = "profile day.csv 24h in 30m";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern SPEED_UP = Pattern.compile("[xX×](\\d{1,6}(?:\\.\\d{1,6})?)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)%");

    private final PhaseWords words;
    private Duration length = DAY;
    private @Nullable Duration played;
    private double speedUp = 1;
    private double factor = 1;
    private LocalTime from = LocalTime.MIDNIGHT;

    private ProfileWords(PhaseWords words) {
        this.words = words;
    }

    /**
     * What is asked for.
     *
     * @param from time of day with which it begins
     * @param length of recorded time
     * @param played the time that this takes in the run
     * @param factor on every rate
     */
    record Asked(Word file, LocalTime from, Duration length, Duration played, double factor) {}

    static Asked read(PhaseWords words) throws PhaseWords.Problem {
        Word file = words.take("a file with the recorded rates is missing; write: " + SHAPE);
        ProfileWords options = new ProfileWords(words);
        boolean first = true;
        while (words.peek() != null) {
            options.option(words.take(SHAPE), first);
            first = false;
        }
        Duration played = options.played != null
                ? options.played
                : Duration.ofNanos(Math.round(options.length.toNanos() / options.speedUp));
        if (options.length.compareTo(ArrivalGrammar.LONGEST) > 0) {
            throw words.problem(file, "is asked for more than " + ArrivalGrammar.LONGEST.toDays() + " days");
        }
        return new Asked(file, options.from, options.length, played, options.factor);
    }

    private void option(Word word, boolean first) throws PhaseWords.Problem {
        Matcher speed = SPEED_UP.matcher(word.text());
        if (word.is("in")) {
            played = words.time("30m");
        } else if (word.is("from")) {
            from = clock(words.take("a time of day is missing, e.g. from 08:00"));
        } else if (word.is("at")) {
            factor = percent(words.take("a share is missing, e.g. at 150%"));
        } else if (word.is("x")) {
            speedUp = words.rate("x 48");
        } else if (speed.matches()) {
            speedUp = Double.parseDouble(speed.group(1));
        } else {
            Optional<Duration> time = first ? words.time(word) : Optional.empty();
            length = time.orElseThrow(() -> words.problem(word, "is not understood; write: " + SHAPE));
        }
        if (!(speedUp > 0)) {
            throw words.problem(word, "is no speed-up; write for example x48");
        }
    }

    private LocalTime clock(Word word) throws PhaseWords.Problem {
        return DayProfile.clock(word.text())
                .orElseThrow(() -> words.problem(word, "is not a time of day; write for example 08:00"));
    }

    private double percent(Word word) throws PhaseWords.Problem {
        Matcher matcher = PERCENT.matcher(word.text());
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) <= 0) {
            throw words.problem(word, "is not a share; write for example 150%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }
}
