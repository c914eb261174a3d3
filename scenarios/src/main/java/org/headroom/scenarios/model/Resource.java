package org.headroom.scenarios.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that a page pulls in.
 *
 * @param id unique within its page
 * @param kind what it is
 * @param host alias of an entry of {@link Scenario#hosts()}
 * @param path path with query, starting with {@code /}
 * @param initiator id of the resource that names it; empty: the document
 * @param discovery when it is found
 * @param expectedStatus the HTTP status that counts as success, 100 to 599
 * @param sizeBytes body size after decoding when it was captured, in bytes
 * @param awaited whether the browser's load event waits for it (lazy images and late requests: no)
 * @param cacheable whether a browser keeps it for the visitor's next page
 */
public record Resource(
        String id,
        ResourceKind kind,
        String host,
        String path,
        Optional<String> initiator,
        Discovery discovery,
        int expectedStatus,
        OptionalLong sizeBytes,
        boolean awaited,
        boolean cacheable) {}
