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
    /** Where plain http usually is. */
    static final int HTTP = 80;

    /** Where https usually is. */
    static final int HTTPS = 443;

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
     * @param beside addresses and port of the same host by the other of http and https, between which sites redirect;
     *     empty: a visitor finds it at the address that it uses for the host
     */
    public record Endpoint(
            String scheme, String host, int port, List<InetSocketAddress> addresses, List<InetSocketAddress> beside) {
        public Endpoint {
            addresses = List.copyOf(addresses);
            beside = List.copyOf(beside);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("no address for " + host);
            }
        }

        /** One that has its other scheme at the same addresses. */
        public Endpoint(String scheme, String host, int port, List<InetSocketAddress> addresses) {
            this(scheme, host, port, addresses, List.of());
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
