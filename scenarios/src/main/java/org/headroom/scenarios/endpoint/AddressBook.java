package org.headroom.scenarios.endpoint;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where packets to a host really go. Every name is resolved once, so that the permission to load a host and the load
 * itself mean the same addresses, and its addresses are handed out in turn, as DNS would spread visitors.
 *
 * <p>A name's IPv4 and IPv6 addresses take turns, as far as this machine has a route to them: a machine without IPv6
 * cannot send anything to half of the addresses, and that is no failure of theirs.
 *
 * <p>Addresses carry the name that they stand for: HTTP clients take from the address which name the certificate must be
 * for.
 */
public final class AddressBook {
    private record Place(String host, int port) {}

    private record Entry(List<InetAddress> addresses, AtomicInteger turn) {}

    private final NameResolver resolver;
    private final Predicate<InetAddress> routed;
    private final List<Resolution> resolutions;
    private final Map<Place, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Duration> lookups = new ConcurrentHashMap<>();

    /**
     * A book.
     *
     * @param routed whether this machine has a route to an address
     */
    public AddressBook(NameResolver resolver, Predicate<InetAddress> routed, List<Resolution> resolutions) {
        this.resolver = resolver;
        this.routed = routed;
        this.resolutions = List.copyOf(resolutions);
    }

    /** With the machine's own routes. */
    public AddressBook(NameResolver resolver, List<Resolution> resolutions) {
        this(resolver, AddressBook::hasRoute, resolutions);
    }

    /** With the machine's own resolver and routes. */
    public static AddressBook system(List<Resolution> resolutions) {
        return new AddressBook(NameResolver.system(), resolutions);
    }

    /** Connecting a datagram socket asks the kernel for the route and sends nothing. */
    private static boolean hasRoute(InetAddress address) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(address, 443));
            return true;
        } catch (IOException _) {
            return false;
        }
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

    /** How long the resolver took for each name that it was asked for. */
    public Map<String, Duration> lookups() {
        return Map.copyOf(lookups);
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
        List<InetAddress> found = given.isEmpty() ? routedInTurn(resolve(place.host())) : given;
        if (found.isEmpty()) {
            throw new UnknownHostException(place.host());
        }
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress address : found) {
            named.add(named(place.host(), address));
        }
        return new Entry(List.copyOf(named), new AtomicInteger());
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        long begun = System.nanoTime();
        List<InetAddress> found = resolver.resolve(host);
        if (!HostName.isAddress(host)) {
            lookups.putIfAbsent(host, Duration.ofNanos(System.nanoTime() - begun));
        }
        return found;
    }

    private static InetAddress named(String host, InetAddress address) throws UnknownHostException {
        return address instanceof Inet6Address six && six.getScopeId() != 0
                ? Inet6Address.getByAddress(host, address.getAddress(), six.getScopeId())
                : InetAddress.getByAddress(host, address.getAddress());
    }

    private static boolean matches(Resolution resolution, Place place) {
        return resolution.port() == place.port() && resolution.host().equals(place.host());
    }

    /** IPv4 and IPv6 by turns, each in the resolver's order; all of them when there is a route to none. */
    private List<InetAddress> routedInTurn(List<InetAddress> all) {
        List<InetAddress> reachable = all.stream().distinct().filter(routed).toList();
        List<InetAddress> used = reachable.isEmpty() ? all.stream().distinct().toList() : reachable;
        Map<Boolean, List<InetAddress>> families =
                used.stream().collect(Collectors.partitioningBy(Inet6Address.class::isInstance));
        List<InetAddress> four = families.getOrDefault(false, List.of());
        List<InetAddress> six = families.getOrDefault(true, List.of());
        List<InetAddress> turns = new ArrayList<>();
        for (int i = 0; i < Math.max(four.size(), six.size()); i++) {
            turns.addAll(four.subList(Math.min(i, four.size()), Math.min(i + 1, four.size())));
            turns.addAll(six.subList(Math.min(i, six.size()), Math.min(i + 1, six.size())));
        }
        return turns;
    }
}
