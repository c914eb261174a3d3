package org.headroom.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.headroom.scenarios.endpoint.Resolution;
import org.headroom.scenarios.stack.FpmPool;
import org.headroom.scenarios.stack.Proxy;
import org.headroom.scenarios.stack.Site;
import org.headroom.scenarios.stack.Stack;

/** What a stack file means for a run: what to probe, and where its sites are. */
final class StackTargets {
    private StackTargets() {}

    static String text(FpmPool.Listen listen) {
        return switch (listen) {
            case FpmPool.Listen.Tcp(String host, int port) ->
                (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            case FpmPool.Listen.UnixSocket(var path) -> path.toString();
        };
    }

    /** The tuning of a run's origin; of several, `headroom tune --origin` does one at a time. */
    static Optional<TuneJob> tuning(Stack stack) {
        return stack.origins().stream()
                .filter(origin -> !origin.fpm().isEmpty())
                .findFirst()
                // Looked at when the run is over: its processes are warm then.
                .map(origin -> TuneJob.of(
                        origin,
                        OptionalLong.empty(),
                        stack,
                        () -> OriginAccess.look(stack, origin, Clock.systemUTC())));
    }

    /** What the stack file lets Headroom load: its names and addresses, and the addresses its proxies' names lead to. */
    static Set<String> loadable(Optional<Stack> stack) {
        Set<String> hosts = new LinkedHashSet<>(stack.map(Stack::loadableHosts).orElse(Set.of()));
        resolutions(List.of(), stack).forEach(one -> hosts.add(one.address().getHostAddress()));
        return hosts;
    }

    /**
     * The user's own resolutions, and for every site of the stack that they do not mention: its proxies, all of them.
     * Who names a stack wants that stack loaded, also while DNS still leads to the old one.
     */
    static List<Resolution> resolutions(List<Resolution> given, Optional<Stack> stack) {
        List<Resolution> all = new ArrayList<>(given);
        for (Site site : stack.map(Stack::sites).orElse(List.of())) {
            for (String host : site.hosts()) {
                for (Proxy proxy : stack.map(Stack::proxies).orElse(List.of())) {
                    add(all, given, host, proxy.httpsPort(), proxy);
                    add(all, given, host, proxy.httpPort(), proxy);
                }
            }
        }
        return List.copyOf(all);
    }

    private static void add(List<Resolution> all, List<Resolution> given, String host, int port, Proxy proxy) {
        boolean mentioned = given.stream().anyMatch(one -> one.host().equalsIgnoreCase(host) && one.port() == port);
        if (mentioned) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(proxy.address())) {
                all.add(new Resolution(host, port, address));
            }
        } catch (UnknownHostException e) {
            throw CliException.failed("proxy " + proxy.name() + " of the stack file: its address " + proxy.address()
                    + " does not resolve");
        }
    }
}
