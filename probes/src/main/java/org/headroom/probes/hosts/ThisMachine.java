package org.headroom.probes.hosts;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Which addresses lead here. */
record ThisMachine(Set<InetAddress> addresses) {
    private static final long PATIENCE_MILLIS = 1000;

    /** As the network interfaces are now. */
    static ThisMachine now() {
        try {
            return new ThisMachine(NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet()));
        } catch (SocketException _) {
            return new ThisMachine(Set.of());
        }
    }

    /** Those of the names and addresses that are this machine's. A name that does not resolve soon is not. */
    Set<String> among(Collection<String> namesOrAddresses) {
        Map<String, CompletableFuture<InetAddress[]>> all = new LinkedHashMap<>();
        namesOrAddresses.forEach(one -> all.computeIfAbsent(one, ThisMachine::resolved));
        Set<String> here = new LinkedHashSet<>();
        all.forEach((name, found) -> {
            if (anyOf(found.join())) {
                here.add(name);
            }
        });
        return here;
    }

    private boolean anyOf(InetAddress[] found) {
        for (InetAddress address : found) {
            if (address.isLoopbackAddress() || addresses.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static CompletableFuture<InetAddress[]> resolved(String name) {
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("names").start(() -> {
            try {
                found.complete(InetAddress.getAllByName(name));
            } catch (UnknownHostException _) {
                found.complete(new InetAddress[0]);
            }
        });
        return found.completeOnTimeout(new InetAddress[0], PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
