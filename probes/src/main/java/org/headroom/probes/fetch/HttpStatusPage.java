package org.headroom.probes.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;

/** A status page over HTTP/1.1. */
final class HttpStatusPage implements StatusPage {
    private final Supplier<HttpClient> client;
    private final URI url;

    HttpStatusPage(Supplier<HttpClient> client, URI url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public Fetched fetch(Duration deadline) {
        return Exchanges.send(client.get().newRequest(url), deadline, where());
    }

    @Override
    public String where() {
        return url.toString();
    }
}
