package org.headroom.loadgen.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every h2 transport must do in addition. */
abstract class H2Contract extends MultiplexedContract {
    @Override
    TestServer serve(TestCertificate certificate) {
        return JettyTestServer.h2(certificate);
    }

    @Override
    final TestServer anotherProtocol() {
        return JettyTestServer.h1(TestCertificate.good());
    }

    @Override
    InetSocketAddress silent() throws IOException {
        return closing(new SilentTcp()).address();
    }

    @Test
    void closedPortsAreRefused() throws IOException {
        try (VisitorConnections visitor = transport().newVisitor()) {
            RecordingListener listener = send(visitor, closedPort(), "/", Duration.ofSeconds(5));
            assertFailed(listener.await(), FailureKind.CONNECT_REFUSED);
        }
    }
}
