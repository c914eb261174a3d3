package org.headroom.scenarios.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.scenarios.endpoint.WebUrl;
import org.headroom.scenarios.model.Discovery;
import org.headroom.scenarios.model.ResourceKind;

/** The resources of a page while it is captured: every URL once, in the order of discovery, so parents come first. */
final class PageTree {
    private final Map<WebUrl, Node> nodes = new LinkedHashMap<>();

    /** One resource; what is learned about it changes as the capture goes on. */
    static final class Node {
        final WebUrl url;
        final ResourceKind kind;
        final Optional<Node> initiator;
        final Discovery discovery;
        /** Redirects and imports between the document and this. */
        final int depth;

        boolean awaited;
        boolean applies;
        Optional<Answer> answer = Optional.empty();
        boolean lookedInto;

        private Node(Reference reference, Optional<Node> initiator) {
            this.url = reference.url();
            this.kind = reference.kind();
            this.initiator = initiator;
            this.discovery = reference.discovery();
            this.depth = initiator.map(parent -> parent.depth + 1).orElse(0);
            this.awaited = reference.awaited();
            this.applies = reference.applies();
        }

        /** A late initiator makes all that it names late. */
        boolean isAwaited() {
            return awaited && initiator.map(Node::isAwaited).orElse(true);
        }
    }

    /** Takes a reference; a URL that is known already may only become more important through it. */
    void add(Reference reference, Optional<Node> initiator) {
        Node known = nodes.get(reference.url());
        if (known == null) {
            nodes.put(reference.url(), new Node(reference, initiator));
        } else {
            known.awaited |= reference.awaited();
            known.applies |= reference.applies();
        }
    }

    boolean contains(WebUrl url) {
        return nodes.containsKey(url);
    }

    int size() {
        return nodes.size();
    }

    List<Node> all() {
        return List.copyOf(nodes.values());
    }

    List<Node> unanswered() {
        List<Node> waiting = new ArrayList<>(nodes.values());
        waiting.removeIf(node -> node.answer.isPresent());
        return waiting;
    }
}
