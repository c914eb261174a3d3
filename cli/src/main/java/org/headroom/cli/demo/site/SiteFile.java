package org.headroom.cli.demo.site;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Something that the site has an answer for.
 *
 * @param path with query, as the scenario names it
 * @param maker who answers it at the origin
 * @param status HTTP status of the answer
 * @param contentType value of Content-Type
 * @param cacheControl value of Cache-Control, if one is sent
 * @param etag value of ETag, quotes included, if one is sent
 * @param location value of Location, if it redirects
 * @param content the whole body: read-only and direct, so that neither front copies it to the heap; take duplicates
 */
public record SiteFile(
        String path,
        Maker maker,
        int status,
        String contentType,
        Optional<String> cacheControl,
        Optional<String> etag,
        Optional<String> location,
        ByteBuffer content) {

    /** Who answers at the origin. */
    public enum Maker {
        /** A file on disk, sent by Apache itself. */
        APACHE,
        /** A script's output. */
        PHP
    }

    /** Length of the body. */
    public int sizeBytes() {
        return content.remaining();
    }
}
