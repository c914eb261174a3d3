package org.headroom.loadgen.page;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Where a scenario's hosts are in this run.
 *
 * @param endpoints host alias to endpoint
 * @param httpPort where the same hosts answer plain http, from which sites redirect to https
 */
public record LoadTarget(Map<String, Endpoint> endpoints, int httpPort) {
    private static final int HTTP = 80;

    public LoadTarget {
        endpoints = Map.copyOf(endpoints);
    }

    /** With plain http at port 80. */
    public LoadTarget(Map<String, Endpoint> endpoints) {
        this(endpoints, HTTP);
    }

    /**
     * One host.
     *
     * @param scheme http or https
     * @param host name for SNI, certificate check and Host
     * @param port TCP or UDP port
     * @param addresses every address of the name, at least one; visitors take them in turn
     */
    public record Endpoint(String scheme, String host, int port, List<InetSocketAddress> addresses) {
        public Endpoint {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("no address for " + host);
            }
        }
    }

    /** The endpoint of an alias; the scenario reader has checked that every alias exists. */
    public Endpoint endpoint(String alias) {
        Endpoint endpoint = endpoints.get(alias);
        if (endpoint == null) {
            throw new IllegalArgumentException("no endpoint for host alias " + alias);
        }
        return endpoint;
    }
}
