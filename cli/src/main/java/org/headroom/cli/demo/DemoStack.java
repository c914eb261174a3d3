package org.headroom.cli.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.headroom.cli.demo.front.Front;
import org.headroom.cli.demo.front.Proxy;
import org.headroom.cli.demo.front.QuicFront;
import org.headroom.cli.demo.front.ServerIdentity;
import org.headroom.cli.demo.origin.AlarmThread;
import org.headroom.cli.demo.origin.DemoOrigin;
import org.headroom.cli.demo.origin.OriginSnapshot;
import org.headroom.cli.demo.site.DemoSite;
import org.headroom.cli.demo.status.StatusListener;
import org.headroom.scenarios.model.Scenario;

/**
 * A whole stack on loopback in this JVM: a TLS front that speaks h1, h2 and h3 on one port number, an origin with
 * limited workers behind it, and the origin's status pages. It is a model: it queues and refuses as Apache and PHP-FPM
 * do, and computes nothing.
 */
public final class DemoStack implements AutoCloseable {
    private final DemoSite site;
    private final DemoOrigin origin;
    private final Front front;
    private final StatusListener status;
    private final Path caFile;
    private final Optional<String> whyNoH3;
    private final Parts parts;

    private DemoStack(Scenario scenario, DemoOptions options, Optional<String> whyNoH3, Parts parts)
            throws IOException, GeneralSecurityException {
        this.parts = parts;
        this.whyNoH3 = whyNoH3;
        InstantSource clock = InstantSource.system();
        site = new DemoSite(scenario, options.seed());
        ServerIdentity identity = ServerIdentity.create(clock.instant());
        caFile = parts.add(new CaFile(identity.authorityPem())).path();
        var alarm = parts.add(new AlarmThread("demo-origin"));
        origin = new DemoOrigin(options.limits(), options.serviceTimes(), alarm);
        status = parts.add(StatusListener.start(origin, clock, ServerIdentity.NAME));
        front = parts.add(Front.start(identity, new Proxy(site, origin), whyNoH3.isEmpty()));
        // Closed first of all: whoever still waits in it is answered while the fronts can carry the answer.
        parts.add(origin);
    }

    /** Starts everything; it answers when this returns. Without h3 where the native QUIC library does not load. */
    public static DemoStack start(Scenario scenario, DemoOptions options) throws IOException {
        return start(scenario, options, QuicFront.unavailable());
    }

    static DemoStack start(Scenario scenario, DemoOptions options, Optional<String> whyNoH3) throws IOException {
        var parts = new Parts();
        try {
            return new DemoStack(scenario, options, whyNoH3, parts);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        } catch (GeneralSecurityException e) {
            parts.close();
            throw new IOException("the demo's TLS front did not start", e);
        }
    }

    /** {@code https://demo.headroom.test:PORT/}; the name is in no DNS, connect to {@link #address()}. */
    public URI frontUri() {
        return URI.create("https://" + ServerIdentity.NAME + ":" + port() + "/");
    }

    /** Port of the front, the same for TCP and UDP. */
    public int port() {
        return front.address().getPort();
    }

    /** Where the front listens. */
    public InetSocketAddress address() {
        return front.address();
    }

    /** The certificate of the authority that signed the front's, PEM; gone after {@link #close()}. */
    public Path caFile() {
        return caFile;
    }

    /** Apache's status page of the origin, machine-readable. */
    public URI apacheStatusUrl() {
        return status.uri("/server-status?auto");
    }

    /** The FPM pool's status page, JSON. */
    public URI fpmStatusUrl() {
        return status.uri("/fpm-status?json");
    }

    /** Whether h3 is served. */
    public boolean h3Available() {
        return whyNoH3.isEmpty();
    }

    /** Why h3 is not served; empty: it is. */
    public Optional<String> whyNoH3() {
        return whyNoH3;
    }

    /** What is served. */
    public DemoSite site() {
        return site;
    }

    /** The origin's counts, as the status pages show them. */
    public OriginSnapshot snapshot() {
        return origin.snapshot();
    }

    /** Ends all threads and sockets; requests that wait are answered 503. Idempotent. */
    @Override
    public void close() {
        parts.close();
    }
}
