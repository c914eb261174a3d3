package org.headroom.loadgen.page;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Request headers as a current desktop browser sends them, per kind of resource, with the RFC 9218 priority that
 * Chromium gives it. The user agent says honestly that it is Headroom.
 */
final class BrowserHeaders {
    private final Map<ResourceKind, List<Map.Entry<String, String>>> byKind = new EnumMap<>(ResourceKind.class);

    BrowserHeaders(String userAgent) {
        for (ResourceKind kind : ResourceKind.values()) {
            byKind.put(
                    kind,
                    List.of(
                            Map.entry("user-agent", userAgent),
                            Map.entry("accept", accept(kind)),
                            Map.entry("accept-language", "en-US,en;q=0.9"),
                            Map.entry("accept-encoding", "gzip"),
                            Map.entry("sec-fetch-dest", destination(kind)),
                            Map.entry("sec-fetch-mode", mode(kind)),
                            Map.entry("sec-fetch-site", kind == ResourceKind.DOCUMENT ? "none" : "same-origin"),
                            Map.entry("priority", priority(kind))));
        }
    }

    List<Map.Entry<String, String>> of(ResourceKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    private static String accept(ResourceKind kind) {
        return switch (kind) {
            case DOCUMENT -> "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
            case CSS -> "text/css,*/*;q=0.1";
            case IMAGE -> "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
            case JS, FONT, FETCH, OTHER -> "*/*";
        };
    }

    private static String destination(ResourceKind kind) {
        return switch (kind) {
            case DOCUMENT -> "document";
            case CSS -> "style";
            case JS -> "script";
            case IMAGE -> "image";
            case FONT -> "font";
            case FETCH, OTHER -> "empty";
        };
    }

    private static String mode(ResourceKind kind) {
        return switch (kind) {
            case DOCUMENT -> "navigate";
            case CSS, JS, IMAGE -> "no-cors";
            case FONT, FETCH, OTHER -> "cors";
        };
    }

    private static String priority(ResourceKind kind) {
        return switch (kind) {
            case DOCUMENT -> "u=0, i";
            case CSS, FONT -> "u=0";
            case JS -> "u=1";
            case FETCH -> "u=1, i";
            case IMAGE -> "u=2, i";
            case OTHER -> "u=4, i";
        };
    }
}
