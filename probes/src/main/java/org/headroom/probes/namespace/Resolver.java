package org.headroom.probes.namespace;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Names to addresses. */
interface Resolver {
    /** As this machine resolves names. */
    Resolver SYSTEM = name -> {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException _) {
            return List.of();
        }
    };

    /** All addresses as text; none if there are none. */
    List<String> resolve(String name);
}
