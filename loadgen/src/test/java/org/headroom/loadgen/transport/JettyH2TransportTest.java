package org.headroom.loadgen.transport;

import java.io.IOException;
import java.time.Duration;
import org.headroom.loadgen.transport.jetty.JettyTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

final class JettyH2TransportTest extends H2Contract {
    @Override
    Transport create(TrustPolicy trust, Duration connectTimeout) throws IOException {
        return new JettyTransport(Protocol.H2, TrustManagers.of(trust), connectTimeout);
    }
}
