package sample;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static org.headroom.loadgen.gatling.HeadroomDsl.H2;
import static org.headroom.loadgen.gatling.HeadroomDsl.H3;
import static org.headroom.loadgen.gatling.HeadroomDsl.page;
import static org.headroom.loadgen.gatling.HeadroomDsl.wordpress;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;

/**
 * Two kinds of visitors of a WordPress site, in Gatling's own words. Told by system properties:
 *
 * <pre>mvn gatling:test -Dsite=https://www.example.org -Dallow=www.example.org -Dscenario=site.yaml</pre>
 */
public final class SiteSimulation extends Simulation {
    private static final String SITE = System.getProperty("site", "https://localhost:8443");
    private static final int SECONDS = Integer.getInteger("seconds", 60);

    private final ScenarioBuilder readers = scenario("readers on h2")
            .exec(page("front").over(H2))
            .pause(2, 6)
            .exec(page("front").over(H2)); // from the cache what a browser would keep

    private final ScenarioBuilder mobiles =
            scenario("mobiles on h3").exec(page("front").over(H3));

    public SiteSimulation() {
        var site = wordpress(SITE).allow(System.getProperty("allow", "localhost"));
        if (System.getProperty("scenario") != null) {
            site = site.scenario(System.getProperty("scenario"));
        }
        if (System.getProperty("cacert") != null) {
            site = site.cacert(System.getProperty("cacert"));
        }
        if (System.getProperty("resolve") != null) {
            site = site.resolve(System.getProperty("resolve"));
        }
        setUp(
                        readers.injectOpen(constantUsersPerSec(2).during(SECONDS)),
                        mobiles.injectOpen(rampUsers(SECONDS).during(SECONDS)))
                .protocols(site)
                .assertions(
                        global().failedRequests().percent().lt(1.0),
                        global().responseTime().percentile(95.0).lt(2000));
    }
}
