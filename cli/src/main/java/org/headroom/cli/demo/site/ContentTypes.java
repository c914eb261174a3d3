package org.headroom.cli.demo.site;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.model.ResourceKind;

/** What a path and a kind say about who makes a file and what type it is declared as. */
final class ContentTypes {
    private static final Map<String, String> BY_SUFFIX = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("xml", "text/xml; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("otf", "font/otf"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"));

    private ContentTypes() {}

    static String of(String path, ResourceKind kind) {
        return suffixType(path).orElseGet(() -> switch (kind) {
            case DOCUMENT -> "text/html; charset=utf-8";
            case CSS -> "text/css; charset=utf-8";
            case JS -> "text/javascript; charset=utf-8";
            case IMAGE -> "image/jpeg";
            case FONT -> "font/woff2";
            case FETCH -> "application/json";
            case OTHER -> "application/octet-stream";
        });
    }

    /** What has a file's suffix is a file; all else goes through WordPress's index.php. */
    static SiteFile.Maker maker(String path) {
        return suffixType(path).isPresent() ? SiteFile.Maker.APACHE : SiteFile.Maker.PHP;
    }

    static boolean hasFontSuffix(String path) {
        return suffixType(path).filter(type -> type.startsWith("font/")).isPresent();
    }

    static boolean isSvg(String path) {
        return suffix(path).equals("svg");
    }

    static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static Optional<String> suffixType(String path) {
        return Optional.ofNullable(BY_SUFFIX.get(suffix(path)));
    }

    private static String suffix(String path) {
        String bare = withoutQuery(path);
        int dot = bare.lastIndexOf('.');
        return dot < bare.lastIndexOf('/') ? "" : bare.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
