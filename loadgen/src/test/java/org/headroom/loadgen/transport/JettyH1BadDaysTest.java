package org.headroom.loadgen.transport;

import java.io.IOException;
import org.headroom.loadgen.transport.jetty.JettyTransport;
import org.headroom.scenarios.endpoint.TrustManagers;
import org.headroom.scenarios.endpoint.TrustPolicy;

final class JettyH1BadDaysTest extends H1BadDaysContract {
    @Override
    Transport create(TrustPolicy trust) throws IOException {
        return new JettyTransport(Protocol.H1, TrustManagers.of(trust), PATIENCE);
    }
}
