package org.headroom.loadgen.arrivals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.scenarios.yaml.DurationText;
import org.jspecify.annotations.Nullable;

/** The words of one phase, read from left to right. */
final class PhaseWords {
    /** Words that people put in and that change nothing. */
    private static final Set<String> FILLERS = Set.of("for", "over", "at", "during", "from", "with");

    private final List<Word> words;
    private final int endPosition;
    private int next;

    PhaseWords(List<Word> words) {
        this.words = words;
        Word last = words.getLast();
        this.endPosition = last.position() + last.text().length();
    }

    /** A problem of this phase, with its position. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1;

        Problem(String message) {
            super(message, null, false, false);
        }
    }

    Problem problem(Word at, String what) {
        return new Problem("character " + at.position() + ": '" + at.text() + "' " + what);
    }

    Problem missing(String what) {
        return new Problem("character " + endPosition + ": " + what);
    }

    @Nullable
    Word peek() {
        return next < words.size() ? words.get(next) : null;
    }

    Word take(String whatIsMissing) throws Problem {
        Word word = peek();
        if (word == null) {
            throw missing(whatIsMissing);
        }
        next++;
        return word;
    }

    boolean skip(String keyword) {
        Word word = peek();
        boolean there = word != null && word.is(keyword);
        if (there) {
            next++;
        }
        return there;
    }

    /** The next word, if it is neither a filler nor the last one's rest. */
    @Nullable
    Word peekPastFillers() {
        Word word = peek();
        while (word != null && FILLERS.contains(word.text().toLowerCase(java.util.Locale.ROOT))) {
            next++;
            word = peek();
        }
        return word;
    }

    Duration time(String example) throws Problem {
        Word word = take("a time is missing, e.g. " + example);
        return time(word).orElseThrow(() -> problem(word, "is not a time; write for example " + example));
    }

    /** A time longer than nothing; empty when the word is none. */
    Optional<Duration> time(Word word) throws Problem {
        if (Rate.perSecond(word.text()).isPresent()) {
            return Optional.empty();
        }
        Duration parsed;
        try {
            parsed = DurationText.parse(word.text());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (!parsed.isPositive()) {
            throw problem(word, "must be longer than nothing");
        }
        return Optional.of(parsed);
    }

    double rate(String example) throws Problem {
        Word word = take("a rate is missing, e.g. " + example);
        Optional<Double> rate = rate(word, "s");
        if (rate.isEmpty()) {
            throw problem(word, "is not a rate; write for example " + example);
        }
        return rate.get();
    }

    /** A rate; empty when the word is none. */
    Optional<Double> rate(Word word, String unit) throws Problem {
        Optional<Double> rate = Rate.perSecond(word.text(), unit);
        if (rate.isPresent() && rate.get() > Rate.HIGHEST_PER_SECOND) {
            throw problem(word, "is too much: at most " + Rate.HIGHEST_PER_SECOND + " pages a second");
        }
        return rate;
    }

    /**
     * One rate or two.
     *
     * @param from NaN when only one rate was written
     */
    record Range(double from, double to, Word word) {}

    /** {@code 50/s} or {@code 10..50/s}; in a range the unit of the second counts for a bare first number too. */
    Optional<Range> range() throws Problem {
        Word first = peekPastFillers();
        if (first == null || rate(first, "s").isEmpty()) {
            return Optional.empty();
        }
        next++;
        if (!skip("..") && !skip("to")) {
            return Optional.of(new Range(Double.NaN, rate(first, "s").orElseThrow(), first));
        }
        Word second = take("the range has no end; write for example 0..50/s");
        double to = rate(second, "s").orElseThrow(() -> problem(second, "is not a rate; write the range like 0..50/s"));
        double from = rate(first, Rate.unitOf(second.text()).orElse("s")).orElseThrow();
        return Optional.of(new Range(from, to, first));
    }

    void end(String shape) throws Problem {
        Word rest = peek();
        if (rest != null) {
            throw problem(rest, "is too much here; write: " + shape);
        }
    }
}
