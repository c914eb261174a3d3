package org.headroom.probes.health;

import java.util.List;

/**
 * What a rule says of one thing.
 *
 * @param probe whose readings it is about: galera, gluster, apache, fpm, nginx, namespace, host
 * @param host which machine, pool or mount, as readings name it; a {@link Subject} for what spans several machines
 * @param check what was judged, kebab case; with probe and host it names this verdict for good (state, silence)
 * @param message what is, in words that an administrator can act on; no line break
 * @param advice what to do about it; empty when all is well
 * @param perf numbers to draw
 * @param momentary whether a moment's burst could have caused it: then it is looked at again before it alarms
 */
public record Verdict(
        String probe,
        String host,
        String check,
        Level level,
        String message,
        String advice,
        List<Perf> perf,
        boolean momentary) {
    public Verdict {
        message = message.replaceAll("\\s*\\R\\s*", " ");
        advice = advice.replaceAll("\\s*\\R\\s*", " ");
        perf = List.copyOf(perf);
    }

    /** All is well. */
    public static Verdict ok(String probe, String host, String check, String message) {
        return new Verdict(probe, host, check, Level.OK, message, "", List.of(), false);
    }

    /** Something is not. */
    public static Verdict of(String probe, String host, String check, Level level, String message, String advice) {
        return new Verdict(probe, host, check, level, message, advice, List.of(), false);
    }

    /** The same with numbers. */
    public Verdict with(Perf... numbers) {
        return new Verdict(probe, host, check, level, message, advice, List.of(numbers), momentary);
    }

    /** The same as one that a burst could have caused. */
    public Verdict asMomentary() {
        return new Verdict(probe, host, check, level, message, advice, perf, true);
    }

    /** The same with another level. */
    public Verdict at(Level other) {
        return new Verdict(probe, host, check, other, message, advice, perf, momentary);
    }

    /** What names it for good. */
    public String key() {
        return probe + " " + host + " " + check;
    }

    /** Whether anybody need know. */
    public boolean good() {
        return level == Level.OK;
    }
}
