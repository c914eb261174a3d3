package org.headroom.loadgen.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static org.headroom.loadgen.gatling.HeadroomDsl.H2;
import static org.headroom.loadgen.gatling.HeadroomDsl.page;
import static org.headroom.loadgen.gatling.HeadroomDsl.wordpress;

import io.gatling.javaapi.core.Simulation;
import org.headroom.scenarios.yaml.ConfigException;
import org.headroom.scenarios.yaml.ScenarioFile;

/** A simulation as a Gatling user would write it; Gatling makes it by name, so the test tells it by properties. */
public final class DslSimulation extends Simulation {
    static final String URL = "headroom.test.url";
    static final String CA = "headroom.test.ca";
    static final String RESOLVE = "headroom.test.resolve";
    static final String ALLOW = "headroom.test.allow";
    static final String PAGE = "headroom.test.page";

    /** Called by Gatling. */
    public DslSimulation() throws ConfigException {
        var site = wordpress(System.getProperty(URL))
                .scenario(ScenarioFile.parse("site.yaml", """
                        schema: 1
                        name: small
                        hosts: { site: site.test }
                        pages:
                          front:
                            path: /bytes/1000
                            resources:
                              - { id: style, kind: css, path: /bytes/10?style, found: { at: 100 } }
                              - { id: gone, kind: image, path: /status/404, found: { at: 100 }, status: 404 }
                          broken:
                            path: /status/500
                            resources: []
                        visits:
                          - { name: one, share: 1, pages: [front], think: 1s }
                        """))
                .cacert(System.getProperty(CA))
                .resolve(System.getProperty(RESOLVE))
                .allow(System.getProperty(ALLOW));
        setUp(scenario("readers")
                        .exec(page(System.getProperty(PAGE)).over(H2))
                        .exec(exec(page("broken").over(H2)))
                        .injectOpen(atOnceUsers(3)))
                .protocols(site)
                .assertions(
                        details("front").successfulRequests().count().is(3L),
                        details("broken").failedRequests().count().is(3L),
                        global().allRequests().count().is(6L));
    }
}
