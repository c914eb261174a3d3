package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;
import org.headroom.scenarios.endpoint.Target;
import org.headroom.scenarios.model.Host;

/** Where the hosts of a scenario are, as far as load may go there. */
public sealed interface Destinations {
    /** Every host may be loaded. */
    record Found(LoadTarget target) implements Destinations {}

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
     * Resolves every host of a scenario; no packet goes to any of them.
     *
     * @param site takes the place of the host {@code site}; the others keep their names, its scheme and its port
     * @throws UnknownHostException when a name has no address; the message is for the user
     */
    static Destinations of(List<Host> hosts, Target site, AddressBook book, LoadPermission permission)
            throws UnknownHostException {
        Map<String, LoadTarget.Endpoint> endpoints = new LinkedHashMap<>();
        List<String> refused = new ArrayList<>();
        for (Host host : hosts) {
            Target place = host.alias().equals(Host.SITE) ? site : site.withHost(host.name());
            switch (permission.decide(place.host(), place.port())) {
                case LoadPermission.Decision.Allowed() -> endpoints.put(host.alias(), endpoint(place, book));
                case LoadPermission.Decision.Refused(String reason) -> refused.add(reason);
            }
        }
        return refused.isEmpty() ? new Found(new LoadTarget(endpoints)) : new Refused(refused);
    }

    private static LoadTarget.Endpoint endpoint(Target place, AddressBook book) throws UnknownHostException {
        try {
            List<InetSocketAddress> addresses = book.addresses(place.host(), place.port()).stream()
                    .map(address -> new InetSocketAddress(address, place.port()))
                    .toList();
            return new LoadTarget.Endpoint(place.scheme(), place.host(), place.port(), addresses);
        } catch (UnknownHostException _) {
            throw new UnknownHostException(place.host() + " does not resolve to any address");
        }
    }
}
