package org.headroom.cli.demo.origin;

/**
 * What the origin is asked for.
 *
 * @param kind who must work for it
 * @param path as the full FPM status shows it
 * @param bodyBytes as Apache counts what it sent
 */
public record Work(Kind kind, String path, long bodyBytes) {

    /** Who does the work. */
    public enum Kind {
        /** A file: an Apache worker alone. */
        STATIC,
        /** A page: a PHP-FPM child, and an Apache worker that waits for it. */
        PHP
    }
}
