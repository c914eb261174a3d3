package org.headroom.probes.fpm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * For how long visitors' requests have been running, by the status page's list of children ({@code full}).
 *
 * <p>Left out are the status page itself and what WordPress runs long by nature: cron, the administration, AJAX, XML-RPC.
 *
 * @param children how many children the page lists, without the one that serves it
 * @param seconds how long each request has been running, longest first
 * @param longestUri path of the longest
 */
record RunningRequests(int children, List<Double> seconds, Optional<String> longestUri) {
    static final RunningRequests NONE = new RunningRequests(0, List.of(), Optional.empty());

    private static final Pattern LONG_BY_NATURE =
            Pattern.compile(".*/(?:wp-cron\\.php|xmlrpc\\.php|wp-admin/.*|wp-admin)(?:\\?.*)?");
    private static final double MICROS = 1e6;
    /** Durations above a month are FPM's subtraction of clocks gone wrong. */
    private static final double LONGEST = 2_592_000;

    RunningRequests {
        seconds = List.copyOf(seconds);
    }

    private record Running(String uri, double seconds) {}

    static RunningRequests of(JsonNode root, String ownPath) {
        List<Running> running = new ArrayList<>();
        int children = 0;
        for (JsonNode child : root.path("processes")) {
            String uri = child.path("request uri").asString("");
            boolean idle = child.path("state").asString("").equals("Idle");
            if (!idle && uri.startsWith(ownPath)) {
                continue;
            }
            children++;
            double took = child.path("request duration").asDouble(-1) / MICROS;
            if (!idle
                    && took >= 0
                    && took < LONGEST
                    && !LONG_BY_NATURE.matcher(uri).matches()) {
                running.add(new Running(uri, took));
            }
        }
        running.sort(Comparator.comparingDouble(Running::seconds).reversed());
        return new RunningRequests(
                children,
                running.stream().map(Running::seconds).toList(),
                running.stream().map(Running::uri).findFirst());
    }

    OptionalDouble longest() {
        return seconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(seconds.getFirst());
    }

    /** For how long, at least, half of all children have been at their requests; 0 when fewer are at one. */
    OptionalDouble half() {
        if (children == 0) {
            return OptionalDouble.empty();
        }
        int half = (children + 1) / 2;
        return OptionalDouble.of(seconds.size() >= half ? seconds.get(half - 1) : 0);
    }
}
