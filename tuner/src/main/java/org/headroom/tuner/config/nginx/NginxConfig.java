package org.headroom.tuner.config.nginx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.tuner.config.text.Found;
import org.headroom.tuner.config.text.Sources;
import org.headroom.tuner.config.tree.ConfigTree;

/** NGINX's configuration as it is in force. */
public final class NginxConfig {
    private static final String ENTRY = "/etc/nginx/nginx.conf";

    private final Sources sources;
    private final NginxDirective root;

    private NginxConfig(Sources sources, NginxDirective root) {
        this.sources = sources;
        this.root = root;
    }

    /** That of a host; empty if there is none. */
    public static Optional<NginxConfig> read(ConfigTree tree) {
        if (!tree.isFile(ENTRY)) {
            return Optional.empty();
        }
        Sources sources = new Sources(tree);
        List<NginxDirective> directives = new NginxReader(sources).read(ENTRY);
        NginxDirective root = NginxRoot.of(ENTRY, directives);
        return Optional.of(new NginxConfig(sources, root));
    }

    /** The files that were read. */
    public Sources sources() {
        return sources;
    }

    /** A block that holds everything. */
    public NginxDirective root() {
        return root;
    }

    /** Everything, depth first. */
    public Stream<NginxDirective> all() {
        return root.all().skip(1);
    }

    /** A directive outside of all blocks, or in one of those that exist once: {@code events}, {@code http}. */
    public Optional<Found> general(String name) {
        return Stream.concat(
                        Stream.of(root),
                        root.children().stream()
                                .filter(it ->
                                        it.name().equals("events") || it.name().equals("http")))
                .flatMap(block -> block.child(name).stream())
                .findFirst()
                .map(it -> new Found(it.value(), it.place()));
    }

    /** The upstream that has that server, by address with or without a port. */
    public Optional<Upstream> upstreamOf(String address) {
        return all().filter(it -> it.name().equals("upstream"))
                .flatMap(block -> block.children("server").stream()
                        .filter(server -> isAt(server.value(), address))
                        .map(server -> new Upstream(block, server)))
                .findFirst();
    }

    /** Ways to an upstream: the innermost blocks that hand requests to it, each with all blocks around it. */
    public List<List<NginxDirective>> waysTo(Upstream upstream) {
        return new NginxWays(root, upstream.name()).ways();
    }

    /** What limits the wait for that upstream's answers, for each way to it that has a limit. */
    public List<NginxDirective> readTimeouts(Upstream upstream) {
        return waysTo(upstream).stream()
                .flatMap(way -> NginxEdits.readTimeout(way).stream())
                .distinct()
                .toList();
    }

    /** Listeners for HTTP/3, e.g. {@code listen 443 quic reuseport}. */
    public List<NginxDirective> quicListeners() {
        return all().filter(it -> it.name().equals("listen") && it.has("quic")).toList();
    }

    private static boolean isAt(String server, String address) {
        return server.equals(address) || withPort(server).equals(withPort(address));
    }

    private static String withPort(String address) {
        boolean port = address.matches(".*[^:]:\\d+") || address.matches("\\[.*]:\\d+");
        return port ? address : address + ":80";
    }
}
