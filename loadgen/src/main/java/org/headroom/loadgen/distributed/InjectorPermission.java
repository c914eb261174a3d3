package org.headroom.loadgen.distributed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;

/**
 * What an injector may load, by its own rules. The plan brings the addresses, so a name that is allowed here counts only
 * for the addresses that it has here: whoever holds the key still cannot lead an allowed name elsewhere.
 */
public final class InjectorPermission {
    private final LoadPermission permission;
    private final AddressBook book;

    /**
     * A rule.
     *
     * @param allowed names and addresses given by {@code --allow} on this machine
     * @param listed names and addresses that this machine's stack file lists
     * @param book how this machine resolves names
     */
    public InjectorPermission(Collection<String> allowed, Collection<String> listed, AddressBook book) {
        this.permission = new LoadPermission(allowed, listed, book);
        this.book = book;
    }

    /** One line for every place that may not be loaded. */
    List<String> refusals(LoadTarget target) {
        List<String> refusals = new ArrayList<>();
        for (LoadTarget.Endpoint endpoint : target.endpoints().values()) {
            Set<InetAddress> ours = allowedAddresses(endpoint);
            for (InetSocketAddress address : endpoint.addresses()) {
                if (!ours.contains(address.getAddress()) && !isAllowedItself(address)) {
                    refusals.add("this injector may not load " + endpoint.host() + " at "
                            + address.getAddress().getHostAddress() + "; start it with --allow " + endpoint.host()
                            + " if that name leads there on this machine too, else with --allow "
                            + address.getAddress().getHostAddress());
                }
            }
        }
        return refusals;
    }

    private Set<InetAddress> allowedAddresses(LoadTarget.Endpoint endpoint) {
        try {
            return permission.decide(endpoint.host(), endpoint.port()) instanceof LoadPermission.Decision.Allowed
                    ? new HashSet<>(book.addresses(endpoint.host(), endpoint.port()))
                    : Set.of();
        } catch (UnknownHostException _) {
            return Set.of();
        }
    }

    private boolean isAllowedItself(InetSocketAddress address) {
        return permission.decide(address.getAddress().getHostAddress(), address.getPort())
                instanceof LoadPermission.Decision.Allowed;
    }
}
