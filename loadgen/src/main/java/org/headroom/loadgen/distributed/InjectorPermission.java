package org.headroom.loadgen.distributed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.headroom.loadgen.page.LoadTarget;
import org.headroom.loadgen.run.LoadPlan;
import org.headroom.scenarios.endpoint.AddressBook;
import org.headroom.scenarios.endpoint.LoadPermission;

/**
 * What an injector may load and which secrets it may use, by its own rules. The plan brings the addresses, so a name that is allowed here counts only
 * for the addresses that it has here: whoever holds the key still cannot lead an allowed name elsewhere.
 */
public final class InjectorPermission {
    private final Collection<String> allowed;
    private final Collection<String> listed;
    private final Supplier<AddressBook> books;
    private final InjectorSecrets secrets;

    /**
     * A rule.
     *
     * @param allowed names and addresses given by {@code --allow} on this machine
     * @param listed names and addresses that this machine's stack file lists
     * @param books how this machine resolves names: a fresh one for each plan, since names move
     * @param secrets of this machine that a plan may use
     */
    public InjectorPermission(
            Collection<String> allowed,
            Collection<String> listed,
            Supplier<AddressBook> books,
            InjectorSecrets secrets) {
        this.allowed = List.copyOf(allowed);
        this.listed = List.copyOf(listed);
        this.books = books;
        this.secrets = secrets;
    }

    /** One line for every place that may not be loaded and every secret that may not be used. */
    List<String> refusals(LoadPlan plan) {
        List<String> refusals = new ArrayList<>(secrets.refusals(plan));
        refusals.addAll(refusals(plan.target()));
        return refusals;
    }

    private List<String> refusals(LoadTarget target) {
        AddressBook book = books.get();
        LoadPermission permission = new LoadPermission(allowed, listed, book);
        List<String> refusals = new ArrayList<>();
        for (LoadTarget.Endpoint endpoint : target.endpoints().values()) {
            Stream.concat(endpoint.addresses().stream(), endpoint.beside().stream())
                    .filter(address -> !allowedAddresses(endpoint.host(), address.getPort(), permission, book)
                                    .contains(address.getAddress())
                            && !isAllowedItself(address, permission))
                    .map(address ->
                            refusal(endpoint.host(), address.getAddress().getHostAddress()))
                    .distinct()
                    .forEach(refusals::add);
        }
        return refusals;
    }

    private static String refusal(String host, String address) {
        String start = "this injector may not load " + host;
        return host.equals(address)
                ? start + "; start it with --allow " + address
                : start + " at " + address + "; start it with --allow " + host
                        + " if that name leads there on its machine too, else with --allow " + address;
    }

    private static Set<InetAddress> allowedAddresses(
            String host, int port, LoadPermission permission, AddressBook book) {
        try {
            return permission.decide(host, port) instanceof LoadPermission.Decision.Allowed
                    ? new HashSet<>(book.addresses(host, port))
                    : Set.of();
        } catch (UnknownHostException _) {
            return Set.of();
        }
    }

    private static boolean isAllowedItself(InetSocketAddress address, LoadPermission permission) {
        return permission.decide(address.getAddress().getHostAddress(), address.getPort())
                instanceof LoadPermission.Decision.Allowed;
    }
}
