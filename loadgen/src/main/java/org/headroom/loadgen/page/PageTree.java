package org.headroom.loadgen.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.Page;
import org.headroom.scenarios.model.Resource;
import org.headroom.scenarios.model.ResourceKind;
import org.headroom.scenarios.model.Scenario;
import org.headroom.scenarios.template.Secrets;

/** A page prepared for replay: each node knows the children it reveals while streaming, at its end, and later. */
public final class PageTree {
    private final Page page;
    private final Node document;
    private final DocumentFlow flow;

    /** With secrets from this process's files and environment. */
    public PageTree(Page page) {
        this(page, Secrets.ofThisProcess());
    }

    /**
     * Prepares a page.
     *
     * @throws IllegalArgumentException when one of its secrets cannot be read; the message is for the user
     */
    public PageTree(Page page, Secrets secrets) {
        this.page = page;
        this.flow = new DocumentFlow(page, secrets);
        this.document = new Node(
                flow.ajax() ? ResourceKind.FETCH : ResourceKind.DOCUMENT,
                page.host(),
                page.path(),
                page.expectedStatus(),
                OptionalLong.empty(),
                true,
                !flow.wantsText());
        Map<String, Node> byId = new HashMap<>();
        for (Resource resource : page.resources()) {
            byId.put(
                    resource.id(),
                    new Node(
                            resource.kind(),
                            resource.host(),
                            resource.path(),
                            resource.expectedStatus(),
                            resource.kind() == ResourceKind.FETCH ? OptionalLong.empty() : resource.sizeBytes(),
                            resource.awaited(),
                            resource.cacheable()));
        }
        for (Resource resource : page.resources()) {
            Node child = byId.getOrDefault(resource.id(), document);
            resource.initiator()
                    .map(id -> byId.getOrDefault(id, document))
                    .orElse(document)
                    .adopt(child, resource.discovery());
        }
    }

    /** Why secrets of a scenario cannot be read here, one line each; empty: all can. */
    public static Set<String> unreadableSecrets(Scenario scenario) {
        Set<String> problems = new TreeSet<>();
        for (Page page : scenario.pages()) {
            try {
                new DocumentFlow(page, Secrets.ofThisProcess());
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }

    /** The page as the scenario has it. */
    public Page page() {
        return page;
    }

    DocumentFlow flow() {
        return flow;
    }

    Node document() {
        return document;
    }

    /** A child revealed at a byte offset. */
    record AtOffset(long offsetBytes, Node child) {}

    /** A child requested by a script some time after the end. */
    record AfterDelay(long delayNanos, Node child) {}

    /** One request of the page. */
    static final class Node {
        final ResourceKind kind;
        final String host;
        final String path;
        final int expectedStatus;
        /** Set only where a differing size is worth telling: not for documents and fetches, which are dynamic. */
        final OptionalLong fixedSize;

        final boolean awaited;
        final boolean cacheable;
        final List<AtOffset> streaming = new ArrayList<>();
        final List<Node> after = new ArrayList<>();
        final List<AfterDelay> delayed = new ArrayList<>();

        Node(
                ResourceKind kind,
                String host,
                String path,
                int expectedStatus,
                OptionalLong fixedSize,
                boolean awaited,
                boolean cacheable) {
            this.kind = kind;
            this.host = host;
            this.path = path;
            this.expectedStatus = expectedStatus;
            this.fixedSize = fixedSize;
            this.awaited = awaited;
            this.cacheable = cacheable;
        }

        private void adopt(Node child, Discovery discovery) {
            switch (discovery) {
                case Discovery.WhileStreaming(long offset) -> {
                    streaming.add(new AtOffset(offset, child));
                    streaming.sort(Comparator.comparingLong(AtOffset::offsetBytes));
                }
                case Discovery.AfterParent() -> after.add(child);
                case Discovery.AfterScript(var delay) -> delayed.add(new AfterDelay(delay.toNanos(), child));
            }
        }
    }
}
