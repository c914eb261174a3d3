package org.headroom.loadgen.arrivals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.headroom.loadgen.schedule.ArrivalCurve;
import org.headroom.loadgen.schedule.Phase;
import org.headroom.loadgen.schedule.RateLine;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code --arrivals}: phases, one after the other, separated by commas.
 *
 * <pre>
 * ramp 0..50/s 30s        the rate climbs (or falls); with one rate: from where the phase before ended
 * hold 50/s 5m            the rate stays; also: constant, spike, soak
 * steps 10/s..100/s by 10/s every 30s
 * profile day.csv 24h in 30m
 * lunch: hold 80/s 10m    any phase may be given a name
 * </pre>
 */
public final class ArrivalGrammar {
    static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST_STEPS = 1_000;

    private final Path directory;
    private final List<String> problems = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private ArrivalGrammar(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads a description.
     *
     * @param directory what the names of profile files are relative to
     * @throws ArrivalSyntaxException with every problem there is
     */
    public static ArrivalCurve parse(String text, Path directory) throws ArrivalSyntaxException {
        ArrivalGrammar grammar = new ArrivalGrammar(directory);
        int position = 1;
        for (List<Word> words : Word.phases(text)) {
            position = grammar.read(words, position);
        }
        if (grammar.problems.isEmpty()) {
            grammar.checkWhole();
        }
        if (!grammar.problems.isEmpty()) {
            throw new ArrivalSyntaxException(grammar.problems);
        }
        return new ArrivalCurve(grammar.phases);
    }

    private int read(List<Word> words, int position) {
        if (words.isEmpty()) {
            problems.add("character " + position + ": a phase is missing, e.g. hold 50/s 5m");
            return position + 1;
        }
        try {
            phase(new PhaseWords(words));
        } catch (PhaseWords.Problem e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        Word last = words.getLast();
        return last.position() + last.text().length() + 1;
    }

    private void phase(PhaseWords words) throws PhaseWords.Problem {
        Word first = words.take("a phase is missing");
        String name = null;
        if (first.text().endsWith(":") && first.text().length() > 1) {
            name = first.text().substring(0, first.text().length() - 1);
            first = words.take("what is to happen is missing, e.g. hold 50/s 5m");
        }
        String kind = first.text().toLowerCase(Locale.ROOT);
        switch (kind) {
            case "ramp" -> ramp(words, name == null ? kind : name);
            case "hold", "constant", "spike", "soak" -> hold(words, kind, name == null ? kind : name);
            case "steps" -> steps(words, name == null ? "step" : name);
            case "profile" -> profile(words, name);
            default -> throw words.problem(first, "is not known; there are ramp, hold, steps, spike, soak and profile");
        }
    }

    private void ramp(PhaseWords words, String name) throws PhaseWords.Problem {
        Arguments given = arguments(words, "ramp 0..50/s 30s");
        double from = Double.isNaN(given.range.from()) ? lastRate() : given.range.from();
        add(name, List.of(new RateLine(given.time, from, given.range.to())));
    }

    private void hold(PhaseWords words, String kind, String name) throws PhaseWords.Problem {
        String shape = kind + " 50/s 5m";
        Arguments given = arguments(words, shape);
        if (!Double.isNaN(given.range.from())) {
            throw words.problem(given.range.word(), "begins a range, but " + kind + " keeps one rate; write: " + shape);
        }
        add(name, List.of(RateLine.constant(given.time, given.range.to())));
    }

    private record Arguments(PhaseWords.Range range, Duration time) {}

    /** A rate or range and a time, in whatever order. */
    private static Arguments arguments(PhaseWords words, String shape) throws PhaseWords.Problem {
        Optional<PhaseWords.Range> range = words.range();
        Duration time = null;
        if (words.peekPastFillers() != null) {
            words.skip("in");
            time = words.time("30s");
        }
        if (range.isEmpty()) {
            range = words.range();
        }
        words.end(shape);
        if (range.isEmpty()) {
            throw words.missing("a rate is missing; write: " + shape);
        }
        if (time == null) {
            throw words.missing("a time is missing; write: " + shape);
        }
        return new Arguments(range.get(), time);
    }

    private void steps(PhaseWords words, String name) throws PhaseWords.Problem {
        String shape = "steps 10/s..100/s by 10/s every 30s";
        Optional<PhaseWords.Range> range = words.range();
        if (range.isEmpty() || Double.isNaN(range.get().from())) {
            Word at = words.peek();
            throw at == null || range.isPresent()
                    ? words.missing("steps need a range; write: " + shape)
                    : words.problem(at, "is not a range; write: " + shape);
        }
        if (!words.skip("by")) {
            throw words.missing("'by' and the height of a step are missing; write: " + shape);
        }
        double by = words.rate("10/s");
        if (!words.skip("every")) {
            throw words.missing("'every' and the time of a step are missing; write: " + shape);
        }
        Duration each = words.time("30s");
        words.end(shape);
        double from = range.get().from();
        double climb = range.get().to() - from;
        if (by <= 0 || Math.abs(climb) / by > MOST_STEPS) {
            throw words.problem(range.get().word(), "would take more than " + MOST_STEPS + " steps of that height");
        }
        int steps = (int) Math.floor(Math.abs(climb) / by + 1e-9);
        for (int i = 0; i <= steps; i++) {
            double rate = from + Math.signum(climb) * by * i;
            add(name + " " + Rate.text(rate), List.of(RateLine.constant(each, rate)));
        }
    }

    private void profile(PhaseWords words, @Nullable String name) throws PhaseWords.Problem {
        ProfileWords.Asked asked = ProfileWords.read(words);
        try {
            DayProfile profile = DayProfile.read(directory.resolve(asked.file().text()));
            profile.phases(
                            name == null ? "profile" : name,
                            asked.from(),
                            asked.length(),
                            asked.played(),
                            asked.factor())
                    .forEach(phase -> add(phase.name(), phase.lines()));
        } catch (DayProfile.UnreadableException e) {
            throw words.problem(asked.file(), String.valueOf(e.getMessage()));
        }
    }

    private double lastRate() {
        return phases.isEmpty() ? 0 : phases.getLast().lastPerSecond();
    }

    private void add(String name, List<RateLine> lines) {
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + " " + i;
        }
        phases.add(new Phase(unique, lines));
    }

    private void checkWhole() {
        Duration length = phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
        if (length.compareTo(LONGEST) > 0) {
            problems.add("all phases together take longer than " + LONGEST.toDays() + " days");
        } else if (new ArrivalCurve(phases).count() < 1) {
            problems.add("nobody would come: every rate is 0, or the time too short for one arrival");
        }
    }
}
