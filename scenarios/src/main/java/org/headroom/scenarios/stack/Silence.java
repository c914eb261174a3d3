package org.headroom.scenarios.stack;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A time in which nobody is to be called.
 *
 * @param match up to three words for probe, host and check, {@code *} being anything; a missing word is anything
 */
public record Silence(List<String> match, When when) {
    public Silence {
        match = List.copyOf(match);
    }

    /** When it is silent, in local time. */
    public sealed interface When {
        /** Once. */
        record Once(LocalDateTime from, LocalDateTime until) implements When {}

        /** Every day; {@code until} may be after midnight. */
        record Daily(LocalTime from, LocalTime until) implements When {}
    }

    /** Whether it is on. */
    public boolean on(LocalDateTime now) {
        return switch (when) {
            case When.Once(var from, var until) -> !now.isBefore(from) && now.isBefore(until);
            case When.Daily(var from, var until) -> {
                LocalTime time = now.toLocalTime();
                boolean after = !time.isBefore(from);
                boolean before = time.isBefore(until);
                yield from.isAfter(until) ? after || before : after && before;
            }
        };
    }

    /** Whether it is about that. */
    public boolean matches(String probe, String host, String check) {
        List<String> words = List.of(probe, host, check);
        for (int i = 0; i < match.size(); i++) {
            String regex = Pattern.quote(match.get(i)).replace("*", "\\E.*\\Q");
            if (!words.get(i).matches(regex)) {
                return false;
            }
        }
        return true;
    }
}
