package org.headroom.lab.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a database node has come.
 *
 * @param seqno of the last transaction that it has; -1: it does not know, and needs another node's state
 */
record GaleraPosition(String uuid, long seqno) {
    static final GaleraPosition UNKNOWN = new GaleraPosition("", -1);

    private static final Pattern RECOVERED =
            Pattern.compile("Recovered position:\\s*([0-9a-fA-F-]{36}):(-?\\d{1,18})\\b");

    /** Out of what {@code mariadbd --wsrep-recover} prints; the last such line counts. Empty when there is none. */
    static Optional<GaleraPosition> recovered(String output) {
        Matcher matcher = RECOVERED.matcher(output);
        Optional<GaleraPosition> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(new GaleraPosition(matcher.group(1), Long.parseLong(matcher.group(2))));
        }
        return last;
    }
}
