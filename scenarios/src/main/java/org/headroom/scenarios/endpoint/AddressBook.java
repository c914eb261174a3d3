package org.headroom.scenarios.endpoint;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where packets to a host really go. Every name is resolved once, so that the permission to load a host and the load
 * itself mean the same addresses, and its addresses are handed out in turn, as DNS would spread visitors.
 *
 * <p>Of a name with addresses of both families only those of the first address's family are used: browsers fall back
 * when one family leads nowhere, a load generator must not count that as failures.
 *
 * <p>Addresses carry the name that they stand for: HTTP clients take from the address which name the certificate must be
 * for.
 */
public final class AddressBook {
    private record Place(String host, int port) {}

    private record Entry(List<InetAddress> addresses, AtomicInteger turn) {}

    private final NameResolver resolver;
    private final List<Resolution> resolutions;
    private final Map<Place, Entry> entries = new ConcurrentHashMap<>();

    public AddressBook(NameResolver resolver, List<Resolution> resolutions) {
        this.resolver = resolver;
        this.resolutions = List.copyOf(resolutions);
    }

    /** With the machine's own resolver. */
    public static AddressBook system(List<Resolution> resolutions) {
        return new AddressBook(NameResolver.system(), resolutions);
    }

    /** All addresses that connections to a host and port go to, at least one. */
    public List<InetAddress> addresses(String host, int port) throws UnknownHostException {
        return entry(host, port).addresses();
    }

    /** The next address, in turn. */
    public InetAddress next(String host, int port) throws UnknownHostException {
        Entry entry = entry(host, port);
        int turn = entry.turn().getAndIncrement();
        return entry.addresses().get(Math.floorMod(turn, entry.addresses().size()));
    }

    /** Whether a {@link Resolution} decides where connections to a host and port go. */
    public boolean isOverridden(String host, int port) {
        Place place = new Place(HostName.normal(host), port);
        return resolutions.stream().anyMatch(resolution -> matches(resolution, place));
    }

    private Entry entry(String host, int port) throws UnknownHostException {
        Place place = new Place(HostName.normal(host), port);
        Entry known = entries.get(place);
        if (known != null) {
            return known;
        }
        Entry fresh = lookUp(place);
        Entry other = entries.putIfAbsent(place, fresh);
        return other == null ? fresh : other;
    }

    private Entry lookUp(Place place) throws UnknownHostException {
        List<InetAddress> given = resolutions.stream()
                .filter(resolution -> matches(resolution, place))
                .map(Resolution::address)
                .distinct()
                .toList();
        List<InetAddress> found = given.isEmpty() ? oneFamily(resolver.resolve(place.host())) : given;
        if (found.isEmpty()) {
            throw new UnknownHostException(place.host());
        }
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress address : found) {
            named.add(named(place.host(), address));
        }
        return new Entry(List.copyOf(named), new AtomicInteger());
    }

    private static InetAddress named(String host, InetAddress address) throws UnknownHostException {
        return address instanceof Inet6Address six && six.getScopeId() != 0
                ? Inet6Address.getByAddress(host, address.getAddress(), six.getScopeId())
                : InetAddress.getByAddress(host, address.getAddress());
    }

    private static boolean matches(Resolution resolution, Place place) {
        return resolution.port() == place.port() && resolution.host().equals(place.host());
    }

    private static List<InetAddress> oneFamily(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> address.getClass() == addresses.getFirst().getClass())
                .distinct()
                .toList();
    }
}
