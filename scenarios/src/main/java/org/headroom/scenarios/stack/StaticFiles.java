package org.headroom.scenarios.stack;

import java.util.List;

/** What the shadow sync takes, and what its probes compare: what browsers fetch and PHP does not make. */
public final class StaticFiles {
    /** Endings of file names: the same list as the proxies' configuration has. */
    public static final List<String> TYPES = List.of(
            "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "woff",
            "woff2", "ttf", "otf", "eot", "mp4", "webm", "mp3", "ogg", "pdf");

    /**
     * rsync patterns of what it leaves out, whatever a stack file adds: version control, caches and backups, which no
     * visitor should see, nor are they worth their way.
     */
    public static final List<String> EXCLUDES = List.of(
            ".git/",
            ".svn/",
            ".hg/",
            "node_modules/",
            "/wp-content/cache/",
            "/wp-content/uploads/cache/",
            "/wp-content/upgrade/",
            "/wp-content/backup*/",
            "/wp-content/uploads/backup*/",
            "/wp-content/updraft/",
            "/wp-content/ai1wm-backups/",
            "*.bak",
            "*~",
            "*.swp");

    private StaticFiles() {}
}
