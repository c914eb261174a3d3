package org.headroom.loadgen.bench;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.forever;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.stream.IntStream;

/** The same page over Gatling's own HTTP; arguments: {@code h1|h2 PORT VISITORS RESOURCES}, by way of properties. */
public final class GatlingLoop extends Simulation {
    private static final String PREFIX = "headroom.bench.";

    public static void main(String[] arguments) {
        System.setProperty(PREFIX + "protocol", arguments[0]);
        System.setProperty(PREFIX + "port", arguments[1]);
        System.setProperty(PREFIX + "visitors", arguments[2]);
        System.setProperty(PREFIX + "resources", arguments[3]);
        String[] gatling = {"-s", GatlingLoop.class.getName(), "-rf", arguments[4], "-nr"};
        System.exit(Gatling$.MODULE$.fromArgs(gatling));
    }

    /** Called by Gatling. */
    public GatlingLoop() {
        boolean h2 = System.getProperty(PREFIX + "protocol").equals("h2");
        HttpProtocolBuilder protocol = http.baseUrl("https://localhost:" + System.getProperty(PREFIX + "port"))
                .acceptHeader("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8")
                .acceptLanguageHeader("en-US,en;q=0.9")
                .acceptEncodingHeader("gzip")
                .userAgentHeader("Mozilla/5.0 Headroom/bench")
                .disableCaching();
        HttpRequestActionBuilder[] resources = IntStream.range(0, Integer.getInteger(PREFIX + "resources", 20))
                .mapToObj(i -> http("resource").get("/1k?" + i))
                .toArray(HttpRequestActionBuilder[]::new);
        HttpRequestActionBuilder page = http("page").get("/1k").resources(resources);
        int visitors = Integer.getInteger(PREFIX + "visitors", 25);
        int pagesAVisit = Integer.getInteger(PREFIX + "pages", 0);
        setUp(
                        pagesAVisit == 0
                                ? scenario("pages").exec(forever().on(page)).injectOpen(atOnceUsers(visitors))
                                : scenario("visits")
                                        .exec(repeat(pagesAVisit).on(page))
                                        .injectClosed(constantConcurrentUsers(visitors)
                                                .during(Duration.ofHours(1))))
                .protocols(h2 ? protocol.enableHttp2() : protocol);
    }
}
