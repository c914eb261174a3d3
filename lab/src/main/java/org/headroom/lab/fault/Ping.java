package org.headroom.lab.fault;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.lab.host.LabHost;
import org.headroom.lab.plan.StackPlan;

/**
 * A host asks this machine's end of the lab's bridge for an echo: the one neighbour that every topology has.
 *
 * @param words of ping's summary
 * @param leastMillis the shortest round trip; empty when no answer came
 */
record Ping(String words, OptionalDouble leastMillis) {
    private static final Pattern LEAST = Pattern.compile("^rtt min/avg/max/mdev = ([0-9.]+)/.*$");

    static Ping from(LabHost host, StackPlan plan) {
        return parse(host.command(
                        "ping",
                        "-n",
                        "-c",
                        "3",
                        "-i",
                        "0.2",
                        "-W",
                        "1",
                        plan.net().gateway())
                .run()
                .output());
    }

    /** Takes all that ping has said. */
    static Ping parse(String output) {
        String summary = output.lines()
                .dropWhile(line -> !line.startsWith("---"))
                .skip(1)
                .filter(line -> !line.isBlank())
                .reduce("", (one, two) -> one.isEmpty() ? two : one + "\n" + two);
        OptionalDouble least = summary.lines()
                .map(LEAST::matcher)
                .filter(Matcher::matches)
                .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
                .findFirst();
        return new Ping("ping: " + (summary.isEmpty() ? output.strip() : summary), least);
    }

    boolean answered() {
        return leastMillis.isPresent();
    }
}
