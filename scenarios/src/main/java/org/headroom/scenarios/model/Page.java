package org.headroom.scenarios.model;

import java.util.List;
import java.util.OptionalLong;

/**
 * A document and the tree of resources that it pulls in.
 *
 * @param name unique within its scenario
 * @param host alias of the document's host
 * @param path path with query, starting with {@code /}; may have placeholders
 * @param expectedStatus the document's HTTP status that counts as success
 * @param sizeBytes the document's decoded size when captured, in bytes
 * @param resources every resource after its initiator
 */
public record Page(
        String name,
        String host,
        String path,
        int expectedStatus,
        OptionalLong sizeBytes,
        List<Resource> resources,
        PageFlow flow) {
    public Page {
        resources = List.copyOf(resources);
    }

    /** A page to look at. */
    public Page(
            String name,
            String host,
            String path,
            int expectedStatus,
            OptionalLong sizeBytes,
            List<Resource> resources) {
        this(name, host, path, expectedStatus, sizeBytes, resources, PageFlow.NONE);
    }

    /** Requests that a first view makes: the document and every resource. */
    public int requestCount() {
        return 1 + resources.size();
    }
}
