package org.headroom.scenarios.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses. */
@FunctionalInterface
public interface NameResolver {
    /** All addresses of a name; of an address that address. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The machine's own resolver. */
    static NameResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
