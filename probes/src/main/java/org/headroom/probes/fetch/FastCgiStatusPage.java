package org.headroom.probes.fetch;

import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Transport;

/** A status page asked straight from a FastCGI server, each time over a connection of its own. */
final class FastCgiStatusPage implements StatusPage {
    private final Supplier<HttpClient> client;
    private final FastCgiAddress address;
    private final String path;
    private final String query;

    FastCgiStatusPage(Supplier<HttpClient> client, FastCgiAddress address, String path, String query) {
        this.client = client;
        this.address = address;
        this.path = path;
        this.query = query;
    }

    @Override
    public Fetched fetch(Duration deadline) {
        HttpClient started = client.get();
        return Exchanges.sendAlone(started, request(started), deadline, where());
    }

    @Override
    public String where() {
        return switch (address) {
            case FastCgiAddress.Tcp(String host, int port) -> "FastCGI " + host + ":" + port + path;
            case FastCgiAddress.Unix(var socket) -> "FastCGI " + socket + " " + path;
        };
    }

    private Request request(HttpClient started) {
        String pathQuery = path + "?" + query;
        return switch (address) {
            case FastCgiAddress.Tcp(String host, int port) ->
                started.newRequest("http://" + bracketed(host) + ":" + port + pathQuery);
            case FastCgiAddress.Unix(var socket) ->
                started.newRequest("http://localhost" + pathQuery).transport(new Transport.TCPUnix(socket));
        };
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
