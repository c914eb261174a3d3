package org.headroom.scenarios.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a host may be loaded. Load is an attack on whoever did not ask for it, so the rule looks at where
 * packets would really go:
 *
 * <ul>
 *   <li>a name that {@code --allow} gives may be loaded wherever it leads;
 *   <li>so may a name that the stack file lists, unless {@code --resolve} leads it elsewhere;
 *   <li>any other name may be loaded when every address it leads to is loopback, or is itself allowed or listed.
 * </ul>
 */
public final class LoadPermission {
    /** The answer. */
    public sealed interface Decision {
        /** Go ahead. */
        record Allowed() implements Decision {}

        /** Hands off; the reason is one line and says what to add. */
        record Refused(String reason) implements Decision {}
    }

    private final Set<String> allowed;
    private final Set<String> listed;
    private final AddressBook book;

    /**
     * A rule.
     *
     * @param allowed names and addresses given by {@code --allow}
     * @param listed names and addresses that the stack file lists
     * @param book the one that the load itself uses
     */
    public LoadPermission(Collection<String> allowed, Collection<String> listed, AddressBook book) {
        this.allowed = normal(allowed);
        this.listed = normal(listed);
        this.book = book;
    }

    private static Set<String> normal(Collection<String> hosts) {
        return hosts.stream().map(HostName::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether connections to a host and port may carry load. */
    public Decision decide(String host, int port) {
        String name = HostName.normal(host);
        if (allowed.contains(name) || (listed.contains(name) && !book.isOverridden(name, port))) {
            return new Decision.Allowed();
        }
        List<InetAddress> addresses;
        try {
            addresses = book.addresses(name, port);
        } catch (UnknownHostException _) {
            return new Decision.Refused(name + " does not resolve to any address");
        }
        return addresses.stream()
                .filter(address -> !isOurs(address))
                .findFirst()
                .<Decision>map(address -> refused(name, address))
                .orElseGet(Decision.Allowed::new);
    }

    private boolean isOurs(InetAddress address) {
        String text = address.getHostAddress();
        return address.isLoopbackAddress() || contains(allowed, text) || contains(listed, text);
    }

    private static boolean contains(Set<String> hosts, String address) {
        return hosts.contains(address) || hosts.stream().anyMatch(host -> isSameAddress(host, address));
    }

    /** IPv6 addresses have many spellings; only literals are compared, nothing is looked up. */
    private static boolean isSameAddress(String host, String address) {
        if (host.indexOf(':') < 0 || address.indexOf(':') < 0) {
            return false;
        }
        try {
            return InetAddress.getByName(host).getHostAddress().equals(address);
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static Decision refused(String name, InetAddress address) {
        String text = address.getHostAddress();
        String place = name.equals(text) ? name : name + " leads to " + text + ", which";
        return new Decision.Refused(place
                + " is neither loopback nor in the stack file; to load it, with its owner's consent, add --allow "
                + name);
    }
}
