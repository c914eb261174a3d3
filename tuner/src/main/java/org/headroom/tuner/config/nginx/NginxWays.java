package org.headroom.tuner.config.nginx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the blocks that hand requests to an upstream. */
final class NginxWays {
    private final NginxDirective root;
    private final String upstream;
    private final Deque<NginxDirective> open = new ArrayDeque<>();
    private final List<List<NginxDirective>> ways = new ArrayList<>();

    NginxWays(NginxDirective root, String upstream) {
        this.root = root;
        this.upstream = upstream;
    }

    /** Each from the outermost block to the innermost. */
    List<List<NginxDirective>> ways() {
        descend(root);
        return ways;
    }

    private void descend(NginxDirective block) {
        open.addLast(block);
        for (NginxDirective child : block.children()) {
            if (child.name().equals("proxy_pass") && isTo(child.value())) {
                ways.add(List.copyOf(open));
            }
            descend(child);
        }
        open.removeLast();
    }

    /** With a path behind the name, or none. */
    private boolean isTo(String url) {
        String rest = url.replaceFirst("^https?://", "");
        return !rest.equals(url)
                && rest.startsWith(upstream)
                && (rest.length() == upstream.length() || "/?".indexOf(rest.charAt(upstream.length())) >= 0);
    }
}
