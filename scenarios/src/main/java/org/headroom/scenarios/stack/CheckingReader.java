package org.headroom.scenarios.stack;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.scenarios.stack.Silence.When;
import org.headroom.scenarios.yaml.Section;
import org.headroom.scenarios.yaml.Value;

/** Reads section check of a stack file. */
final class CheckingReader {
    private static final Pattern AGREEMENT = Pattern.compile("\\s*([0-9]{1,2}) of ([0-9]{1,2})\\s*");
    private static final int WORDS = 3;

    private CheckingReader() {}

    static Checking read(Section section) {
        Optional<Value> agreement = section.optional("hysteresis");
        int agreeing = 1;
        int window = 1;
        Optional<String> text = agreement.flatMap(Value::text);
        if (text.isPresent()) {
            Matcher parts = AGREEMENT.matcher(text.get());
            if (parts.matches()
                    && Integer.parseInt(parts.group(1)) > 0
                    && Integer.parseInt(parts.group(1)) <= Integer.parseInt(parts.group(2))) {
                agreeing = Integer.parseInt(parts.group(1));
                window = Integer.parseInt(parts.group(2));
            } else {
                agreement.orElseThrow().problem("must be N of M with N from 1 to M, such as 3 of 5");
            }
        }
        return new Checking(
                agreeing, window, section.texts("away"), section.sections("silence", CheckingReader::silence));
    }

    private static Silence silence(Section section) {
        List<String> words = section.optional("match")
                .flatMap(Value::text)
                .map(text -> List.of(text.strip().split("\\s+")))
                .orElse(List.of());
        if (words.size() > WORDS) {
            section.optional("match").ifPresent(value -> value.problem("has up to three words: probe, host and check"));
            words = List.of();
        }
        When when = section.flag("daily", false)
                ? new When.Daily(
                        time(section, "from", LocalTime::parse, "a time such as 22:00", LocalTime.MIN),
                        time(section, "until", LocalTime::parse, "a time such as 22:00", LocalTime.MIN))
                : new When.Once(
                        time(section, "from", LocalDateTime::parse, "2026-12-01T22:00 or so", LocalDateTime.MIN),
                        time(section, "until", LocalDateTime::parse, "2026-12-01T22:00 or so", LocalDateTime.MAX));
        if (when instanceof When.Once(var from, var until) && until.isBefore(from)) {
            section.problem("ends before it begins");
        }
        return new Silence(words, when);
    }

    private static <T> T time(Section section, String key, Function<String, T> parser, String expected, T standard) {
        Optional<Value> value = section.required(key);
        try {
            return value.flatMap(Value::text).map(parser).orElse(standard);
        } catch (DateTimeException _) {
            value.orElseThrow().problem("must be " + expected);
            return standard;
        }
    }
}
