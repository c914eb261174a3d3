package org.headroom.probes.fpm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Parses FPM's status page in its JSON form ({@code ?json}, {@code ?json&full}), of any PHP since 5.3. */
final class PoolStatusParser {
    private static final int WORDS = 60;

    private PoolStatusParser() {}

    /** What was parsed. */
    sealed interface Result {}

    /** A status page. */
    record Parsed(PoolStatus status) implements Result {}

    /** Something else, in words. */
    record Unreadable(String why) implements Result {}

    /** @param ownPath path of the status page, whose own requests say nothing about the site's */
    static Result parse(String page, String ownPath) {
        JsonNode root;
        try {
            root = JsonTree.read(page);
        } catch (JacksonException _) {
            return new Unreadable("no JSON in " + page.length() + " characters that start with '" + start(page) + "'");
        }
        if (!root.isObject() || !root.path("active processes").isNumber()) {
            return new Unreadable("JSON without 'active processes', starting with '" + start(page) + "'");
        }
        Map<String, Double> numbers = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getValue().isNumber() && usable(field.getValue().doubleValue())) {
                numbers.put(field.getKey(), field.getValue().doubleValue());
            }
        }
        return new Parsed(new PoolStatus(
                root.path("pool").asString(""),
                root.path("process manager").asString(""),
                numbers,
                computeShare(root, ownPath),
                requestMemory(root, ownPath),
                servedByPool(root, ownPath),
                RunningRequests.of(root, ownPath)));
    }

    private static Optional<Boolean> servedByPool(JsonNode root, String ownPath) {
        JsonNode children = root.path("processes");
        return children.isEmpty()
                ? Optional.empty()
                : Optional.of(children.valueStream()
                        .anyMatch(child -> !child.path("state").asString("").equals("Idle")
                                && child.path("request uri").asString("").startsWith(ownPath)));
    }

    /** FPM tells the memory of a request when it has ended; of none that was the status page's own. */
    private static OptionalDouble requestMemory(JsonNode root, String ownPath) {
        return root.path("processes")
                .valueStream()
                .filter(child -> served(child, ownPath))
                .mapToDouble(child -> child.path("last request memory").asDouble(0))
                .filter(bytes -> usable(bytes) && bytes > 0)
                .max();
    }

    private static boolean served(JsonNode child, String ownPath) {
        return child.path("state").asString("").equals("Idle")
                && child.path("requests").asDouble(0) > 0
                && !child.path("request uri").asString("").startsWith(ownPath);
    }

    /**
     * Σ (duration × CPU share) / Σ duration over the last requests of idle children; FPM tells the CPU of no others.
     * Its CPU clock ticks every 10 ms: one request's figure is coarse, the mean of many is not.
     */
    private static OptionalDouble computeShare(JsonNode root, String ownPath) {
        double duration = 0;
        double compute = 0;
        for (JsonNode child : root.path("processes")) {
            double took = child.path("request duration").asDouble(0);
            double cpuPercent = child.path("last request cpu").asDouble(0);
            if (served(child, ownPath) && usable(took) && usable(cpuPercent)) {
                duration += took;
                compute += took * Math.min(1, cpuPercent / 100);
            }
        }
        return duration > 0 ? OptionalDouble.of(compute / duration) : OptionalDouble.empty();
    }

    private static boolean usable(double value) {
        return Double.isFinite(value) && value >= 0;
    }

    private static String start(String page) {
        String start = page.length() <= WORDS ? page : page.substring(0, WORDS) + "…";
        return start.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
