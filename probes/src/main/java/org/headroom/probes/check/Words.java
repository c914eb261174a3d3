package org.headroom.probes.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.headroom.probes.health.Figures;

/** How verdicts read in every format for people. */
final class Words {
    private Words() {}

    /** "galera db3: non-Primary". */
    static String of(Judged one) {
        return plain(subject(one) + ": " + one.verdict().message());
    }

    /** "galera db3". */
    static String subject(Judged one) {
        return one.verdict().probe() + " " + one.verdict().host();
    }

    /** With advice, since when, and why it is quiet. */
    static String whole(Judged one, Instant now) {
        StringBuilder text = new StringBuilder(of(one));
        if (!one.verdict().good() && !one.verdict().advice().isEmpty()) {
            text.append(". To do: ").append(plain(one.verdict().advice()));
        }
        if (one.level() != one.verdict().level()) {
            text.append(" (now ").append(one.verdict().level()).append(", which too few runs agree on yet)");
        } else if (one.level() != org.headroom.probes.health.Level.OK
                && one.since().isBefore(now)) {
            text.append(" (for ")
                    .append(span(Duration.between(one.since(), now)))
                    .append(')');
        }
        one.because()
                .ifPresent(cause -> text.append(" (follows from ").append(cause).append(')'));
        one.quiet().ifPresent(why -> text.append(" (quiet: ").append(why).append(')'));
        return text.toString();
    }

    /** The first line of every format: what is worst, and how much more there is. */
    static String summary(CheckResult result) {
        List<Judged> alarms = result.alarms();
        String head = "HEADROOM " + result.level() + " - ";
        if (result.judged().isEmpty()) {
            return head + "nothing was checked";
        }
        if (alarms.isEmpty()) {
            long quiet = result.judged().stream()
                    .filter(one -> !one.alarms() && one.level() != org.headroom.probes.health.Level.OK)
                    .count();
            return head + result.judged().size() + " checks of "
                    + result.judged().stream().map(Words::subject).distinct().count() + " parts are well"
                    + (quiet == 0 ? "" : ", " + quiet + " quiet");
        }
        return head + of(alarms.getFirst()) + (alarms.size() == 1 ? "" : " (and " + (alarms.size() - 1) + " more)");
    }

    /** No control characters, no line breaks, and no pipe, which begins the numbers in plugin output. */
    static String plain(String text) {
        return text.replace('|', '/')
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .strip();
    }

    /** How long it has been so. */
    static String span(Duration span) {
        return Figures.span(Math.max(0, span.toMillis() / 1e3));
    }
}
