package org.headroom.loadgen.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.gatling.app.Gatling$;
import java.io.OutputStream;
import java.nio.file.Path;
import org.headroom.loadgen.transport.JettyTestServer;
import org.headroom.loadgen.transport.TestCertificate;
import org.headroom.loadgen.transport.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

final class HeadroomDslTest {
    private static final int ALL_ASSERTIONS_HOLD = 0;

    private static final String WRITER = "gatling.data.writers.0";

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = JettyTestServer.h2(TestCertificate.good());
        int port = server.address().getPort();
        System.setProperty(DslSimulation.URL, "https://" + TestCertificate.HOST + ":" + port);
        System.setProperty(
                DslSimulation.CA, TestCertificate.writeAuthority(directory).toString());
        System.setProperty(DslSimulation.RESOLVE, TestCertificate.HOST + ":" + port + ":127.0.0.1");
        System.setProperty(DslSimulation.ALLOW, TestCertificate.HOST);
        System.setProperty(DslSimulation.PAGE, "front");
        // Gatling's own assertions read its log, which our tests switch off for everybody else.
        System.setProperty(WRITER, "file");
        ConfigFactory.invalidateCaches();
    }

    @AfterEach
    void stop() {
        server.close();
        System.clearProperty(WRITER);
        ConfigFactory.invalidateCaches();
    }

    private int simulate() {
        String[] arguments = {"-s", DslSimulation.class.getName(), "-rf", directory.toString(), "-nr"};
        return Console.<Integer>withOut(OutputStream.nullOutputStream(), () -> Gatling$.MODULE$.fromArgs(arguments));
    }

    @Test
    void eachVirtualUserIsABrowserWhosePagesGatlingCounts() {
        assertThat(simulate()).isEqualTo(ALL_ASSERTIONS_HOLD);
        assertThat(server.requests())
                .extracting(TestServer.Seen::path)
                .containsOnly("/bytes/1000", "/bytes/10?style", "/status/404", "/status/500")
                .hasSize(12);
        assertThat(server.connectionsUsed()).isEqualTo(3);
    }

    @Test
    void aPageThatTheScenarioLacksStopsTheSimulationBeforeAnythingIsSent() {
        System.setProperty(DslSimulation.PAGE, "frnot");
        assertThatThrownBy(this::simulate).hasStackTraceContaining("there is no page 'frnot'");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aHostThatNobodyAllowedIsNotLoaded() {
        System.setProperty(
                DslSimulation.RESOLVE,
                TestCertificate.HOST + ":" + server.address().getPort() + ":192.0.2.1");
        System.setProperty(DslSimulation.ALLOW, "another.test");
        assertThatThrownBy(this::simulate).hasStackTraceContaining("no load was sent");
        assertThat(server.requests()).isEmpty();
    }
}
