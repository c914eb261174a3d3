package org.headroom.loadgen.gatling;

import org.headroom.loadgen.transport.Protocol;

/**
 * Browser-like pages over h1, h2 and h3 for any Gatling simulation.
 *
 * <pre>{@code
 * import static org.headroom.loadgen.gatling.HeadroomDsl.*;
 *
 * setUp(scenario("readers")
 *         .exec(page("front").over(H3))
 *         .pause(5)
 *         .exec(page("front"))
 *         .injectOpen(constantUsersPerSec(5).during(60)))
 *     .protocols(wordpress("https://www.example.org").scenario("site.yaml").allow("www.example.org").over(H2));
 * }</pre>
 *
 * <p>Each virtual user is one browser: own connections (as many a host as the protocol's browsers open), own cache, and
 * the next address of the site's name. It is closed when the user ends. A page whose document or any resource fails is
 * a KO of that page, named by the first failure.
 */
public final class HeadroomDsl {
    /** HTTP/1.1, six connections a host. */
    public static final Protocol H1 = Protocol.H1;
    /** HTTP/2, one connection a host. */
    public static final Protocol H2 = Protocol.H2;
    /** HTTP/3, one QUIC connection a host. */
    public static final Protocol H3 = Protocol.H3;

    private HeadroomDsl() {}

    /**
     * The site under test, for {@code .protocols(…)}. Without {@link SiteBuilder#scenario} its pages are those of the
     * shipped scenario {@code wordpress-front}.
     *
     * @param url scheme, host and port, e.g. {@code https://www.example.org}
     * @throws IllegalArgumentException when it is no such URL
     */
    public static SiteBuilder wordpress(String url) {
        return SiteBuilder.of(url);
    }

    /** One page with everything that it pulls in, as one step of a scenario. */
    public static PageStep page(String name) {
        return new PageStep(name, null);
    }
}
