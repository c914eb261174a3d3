package org.headroom.loadgen.browser;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.ResourceKind;

/**
 * Request headers as a current desktop browser sends them, per kind of resource. The user agent says honestly that it is Headroom.
 */
public final class BrowserHeaders {
    /** The fixed headers of one kind. Over plain http browsers send no fetch metadata and ask for no brotli. */
    private record Fixed(List<Map.Entry<String, String>> secure, List<Map.Entry<String, String>> plain) {}

    private final Map<ResourceKind, Map<Relation, Fixed>> byKind = new EnumMap<>(ResourceKind.class);

    /**
     * The headers of every request.
     *
     * @param codings what answers may be compressed with, best last, e.g. {@code gzip, deflate, br}
     */
    public BrowserHeaders(String userAgent, String codings) {
        for (ResourceKind kind : ResourceKind.values()) {
            Map<Relation, Fixed> byRelation = new EnumMap<>(Relation.class);
            for (Relation relation : Relation.values()) {
                byRelation.put(relation, fixed(kind, relation, userAgent, codings));
            }
            byKind.put(kind, byRelation);
        }
    }

    private static Fixed fixed(ResourceKind kind, Relation relation, String userAgent, String codings) {
        HeaderList plain = new HeaderList();
        plain.add("user-agent", userAgent);
        plain.add("accept", accept(kind));
        plain.add("accept-language", "en-US,en;q=0.9");
        if (kind == ResourceKind.DOCUMENT) {
            plain.add("upgrade-insecure-requests", "1");
        }
        HeaderList secure = plain.copy();
        plain.add("accept-encoding", "gzip, deflate");
        secure.add("accept-encoding", codings);
        secure.add("sec-fetch-dest", destination(kind));
        secure.add("sec-fetch-mode", mode(kind));
        secure.add("sec-fetch-site", relation.label());
        if (kind == ResourceKind.DOCUMENT) {
            secure.add("sec-fetch-user", "?1");
        }
        return new Fixed(secure.toList(), plain.toList());
    }

    /**
     * The headers of a request, to which more can be added.
     *
     * @param relation of {@code url} to what asks for it
     * @param from what asks for it and is told as {@code referer}; empty: somebody typed the URL
     */
    public HeaderList of(ResourceKind kind, WebUrl url, Relation relation, Optional<WebUrl> from) {
        Fixed fixed = byKind.getOrDefault(kind, Map.of()).getOrDefault(relation, new Fixed(List.of(), List.of()));
        HeaderList headers = new HeaderList(url.scheme().equals("https") ? fixed.secure() : fixed.plain());
        if (from.isPresent()) {
            String referer = referer(from.get(), url);
            if (!referer.isEmpty()) {
                headers.add("referer", referer);
            }
            boolean cors = mode(kind).equals("cors");
            if (cors && relation != Relation.SAME_ORIGIN) {
                headers.add("origin", from.get().origin());
            }
        }
        return headers;
    }

    /** By the policy that browsers have unless told otherwise: strict-origin-when-cross-origin. */
    private static String referer(WebUrl from, WebUrl to) {
        if (from.sameServer(to)) {
            return from.toString();
        }
        boolean downgrade = from.scheme().equals("https") && !to.scheme().equals("https");
        return downgrade ? "" : from.origin() + "/";
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

    /** The priority that Chromium gives it (RFC 9218), over h2 and h3; over h1 there is none. */
    public static String priority(ResourceKind kind) {
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
