package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.model.Host;

/** Where the hosts of a scenario are, as far as load may go there. */
public sealed interface Destinations {
    /**
     * Every host may be loaded.
     *
     * @param lookups how long the resolver took for each name that it was asked for
     * @param notes addresses that are left out, and why: one line each for the user
     */
    record Found(LoadTarget target, Map<String, Duration> lookups, List<String> notes) implements Destinations {
        public Found {
            lookups = Map.copyOf(lookups);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Load may not go to some of them, so none is sent.
     *
     * @param reasons one line each, with what to add
     */
    record Refused(List<String> reasons) implements Destinations {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Resolves every host of a scenario. When all may be loaded, and a name has addresses of both families, one
     * connection to each address tells whether the server listens on both: browsers fall back to the other family at
     * once, so a family that nobody listens on is left out and said so. Addresses that the user gave are taken as they
     * are.
     *
     * <p>Sites redirect between http and https. The other scheme of a host is at the addresses of the host, unless the
     * user gave others for that port.
     *
     * @param site takes the place of the host {@code site}; the others keep their names, its scheme and its port
     * @param httpPort where the hosts answer plain http beside https
     * @throws UnknownHostException when a name has no address; the message is for the user
     */
    static Destinations of(
            List<Host> hosts,
            Target site,
            int httpPort,
            AddressBook book,
            LoadPermission permission,
            Predicate<InetSocketAddress> listens)
            throws UnknownHostException {
        int besidePort = site.tls() ? httpPort : LoadTarget.HTTPS;
        Map<String, Target> places = new LinkedHashMap<>();
        List<String> refused = new ArrayList<>();
        for (Host host : hosts) {
            Target place = host.alias().equals(Host.SITE) ? site : site.withHost(host.name());
            places.put(host.alias(), place);
            for (int port : portsGiven(place, besidePort, book)) {
                if (permission.decide(place.host(), port) instanceof LoadPermission.Decision.Refused(String reason)
                        && !refused.contains(reason)) {
                    refused.add(reason);
                }
            }
        }
        if (!refused.isEmpty()) {
            return new Refused(refused);
        }
        List<String> notes = new ArrayList<>();
        Map<String, LoadTarget.Endpoint> endpoints = new LinkedHashMap<>();
        for (Map.Entry<String, Target> place : places.entrySet()) {
            endpoints.put(place.getKey(), endpoint(place.getValue(), besidePort, book, listens, notes));
        }
        return new Found(new LoadTarget(endpoints, httpPort), book.lookups(), notes);
    }

    /** With plain http, if any, at port 80. */
    static Destinations of(
            List<Host> hosts,
            Target site,
            AddressBook book,
            LoadPermission permission,
            Predicate<InetSocketAddress> listens)
            throws UnknownHostException {
        return of(hosts, site, LoadTarget.HTTP, book, permission, listens);
    }

    /** The host's own port, and that of its other scheme if the user said where that is. */
    private static List<Integer> portsGiven(Target place, int besidePort, AddressBook book) {
        return book.isOverridden(place.host(), besidePort) ? List.of(place.port(), besidePort) : List.of(place.port());
    }

    private static LoadTarget.Endpoint endpoint(
            Target place, int besidePort, AddressBook book, Predicate<InetSocketAddress> listens, List<String> notes)
            throws UnknownHostException {
        try {
            List<InetSocketAddress> addresses = addresses(place.host(), place.port(), book);
            boolean given = book.isOverridden(place.host(), place.port());
            return new LoadTarget.Endpoint(
                    place.scheme(),
                    place.host(),
                    place.port(),
                    given ? addresses : Families.listening(addresses, listens, notes),
                    book.isOverridden(place.host(), besidePort)
                            ? addresses(place.host(), besidePort, book)
                            : List.of());
        } catch (UnknownHostException _) {
            throw new UnknownHostException(place.host() + " does not resolve to any address");
        }
    }

    private static List<InetSocketAddress> addresses(String host, int port, AddressBook book)
            throws UnknownHostException {
        return book.addresses(host, port).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
