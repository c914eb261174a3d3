package org.headroom.probes.namespace;

import java.util.List;

/** What the shadow sync takes: the same lists as its engine has, which this module must not know. */
public final class StaticFiles {
    /** Endings of file names. */
    public static final List<String> TYPES = List.of(
            "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "woff",
            "woff2", "ttf", "otf", "eot", "mp4", "webm", "mp3", "ogg", "pdf");

    /** rsync patterns of what it leaves out, whatever a stack file adds. */
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
